"""Finding a function."""

from __future__ import annotations

from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.search import nearest, search


def names(words: str) -> list[str]:
    """What a person sees who looks for words."""
    return [one.name for one in search(FUNCTIONS.values(), words)]


def test_without_words_all_are_found_in_their_order():
    """The list of all functions is a search for nothing."""
    assert names("") == list(FUNCTIONS)


def test_every_function_is_found_first_by_its_own_name():
    """Whatever else speaks of it."""
    for name in FUNCTIONS:
        assert names(name.lower())[0] == name
        assert names(f"TIEOUT.{name}")[0] == name


def test_all_words_must_stand_in_the_help():
    """More words find fewer."""
    assert "COST_EFC" in names("final cost")
    assert "COST_EFC" not in names("final cost unicorn")


def test_a_mistyped_name_leads_to_the_nearest():
    """One letter too many or too few."""
    assert nearest(FUNCTIONS, "COST_EFCC")[0] == "COST_EFC"
    assert nearest(FUNCTIONS, "cost_ef")[0] == "COST_EFC"
    assert nearest(FUNCTIONS, "XQZW") == ()
