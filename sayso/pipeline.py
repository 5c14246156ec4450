"""The one place where the stages meet: captures in, readings out, in the same order, by one process or several.

Takes what `sayso.read` obtained, has `sayso.parse` find the article and `sayso.analyse` read it, and hands each reading to a
`finish` function that runs where the reading was made, so that only its (small) result travels between processes.
"""

import errno
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from sayso.crew import Crew, Task
from sayso.errors import SaysoError, SkipItem, StopRun
from sayso.progress import Event, Listener, silent
from sayso.records.anchors import content_id
from sayso.records.documents import Capture, Document, Problem
from sayso.records.statements import Profile, Reading
from sayso.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from sayso.analyse.reader import Reader
    from sayso.parse.limits import Limits

log = logging.getLogger(__name__)

T = TypeVar("T")
Finish = Callable[[Reading], T]

BATCH_ITEMS = 16
BATCH_BYTES = 200_000
BATCHES_PER_WORKER = 3
# What a system says when it can do no more, whatever the article.
_EXHAUSTED = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE)
)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one item: either `value`, what `finish` made of the reading, or `error`.

    Attributes:
        item: path, URL or FILE:LINE that messages name.
        doc_id: the outside name of the document, if given.
        words: words of the article; 0 when it failed.
    """

    item: str
    doc_id: str | None = None
    words: int = 0
    value: T | None = None
    error: SaysoError | None = None


def read_text(text: str, *, doc_id: str | None = None, title: str | None = None) -> Reading:
    """The reading of a plain text; its offsets are those of `text`.

    Raises:
        ParseFailed: the text is empty.
        ModelMissing: the shipped model is absent or damaged.
    """
    metadata: dict[str, object] = {"title": title} if title else {}
    data = text.encode("utf-8", "surrogatepass")
    return read_capture(Capture(data, "text", "jsonl", "text/plain", "utf-8", doc_id=doc_id, metadata=metadata))


def read_path(path: str | Path, *, settings: Settings = DEFAULTS) -> Reading:
    """The reading of one file or URL.

    Raises:
        SaysoError: the file cannot be obtained or parsed, or the model is missing.
    """
    from sayso.read.files import captures

    for capture in captures([str(path)], stdin=None, settings=settings):
        if isinstance(capture, SaysoError):
            raise capture
        return read_capture(capture, settings=settings)
    raise SkipItem("there is no article in it.", str(path), "Give a file that Sayso can read; docs/guide lists the forms.")


def read_capture(capture: Capture, *, settings: Settings = DEFAULTS) -> Reading:
    """The reading of one capture.

    Raises:
        SkipItem: the capture cannot be parsed within the limits.
        ModelMissing: the shipped model is absent or damaged.
    """
    return read_document(parse_capture(capture, settings=settings))


def parse_capture(capture: Capture, *, settings: Settings = DEFAULTS) -> Document:
    """The article in a capture.

    Raises:
        SkipItem: the capture cannot be parsed within the limits.
    """
    from sayso.parse.registry import parse

    return parse(capture, limits=_limits(settings))


def read_document(document: Document) -> Reading:
    """What the shipped model and rules find in an article.

    Raises:
        ModelMissing: the shipped model is absent or damaged.
    """
    return _reader().read(document)


def parser_method() -> str:
    """name@version of what makes documents of captures."""
    from sayso import __version__

    return f"parser@{__version__}"


def reader_method() -> str:
    """name@version of what finds statements: the model's, and after a slash that of the rules around it."""
    from sayso import __version__
    from sayso.analyse.model import shipped_version

    return f"{shipped_version()}/{__version__}"


def guarded(work: Callable[[], T], *, item: str) -> T | SaysoError:
    """What comes of `work`, or the error that concerns this item only; a fault of ours is one of these.

    Raises:
        StopRun: nothing sensible can follow, such as when the disk is full: that is no fault of the article.
    """
    try:
        return work()
    except StopRun:
        raise
    except SaysoError as error:
        return bare(error)
    except Exception as exc:
        if isinstance(exc, OSError) and exc.errno in _EXHAUSTED:
            raise StopRun(
                f"the system cannot go on ({(exc.strerror or type(exc).__name__).lower()}).",
                item,
                "Make room on the disk, also for temporary files, or end other programs; then run the same command again.",
            ) from exc
        log.debug("fault in %s", item, exc_info=exc)
        return SkipItem(f"a fault in Sayso ({type(exc).__name__}: {exc}).", item, "Please report it with the article.")


def parse_each(captures: Sequence[Capture], *, settings: Settings) -> list[Document | SaysoError]:
    """The article in each capture, or the error that concerns it only.

    Raises:
        StopRun: as `guarded`.
    """
    return [guarded(partial(parse_capture, capture, settings=settings), item=capture.origin) for capture in captures]


def read_guarded(document: Document) -> Reading | SaysoError:
    """What the shipped model and rules find in an article, or the error that concerns it only.

    Raises:
        StopRun: as `guarded`, or the model is missing.
    """
    return guarded(partial(read_document, document), item=document.origin)


def bare(error: SaysoError) -> SaysoError:
    """The error without its traceback, whose frames hold the article: a list of failures would hold all that failed."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def run(
    items: Iterable[Capture | SaysoError],
    *,
    finish: Finish[T],
    settings: Settings = DEFAULTS,
    listener: Listener = silent,
    total: int | None = None,
) -> Generator[Outcome[T], None, None]:
    """One outcome for each item, in the order of the items, as soon as it and all before it are done.

    At most a few batches are under way at any time, so memory does not grow with the number of items. A failed item does not
    stop the others. Closing the generator stops the workers, whatever they are at.

    Args:
        items: captures, or the error that took the place of one.
        finish: what to make of each reading; with several workers it must be picklable.
        settings: `workers` processes are used, and the limits for parsing.
        listener: hears one event after each item.
        total: number of items, if known.

    Raises:
        StopRun: nothing sensible can follow, such as a missing model.
    """
    words = 0
    outcomes = (
        _in_many(items, finish, settings) if settings.workers > 1 else (_outcome(item, finish, settings) for item in items)
    )
    for done, outcome in enumerate(outcomes, start=1):
        words += outcome.words
        listener(Event("read", done, total, "articles", words))
        yield outcome


def failed_reading(outcome: Outcome[T]) -> Reading:
    """An empty reading that stands in place of a failed item, with the reason among its problems."""
    error = outcome.error or SkipItem("it was not read.", outcome.item)
    problem = Problem(outcome.item, error.message, error.hint, "error")
    document = Document(content_id(b"")[:16], "", outcome.item, outcome.doc_id)
    return Reading(document, (), (), (), Profile(0, 0, 0, 0, 0, 0, 0, 0, ()), (problem,))


Batch = tuple[Capture | SaysoError, ...]


def _batched(items: Iterable[Capture | SaysoError]) -> Iterator[Batch]:
    batch: list[Capture | SaysoError] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data) if isinstance(item, Capture) else 0
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _in_many(items: Iterable[Capture | SaysoError], finish: Finish[T], settings: Settings) -> Iterator[Outcome[T]]:
    waiting: deque[Task[list[Outcome[T]]]] = deque()
    with Crew(settings.workers) as crew:
        work = partial(_outcomes, finish=finish, settings=settings)
        for batch in _batched(items):
            waiting.append(crew.start(work, batch))
            if len(waiting) >= settings.workers * BATCHES_PER_WORKER:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _outcomes(batch: Batch, *, finish: Finish[T], settings: Settings) -> list[Outcome[T]]:
    return [_outcome(item, finish, settings) for item in batch]


def _outcome(item: Capture | SaysoError, finish: Finish[T], settings: Settings) -> Outcome[T]:
    if isinstance(item, SaysoError):
        return Outcome(item.subject, error=bare(item))
    _reader()  # outside the guard: a model that cannot be loaded is no fault of this article

    def work() -> Outcome[T]:
        reading = read_capture(item, settings=settings)
        return Outcome(item.origin, reading.document.doc_id, reading.profile.words, finish(reading))

    done = guarded(work, item=item.origin)
    return Outcome(item.origin, item.doc_id, error=done) if isinstance(done, SaysoError) else done


@cache
def _reader() -> "Reader":
    from sayso.analyse.reader import Reader

    return Reader.load(threads=1)


@cache
def _limits(settings: Settings) -> "Limits":
    from sayso.parse.limits import Limits

    return Limits(time_s=settings.parse_time, memory_mib=settings.parse_memory, inflated_mib=settings.parse_inflated)
