"""The name that is kept in a workspace."""

import pytest

from sayso.errors import SettingInvalid
from sayso.workspace.reviewers import keep_reviewer, kept_reviewer


def test_a_reviewer_is_kept_in_the_workspace(tmp_path):
    assert kept_reviewer(tmp_path) is None
    keep_reviewer(tmp_path, " Ann  Lee ")
    assert kept_reviewer(tmp_path) == "Ann Lee"
    assert [path.name for path in tmp_path.iterdir()] == ["reviewer.txt"]
    (tmp_path / "reviewer.txt").write_bytes(b"\xff")
    with pytest.raises(SettingInvalid, match="Write a name into it"):
        kept_reviewer(tmp_path)
