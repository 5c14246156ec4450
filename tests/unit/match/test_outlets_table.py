"""How the table of outlets is made from credits (setup/outlets.py)."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.match.outlets import read_table

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outlets_table", ROOT / "setup" / "outlets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def table(script: ModuleType, *credits: str) -> dict[str, tuple[str, ...]]:
    """Domains by name, learnt from credits."""
    entries = script.learnt(script.credits_of("\n".join(f"* Rain falls. {credit}" for credit in credits)))
    return {entry.names[0]: tuple(entry.domains) for entry in entries}


def test_the_last_name_of_a_credit_is_that_of_the_page(script):
    credit = "[(AFP via *Harbour Post*)](https://www.harbourpost.example/a)"
    assert table(script, *[credit] * 3) == {"Harbour Post": ("harbourpost.example",)}


def test_a_name_and_a_domain_must_stand_together_often_enough(script):
    assert table(script, *["[(*Civic*)](https://www.zzz.example/a)"] * 2) == {}
    assert table(script, *["[(*Civic*)](https://www.civic.example/a)"] * 2) == {"Civic": ("civic.example",)}


def test_pages_that_carry_the_work_of_others_are_left_out(script):
    assert table(script, *["[(Civic)](https://x.com/civic/status/1)"] * 5) == {}


def test_a_domain_whose_credits_do_not_agree_is_left_out(script):
    names = ("Anvil", "Beacon", "Compass")
    assert table(script, *[f"[({name})](https://zzz.example/a)" for name in names * 3]) == {}


def test_a_link_to_a_page_on_a_subject_is_no_credit(script):
    assert table(script, *["[Karsk](https://civic.example/Karsk)"] * 5) == {}


def test_what_was_learnt_joins_what_is_certain(script):
    certain = script.by_hand("Reuters; ; reuters.com", agency=True)
    learnt = script.learnt(script.credits_of("[(Reuters)](https://reutersconnect.example/a)\n" * 3))
    (entry,) = script.joined(certain, learnt)
    (outlet,) = read_table(entry.line())
    assert (outlet.name, outlet.domains, outlet.agency) == ("Reuters", ("reuters.com", "reutersconnect.example"), True)
