"""Chosen captures as a folder to hand to somebody who must be able to check them without this program.

Takes captures of an archive, gives a folder with their bytes, a WACZ file, the entries of the journal that tell of them,
timestamps, a page in plain language, a small program that checks all of it, and the digest of every file. Equal archives give
equal folders.

The journal's excerpt discloses no more than it must: the entries of the chosen captures, and, where a timestamp follows on one
of them, the entries between the two, since only without a gap does one lead to the other.
"""

import hashlib
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from sayso.archive import page, wacz
from sayso.archive.archive import Archive
from sayso.archive.chain import written
from sayso.archive.disk import writing
from sayso.archive.timestamps import FOLDER, Stamp, stamps
from sayso.errors import EvidenceDamaged, SettingInvalid
from sayso.records.anchors import content_id
from sayso.records.evidence import Damage, Entry, Kept

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was written.

    Attributes:
        folder: where.
        captures: the captures, in order of number.
        stamps: the timestamps that cover at least one of them.
        others: how many entries about other things are in the excerpt of the journal; whoever gets the folder can read them.
        digest: SHA-256 of the list of digests. Given to the recipient by another way, it stands for the whole folder.
    """

    folder: Path
    captures: tuple[Kept, ...]
    stamps: tuple[Stamp, ...]
    others: int
    digest: str


def write(archive: Archive, numbers: Collection[int], folder: Path, *, titles: Mapping[int, str] | None = None) -> Proof:
    """What was written to `folder`, which appears only when it is complete.

    Args:
        archive: where the captures are.
        numbers: of the captures; more than once counts once.
        folder: must not exist yet, or be empty.
        titles: what to call the captures, by number.

    Raises:
        NotFound: there is no such capture, or it was forgotten.
        SettingInvalid: there is something in the folder.
        EvidenceDamaged: bytes, journal or a timestamp are not what was kept.
        StopRun: there is no room, or the folder cannot be written.
    """
    with writing(folder):
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise SettingInvalid(
                "there is something in this place already.", str(folder), "Name a folder that is not there yet."
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        try:
            proof = _written(archive, numbers, partial, titles or {})
            if folder.exists():
                folder.rmdir()
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return replace(proof, folder=folder)


def _written(archive: Archive, numbers: Collection[int], folder: Path, titles: Mapping[int, str]) -> Proof:
    captures = wacz.export(archive, numbers, folder / "captures.wacz", titles=titles)
    for kept in captures:
        _put(folder / "captures" / f"{kept.number}.bin", archive.load(kept).data)
        if kept.about:
            _put(folder / "captures" / f"{kept.number}.about.json", archive.vault.get(kept.about))
    held = _sound(stamps(archive))
    entries = _excerpt(archive, [kept.number for kept in captures], [stamp.number for stamp in held])
    _put(folder / "journal.jsonl", b"".join(map(written, entries.values())))
    covering = tuple(stamp for stamp in held if stamp.number in entries)
    for stamp in covering:
        _put(folder / FOLDER / stamp.path.name, stamp.path.read_bytes())
    program = files("sayso.archive").joinpath("check.py").read_text(encoding="utf-8")
    blocks = page.blocks(captures, entries, covering, titles=titles, program=program)
    _put(folder / "check.py", program.encode())
    _put(folder / "README.txt", page.as_text(blocks).encode())
    _put(folder / "README.html", page.as_html(blocks).encode())
    sums = "".join(f"{digest}  {name}\n" for name, digest in _digests(folder)).encode()
    _put(folder / SUMS, sums)
    return Proof(folder, captures, covering, len(entries) - len(captures), content_id(sums))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def _sound(found: Iterator[Stamp | Damage]) -> list[Stamp]:
    held = []
    for one in found:
        if isinstance(one, Damage):
            raise EvidenceDamaged(one.message, one.item, "Take the file from a backup, or remove it.")
        held.append(one)
    return held


def _excerpt(archive: Archive, captures: Sequence[int], stamped: Sequence[int]) -> dict[int, Entry]:
    """The entries of the captures, and of what lies between each and the first timestamp after it, by number and in order."""
    wanted: set[int] = set()
    for number in captures:
        wanted.update(range(number, min((one for one in stamped if one >= number), default=number) + 1))
    return {line.number: line.entry() for line in archive.journal.lines() if line.number in wanted}


def _digests(folder: Path) -> list[tuple[str, str]]:
    """Name inside the folder, and SHA-256, of every file; sorted by name."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found.append((path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()))
    return sorted(found)
