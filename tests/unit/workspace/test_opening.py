"""Workspaces that are made: whose they are."""

import os
import stat
from pathlib import Path

import pytest

from sayso.workspace.custody import backup, restore
from sayso.workspace.opening import Workspace

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the system has no such rights")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_may_look_into_a_new_workspace(workspace, tmp_path):
    assert mode(workspace.folder) == 0o700
    Workspace.open(tmp_path / "deep" / "ws", create=True).close()
    assert mode(tmp_path / "deep" / "ws") == 0o700


def test_a_folder_that_was_there_stays_as_it_was_made(tmp_path, reader):
    (tmp_path / "for all").mkdir()
    (tmp_path / "for all").chmod(0o755)
    Workspace.open(tmp_path / "for all", create=True).close()
    assert mode(tmp_path / "for all") == 0o755


def test_nor_into_a_backup_or_what_is_restored(workspace, tmp_path):
    made = backup(workspace, tmp_path / "b.tar")
    restore(made.path, tmp_path / "again")
    assert (mode(made.path), mode(tmp_path / "again")) == (0o600, 0o700)
