"""Two versions of a made-up article, and hostile ones."""

from sayso.match.passages import passages
from sayso.match.wording import Wording
from sayso.records.anchors import Span
from sayso.records.evidence import Kept
from sayso.show.comparison import Comparison, Side, compare
from sayso.workspace.comparing import Aligned

BEFORE = """Bridge closed

The bridge was closed on Monday after engineers found cracks. At least 250 bolts may have to be replaced, engineers said.

“We will never risk lives,” said the mayor, Lena Moor. “The bridge stays closed.”

Residents were told to use the ferry.

The council met in 2019. It rained, and nobody came to the meeting except the clerk.

The end."""
AFTER = """Bridge closed

The bridge was closed on Monday after engineers found cracks. At least 2,500 bolts will have to be replaced, engineers said.

“We will not risk lives,” said the mayor, Lena Moor. “The bridge stays closed.”

Residents were told to use the ferry.

The council met in 2020. It rained, and nobody came to the meeting except the clerk.

A ferry runs from Friday.

The end."""
HOSTILE = "<img src=x onerror=alert(1)> </del><script>alert(2)</script> \u202egpj.exe\u200b {{ 7*7 }} \x1b[31m"


def kept(number: int, at: str | None, **fields: object) -> Kept:
    """A capture of the bridge article."""
    known: dict[str, object] = {
        "number": number,
        "kept_at": "2026-05-07T08:00:00.000000Z",
        "sha256": f"{number:064x}",
        "size": 100,
        "identity": "1" * 64,
        "about": None,
        "origin": "https://post.example/bridge",
        "how": "url",
        "media_type": "text/html",
        "charset": "utf-8",
        "url": "https://post.example/bridge",
        "captured_at": at,
        "doc_id": None,
        "user_agent": None,
    }
    return Kept(**{**known, **fields})  # type: ignore[arg-type]


def bridge() -> Comparison:
    """Two versions with changed numbers, a changed quotation and a new paragraph."""
    address = "https://post.example/bridge"
    left = Side(
        BEFORE, "bridge", "Bridge closed", "Valley Post", "2026-05-04", address, "en", (kept(3, "2026-05-04T10:00:00Z"),)
    )
    right = Side(
        AFTER,
        "bridge",
        "Bridge closed",
        "Valley Post",
        "2026-05-04",
        address,
        "en",
        (kept(4, "2026-05-05T10:00:00Z"), kept(9, None)),
    )
    return compare(left, right)


def same() -> Comparison:
    """A text and itself."""
    return compare(Side(BEFORE, "a", "Bridge closed"), Side(BEFORE, "b", "Bridge closed"))


def empty() -> Comparison:
    """Two documents without text, title or name."""
    return compare(Side(""), Side(""))


def hostile() -> Comparison:
    """Markup, direction marks and control codes in every field."""
    left = Side(f"One {HOSTILE} two.", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", "x onclick=y")
    return compare(left, Side(f"One {HOSTILE} {HOSTILE} three “{HOSTILE} 7”.", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))


FERRY = "The ferry Halden ran aground off Orsk on Monday with 120 people on board."
TUGS = "Two tugs pulled the ship free at high water."


def apart(left: str = "", right: str = "") -> Comparison:
    """Two articles that are no versions of one another; given none, with an edited, a moved and lonely sentences."""
    left = left or f"{FERRY} {TUGS}\n\nDivers will examine the hull. “It was the buoy,” said Lena Moor."
    right = right or f"Nobody was hurt.\n\n{TUGS} {FERRY.replace('120', '102')} A queue of cars stood at the pier."
    a, b = Wording.of(left), Wording.of(right)
    bounds = [tuple(Span(*one) for one in side.bounds.tolist()) for side in (a, b)]
    sides = Side(left, "a1", "Aground", "Post", language="en"), Side(right, "b2", "Ferry free", "Wire", language="en")
    return compare(*sides, Aligned(passages(a, b), *bounds))


def nothing_shared() -> Comparison:
    """Two articles without a passage in common, and hostile text in one."""
    return apart(f"Alpha {HOSTILE} beta.", "Un deux trois.")


def right_to_left() -> Comparison:
    """Words of a script that runs from right to left."""
    return compare(Side("קול הארץ 12 בתים.", "ל"), Side("קול העולם 14 בתים.", "ל"))


def anew() -> Comparison:
    """Two texts that share nothing."""
    return compare(Side("Alpha beta gamma.\n\nDelta.", "left"), Side("Un deux trois.\n\nQuatre cinq.", "right"))
