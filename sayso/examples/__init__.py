"""Articles to try Sayso on: freely licensed, of different kinds and in different file forms. CREDITS.md names each source.

And a collection of forty short ones, invented, to see what travels from one to another.
"""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
COLLECTION = HERE / "bridge.jsonl"
WIKINEWS = "Wikinews contributors, CC BY 2.5"
INVENTED = "written for Sayso, CC0 1.0"


@dataclass(frozen=True, slots=True)
class Example:
    """One bundled article: its file, title, what kind it is, and whom to credit."""

    path: Path
    title: str
    kind: str
    credit: str


def bundled() -> tuple[Example, ...]:
    """The bundled articles, shortest way in first."""
    return (
        Example(
            HERE / "borders.html",
            "Cairo summit denounces Turkish-Libyan maritime border agreement",
            "conflict with both sides quoted",
            WIKINEWS,
        ),
        Example(
            HERE / "trade.txt",
            "Benin, Nigeria join African Union continental free trade bloc",
            "news with direct quotes",
            WIKINEWS,
        ),
        Example(
            HERE / "ice.html",
            "Scientists describe how 'upside-down rivers' of warm water break Antarctica's ice shelf",
            "science",
            WIKINEWS,
        ),
        Example(HERE / "court.pdf", "Scottish court finds suspension of UK parliament unlawful", "court", WIKINEWS),
        Example(
            HERE / "oil.docx",
            "Oil facilities in Saudi Arabia hit by drone attacks",
            "reports at second and third hand",
            WIKINEWS,
        ),
        Example(
            HERE / "ship.pdf",
            "Wikinews investigates disappearance of Indonesian cargo ship Namse Bangdzod",
            "long read",
            WIKINEWS,
        ),
        Example(
            HERE / "harbour.docx",
            "Marlow Bay harbour board opens the north pier after repairs",
            "press release (invented)",
            INVENTED,
        ),
    )
