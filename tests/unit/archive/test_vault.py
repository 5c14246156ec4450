"""Bytes by their digest."""

import os
import threading
import time
from functools import partial

import pytest

from sayso import faults
from sayso.archive.vault import Vault
from sayso.errors import EvidenceDamaged, StopRun
from sayso.records.anchors import content_id
from tests.unit.archive.material import full_disk

HOSTILE = ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "", "..", "/" * 64, "١" * 64, "a" * 62 + "/.", "\0" * 64]


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "archive" / "blobs")


def files(vault):
    return sorted(path for path in vault.folder.rglob("*") if path.is_file())


def test_bytes_come_back_by_their_digest(vault):
    digests = vault.put([b"one", b"", b"two", b"one"])
    assert digests == [content_id(data) for data in (b"one", b"", b"two", b"one")]
    assert [vault.get(digest) for digest in digests] == [b"one", b"", b"two", b"one"]
    assert list(vault.digests()) == sorted(set(digests))


def test_a_vault_that_does_not_exist_is_empty_and_stays_so(vault):
    assert list(vault.digests()) == []
    assert vault.put([]) == []
    assert vault.sweep() == 0
    assert not vault.has(content_id(b"one"))
    vault.remove(content_id(b"one"))
    assert not vault.folder.exists()


def test_a_blob_lies_under_the_first_digits_of_its_digest(vault):
    (digest,) = vault.put([b"one"])
    assert files(vault) == [vault.folder / digest[:2] / digest]


def test_the_same_bytes_are_written_once(vault):
    vault.put([b"one"])
    (path,) = files(vault)
    os.utime(path, (1, 1))
    vault.put([b"one"])
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("damage", [b"", b"on", b"onE", b"one more"])
def test_changed_bytes_are_damage_and_putting_them_again_heals_it(vault, damage):
    (digest,) = vault.put([b"one"])
    (path,) = files(vault)
    path.write_bytes(damage)
    with pytest.raises(EvidenceDamaged, match="not those that were kept") as caught:
        vault.get(digest)
    assert caught.value.subject == str(path)
    vault.put([b"one"])
    assert vault.get(digest) == b"one"


def test_missing_bytes_are_damage(vault):
    with pytest.raises(EvidenceDamaged, match="missing"):
        vault.get(content_id(b"one"))


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_but_a_digest_is_used_as_a_path(vault, name):
    vault.put([b"one"])
    assert not vault.has(name)
    for act in (vault.get, vault.remove):
        with pytest.raises(EvidenceDamaged, match="not the digest"):
            act(name)


def test_removed_bytes_are_gone(vault):
    digest, other = vault.put([b"one", b"two"])
    vault.remove(digest)
    vault.remove(digest)
    assert (vault.has(digest), vault.has(other)) == (False, True)


def test_what_a_dead_writer_left_of_removed_bytes_is_gone_too(vault):
    (digest,) = vault.put([b"secret"])
    left = vault.folder / digest[:2] / f"{digest}.0123456789abcdef.part"
    left.write_bytes(b"secr")
    vault.remove(digest)
    assert not any(path.is_file() for path in vault.folder.rglob("*"))


def test_only_blobs_are_listed(vault):
    (digest,) = vault.put([b"one"])
    place = vault.folder / digest[:2]
    for stray in (place / "notes.txt", place / f"{digest}.0.part", vault.folder / "a", place / content_id(b"elsewhere")):
        stray.write_bytes(b"stray")
    assert list(vault.digests()) == [digest]


def test_what_dead_writers_left_is_swept_after_a_day(vault):
    (digest,) = vault.put([b"one"])
    old, new = (vault.folder / digest[:2] / f"{digest}.{n}.part" for n in range(2))
    for path in (old, new):
        path.write_bytes(b"o")
    day_ago = time.time() - 90_000
    os.utime(old, (day_ago, day_ago))
    os.utime(vault.folder / digest[:2] / digest, (day_ago, day_ago))
    assert vault.sweep() == 1
    assert files(vault) == [vault.folder / digest[:2] / digest, new]


@pytest.mark.parametrize("room", [0, 2])
def test_a_full_disk_leaves_what_was_there_and_no_pieces(vault, room):
    (kept,) = vault.put([b"kept before"])
    with full_disk("vault", room=room), pytest.raises(StopRun, match="no room"):
        vault.put([b"kept before", b"too much", b"more"])
    assert [path.name for path in files(vault)] == [kept]
    assert vault.get(kept) == b"kept before"
    (later,) = vault.put([b"too much"])
    assert vault.get(later) == b"too much"


def test_a_name_that_is_in_use_elsewhere_is_no_error_when_its_bytes_are_right(vault, monkeypatch):
    def put_by_another(part, path):
        path.write_bytes(part.read_bytes())
        raise PermissionError

    monkeypatch.setattr("sayso.archive.vault.os.replace", put_by_another)
    (digest,) = vault.put([b"one"])
    assert vault.get(digest) == b"one"
    assert len(files(vault)) == 1


def test_threads_put_the_same_bytes(vault):
    blobs = [str(n).encode() for n in range(20)]
    threads = [threading.Thread(target=vault.put, args=(blobs,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(vault.get(digest) for digest in vault.digests()) == sorted(blobs)
    assert len(files(vault)) == 20


def test_points_are_passed_in_order(vault):
    passed = []

    def note(point):
        passed.append((point, len(list(vault.digests()))))

    for point in ("blob written", "blob renamed"):
        faults.arm(point, partial(note, point))
    try:
        vault.put([b"one", b"two"])
        vault.put([b"one"])
    finally:
        faults.disarm()
    assert passed == [("blob written", 0), ("blob written", 0), ("blob renamed", 2)]
