"""Every error of the package, named by what the caller does next.

SaysoError                      message, subject (the item), hint (the remedy)
├── SkipItem                    record the item as failed, go on with the others
│   ├── ParseFailed             the bytes cannot be read as an article
│   ├── LimitExceeded           parsing took more time, memory or inflated size than allowed
│   └── FetchFailed             a URL could not be fetched, or may not be
├── StopRun                     nothing sensible can follow
│   ├── ModelMissing            the shipped model is absent or damaged
│   └── StoreUnusable           the workspace's database cannot be opened, is newer than this program, or its disk is full
├── UsageError                  the caller asked for something that cannot be done
│   ├── NotFound                a named path, document or key does not exist
│   ├── SettingInvalid          an option has a value outside its range
│   ├── QueryInvalid            a search cannot be understood, or asks for too much
│   └── Conflict                somebody else changed the same thing in the meantime
└── EvidenceDamaged             kept bytes or their log are not what they were: never skipped
"""


class SaysoError(Exception):
    """Base of all errors.

    Args:
        message: what happened, one sentence without the item's name.
        subject: the item it happened to (path, URL, document id); empty where there is none.
        hint: what to do about it; empty where nothing helps.
    """

    def __init__(self, message: str, subject: str = "", hint: str = "") -> None:
        super().__init__(message, subject, hint)
        self.message = message
        self.subject = subject
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{head} {self.hint}" if self.hint else head


class SkipItem(SaysoError):
    """One item failed; the others go on."""


class ParseFailed(SkipItem):
    """The bytes cannot be read as an article."""


class LimitExceeded(SkipItem):
    """Parsing took more time, memory or inflated size than allowed."""


class FetchFailed(SkipItem):
    """A URL could not be fetched, or may not be."""


class StopRun(SaysoError):
    """Nothing sensible can follow."""


class ModelMissing(StopRun):
    """The shipped model is absent or damaged."""


class StoreUnusable(StopRun):
    """The workspace's database cannot be opened, is newer than this program, or its disk is full."""


class UsageError(SaysoError):
    """The caller asked for something that cannot be done."""


class NotFound(UsageError):
    """A named path, document or key does not exist."""


class SettingInvalid(UsageError):
    """An option has a value outside its range."""


class QueryInvalid(UsageError):
    """A search cannot be understood, or asks for too much.

    Args:
        place: where in the query the fault stands, in code points from 0; None when it is the query as a whole.
    """

    def __init__(self, message: str, subject: str = "", hint: str = "", place: int | None = None) -> None:
        super().__init__(message, subject, hint)
        self.args = (message, subject, hint, place)
        self.place = place


class Conflict(UsageError):
    """Somebody else changed the same thing in the meantime."""


class EvidenceDamaged(SaysoError):
    """Kept bytes or their log are not what they were: never skipped."""
