"""Refusals of the system in plain words, and writing in pieces."""

import errno
import os
from typing import Any

import pytest

from sayso.archive import disk
from sayso.errors import EvidenceDamaged, StopRun


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_says_to_make_room(tmp_path, code):
    with pytest.raises(StopRun, match="no room") as caught, disk.writing(tmp_path):
        raise OSError(code, os.strerror(code))
    assert caught.value.subject == str(tmp_path)
    assert "Make room" in caught.value.hint


def test_another_refusal_says_which(tmp_path):
    with pytest.raises(StopRun, match=r"cannot be written \(permission denied\)"), disk.writing(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied")


def test_what_cannot_be_read_is_damage(tmp_path):
    with pytest.raises(EvidenceDamaged, match="missing"), disk.reading(tmp_path / "no"):
        (tmp_path / "no").read_bytes()
    with pytest.raises(EvidenceDamaged, match="cannot be read"), disk.reading(tmp_path):
        tmp_path.read_bytes()


def test_bytes_are_written_whole_however_few_the_system_takes(tmp_path):
    class Slow:
        taken = b""

        def write(self, data):
            self.taken += bytes(data[:3])
            return min(3, len(data))

    slow: Any = Slow()
    disk.write(slow, b"0123456789")
    assert slow.taken == b"0123456789"


def test_folders_are_made_with_all_above_them(tmp_path):
    disk.make_folder(tmp_path / "a" / "b")
    disk.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_files_and_folders_are_synced_together(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    disk.sync_all([tmp_path, tmp_path / "file"])
    with pytest.raises(FileNotFoundError):
        disk.sync_all([tmp_path, tmp_path / "missing"])
