"""Copies of a workspace, and forgetting: what a keeper of evidence does besides adding.

A backup is one tar file. Names and digests of all its parts stand in its last member, so a cut or changed file is noticed
before anything is restored.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sayso.archive.archive import Archive
from sayso.errors import EvidenceDamaged, NotFound, ParseFailed, StopRun, UsageError
from sayso.faults import reach
from sayso.progress import Event, Listener, silent
from sayso.workspace.adding import numbered
from sayso.workspace.opening import MARKER, STORE, Workspace, check, make_private

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 30
# All that a backup may hold; nothing else is ever written when one is restored.
_BLOB = re.compile(r"archive/blobs/[0-9a-f]{2}/[0-9a-f]{64}\Z")
_PART = re.compile(
    r"workspace\.json\Z|feeds\.json\Z|reviewer\.txt\Z|archive/journal\.jsonl\Z|archive/timestamps/[0-9]+\.ts[qr]\Z"
    r"|reviews/journal\.jsonl\Z|store/sayso\.sqlite\Z"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the file, captures and decisions in it, bytes of the file."""

    path: Path
    captures: int
    decisions: int
    size: int


def backup(workspace: Workspace, target: Path, *, listener: Listener = silent) -> Backup:
    """Write a copy of the workspace as of one moment to a new tar file, which appears only when it is whole.

    The workspace may be read and added to meanwhile; adding waits only for what came since the copying began.

    Raises:
        UsageError: the file is there already, or lies inside the workspace.
        StopRun: it cannot be written.
    """
    if target.exists():
        raise UsageError("there is a file of that name already.", str(target), "Name another one.")
    if workspace.folder.resolve() in target.resolve().parents:
        raise UsageError("a backup cannot lie inside its workspace.", str(target), "Name a place outside of it.")
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with (
            open(partial, "wb", opener=_private) as file,
            tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            writer = _Writer(workspace.folder, tar, listener)
            writer.blobs(workspace.archive)
            reach("backup half written")
            with workspace.archive.journal.locked(), workspace.reviews.locked():
                writer.blobs(workspace.archive)
                writer.rest(workspace)
                captures = sum(1 for _ in workspace.archive.kept())
                decisions = workspace.reviews.head()[0]
            writer.manifest()
            tar.close()
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError as exc:
        raise StopRun(
            f"the backup cannot be written ({(exc.strerror or type(exc).__name__).lower()}).",
            str(target),
            "Make room, or name another place.",
        ) from exc
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return Backup(target, captures, decisions, target.stat().st_size)


def restore(source: Path, folder: Path, *, listener: Listener = silent) -> None:
    """Make a workspace of a backup, in a folder that is not there yet or is empty; it appears only when it is whole.

    Raises:
        NotFound: there is no such file.
        UsageError: the folder holds something.
        ParseFailed: the file is no backup.
        EvidenceDamaged: the file was cut or changed.
        StopRun: it cannot be read or written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("the folder is not empty.", str(folder), "Name a new one with --workspace; nothing is overwritten.")
    if not source.is_file():
        raise NotFound("there is no such file.", str(source), _HINT)
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    try:
        make_private(partial)
        with _opened(source) as tar:
            _unpack(tar, partial, source=str(source), listener=listener)
        for part in ("archive", "reviews", "store"):
            (partial / part).mkdir(exist_ok=True)
        check(partial, create=False)
        if folder.exists():
            folder.rmdir()
        os.replace(partial, folder)
    except tarfile.TarError as exc:
        raise _cut_off(source) from exc
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        subject = str(exc.filename or source)
        raise StopRun(f"it cannot be restored ({reason}).", subject, "Check the rights and the room there.") from exc
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def forget(
    workspace: Workspace, document_ids: Sequence[str], *, captures: Sequence[int] = (), who: str, why: str
) -> tuple[int, ...]:
    """Remove documents for good: their bytes and all that was made of them; the journal says that, when, by whom and why.

    Args:
        document_ids: the documents; all captures of each go.
        captures: numbers of further captures, such as could not be read.

    Returns: numbers of the captures that are forgotten, in order. Bytes that another document needs stay.

    Raises:
        NotFound: there is no such document or capture.
        StopRun: the archive cannot be written.
    """
    view = workspace.store.view()
    numbers = set(captures)
    numbers |= {capture.number for name in document_ids for capture in view.captures(view.document(name).document_id)}
    kept = list(numbered(workspace.archive, numbers))
    workspace.archive.forget(sorted(numbers), who=who, why=why)
    workspace.store.forget(kept)
    return tuple(sorted(numbers))


_HINT = "Give a file that `sayso backup` wrote."


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, mode="r:")
    except tarfile.TarError as exc:
        raise ParseFailed("this is no backup, or nothing but the beginning of one.", str(source), _HINT) from exc


def _cut_off(source: Path) -> EvidenceDamaged:
    return EvidenceDamaged("the backup was cut off or is damaged.", str(source), "Nothing was restored; use another one.")


def _changed(source: str) -> EvidenceDamaged:
    return EvidenceDamaged(
        "the backup was changed: a part is not what it was.", source, "Use another backup; nothing was restored."
    )


def _private(path: str, flags: int) -> int:
    """Opens a file that nobody else may read, where the system has such rights."""
    return os.open(path, flags, 0o600)


class _Writer:
    """Parts of a workspace into a tar file, each once, with their digests."""

    def __init__(self, folder: Path, tar: tarfile.TarFile, listener: Listener) -> None:
        self._folder = folder
        self._tar = tar
        self._listener = listener
        self._digests: dict[str, str] = {}

    def blobs(self, archive: Archive) -> None:
        """Those that are not in yet; one that is forgotten meanwhile is left out."""
        for digest in archive.vault.digests():
            name = f"archive/blobs/{digest[:2]}/{digest}"
            if name not in self._digests:
                with suppress(FileNotFoundError):
                    self._file(name)

    def rest(self, workspace: Workspace) -> None:
        """Journals, timestamps, small files, and the store."""
        stamps = sorted(path.name for path in (self._folder / "archive" / "timestamps").glob("*.ts?"))
        names = [MARKER, "feeds.json", "reviewer.txt", "archive/journal.jsonl", "reviews/journal.jsonl"]
        for name in [*names, *(f"archive/timestamps/{stamp}" for stamp in stamps)]:
            if (self._folder / name).is_file():
                self._file(name)
        copy = self._folder / STORE.parent / f"copy-{os.getpid()}.sqlite"
        try:
            workspace.store.copy_to(copy)
            self._file(STORE.as_posix(), copy)
        finally:
            copy.unlink(missing_ok=True)

    def manifest(self) -> None:
        """The last member: what the others are."""
        data = json.dumps({"format": FORMAT, "parts": self._digests}, sort_keys=True).encode("ascii")
        self._tar.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))

    def _file(self, name: str, path: Path | None = None) -> None:
        with (path or self._folder / name).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            hashing = _Hashing(file)
            self._tar.addfile(_member(name, size), hashing)  # type: ignore[arg-type]
        self._digests[name] = hashing.digest.hexdigest()
        self._listener(Event("backup", len(self._digests), None, "files"))


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, n: int) -> bytes:
        """The next bytes."""
        data = self._file.read(n)
        self.digest.update(data)
        return data


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    return member


def _unpack(tar: tarfile.TarFile, folder: Path, *, source: str, listener: Listener) -> None:
    digests: dict[str, str] = {}
    for name, file, size in _members(tar, source):
        if name == MANIFEST:
            if digests != _parts(file, size, source):
                raise EvidenceDamaged(
                    "the backup was changed: its parts are not those it was made of.", source, "Use another backup."
                )
            return
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with place.open("wb") as out:
            while data := file.read(CHUNK):
                digest.update(data)
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if _BLOB.match(name) and digest.hexdigest() != name[-64:]:
            raise EvidenceDamaged(
                "the backup was changed: bytes do not have the digest they are named by.", source, "Use another backup."
            )
        digests[name] = digest.hexdigest()
        listener(Event("restore", len(digests), None, "files"))
    raise _cut_off(Path(source))


def _members(tar: tarfile.TarFile, source: str) -> Iterator[tuple[str, IO[bytes], int]]:
    for member in tar:
        file = tar.extractfile(member) if member.isreg() else None
        if file is None or not (member.name == MANIFEST or _BLOB.match(member.name) or _PART.match(member.name)):
            raise ParseFailed(f"this is no backup: it holds {member.name[:100]!r}.", source, _HINT)
        yield member.name, file, member.size


def _parts(file: IO[bytes], size: int, source: str) -> dict[str, str]:
    try:
        content = json.loads(file.read(min(size, LARGEST_MANIFEST)))
        if content["format"] != FORMAT:
            raise ParseFailed("the backup was made by a newer version.", source, "Install that version or a later one.")
        parts = content["parts"]
        return dict(parts)
    except (ValueError, KeyError, TypeError) as exc:
        raise _cut_off(Path(source)) from exc
