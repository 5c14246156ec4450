"""Settings: where values come from, and what is refused."""

from dataclasses import asdict

import pytest

from sayso.errors import NotFound, SettingInvalid
from sayso.settings import SETTINGS, Settings, load


def test_defaults_agree_with_the_table():
    assert asdict(Settings()) == {setting.name: setting.default for setting in SETTINGS}


def test_command_line_wins_over_environment_and_environment_over_file(tmp_path):
    file = tmp_path / "sayso.toml"
    file.write_text("workers = 2\nfetch_timeout = 3\nparse_time = 4\n", encoding="utf-8")
    environment = {"SAYSO_CONFIG": str(file), "SAYSO_WORKERS": "5", "SAYSO_PARSE_TIME": "6"}
    settings = load({"workers": 7, "parse_time": None}, environment=environment)
    assert (settings.workers, settings.parse_time, settings.fetch_timeout) == (7, 6, 3)


def test_unknown_name_is_refused_with_the_nearest_one():
    with pytest.raises(SettingInvalid, match="Did you mean workers"):
        load({}, environment={"SAYSO_WORKER": "2"})


@pytest.mark.parametrize("value", ["0", "many", "-1", "1.5", "99999"])
def test_value_outside_its_range_is_refused(value):
    with pytest.raises(SettingInvalid, match="from 1 to 256"):
        load({}, environment={"SAYSO_WORKERS": value})


def test_variables_that_are_no_settings_are_left_alone():
    assert load({}, environment={"SAYSO_DATA": "/data", "HOME": "/"}) == Settings()


def test_missing_and_broken_files_are_named(tmp_path):
    with pytest.raises(NotFound, match=r"gone\.toml"):
        load({}, environment={}, file=tmp_path / "gone.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("workers = ", encoding="utf-8")
    with pytest.raises(SettingInvalid, match="TOML"):
        load({}, environment={}, file=broken)
