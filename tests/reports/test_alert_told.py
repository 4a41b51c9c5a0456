"""What somebody was told last, kept as text."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reports.alert_told import Told, ToldFinding, told_as_text, told_from_text

findings = st.builds(
    ToldFinding, st.text(max_size=4), st.integers(1, 3), st.text(), st.text(), st.text(max_size=5)
)
told = st.builds(
    Told, st.dictionaries(st.text(), findings, max_size=4), st.text(), st.frozensets(st.text(), max_size=3)
)  # fmt: skip
studios = st.dictionaries(st.text(), told, max_size=4)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["a", "findings", "trouble", "unproved"]), inner),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None)
@given(studios)
def test_what_was_told_is_read_back(studio):
    """All of it; those of whom nothing was told need no place."""
    kept = {folder: one for folder, one in studio.items() if one != Told()}

    assert told_from_text(told_as_text(studio)) == kept


@settings(deadline=None)
@given(studios)
def test_the_text_is_in_order(studio):
    """Told the same in another order, it is the same to the letter."""
    other = {
        folder: Told(dict(reversed(one.findings.items())), one.trouble, one.unproved)
        for folder, one in reversed(studio.items())
    }

    assert told_as_text(studio) == told_as_text(other)


@settings(deadline=None)
@given(st.text() | anything.map(lambda told: json.dumps({"version": 1, "told": {"f": told}})))
def test_a_text_that_is_none_of_ours_is_nothing_told(text):
    """Whatever a database gives back, it ends."""
    assert isinstance(told_from_text(text), dict)


def test_what_a_large_studio_was_told_takes_little_room():
    """Twenty findings of one rule in one sheet are named once: 30 bytes for each."""
    many = {f"{n:016x}": ToldFinding("PO201", 3, "A workbook.xlsx", "PO Log") for n in range(1000)}

    assert len(told_as_text({"/a": Told(many)})) < 30_000


def test_what_an_older_tieout_kept_is_read():
    """It did not know what tables are for; nobody is told twice for that."""
    kept = '{"told":{"/a":{"findings":[["PO201",3,"W.xlsx","S",["k"]]],"trouble":"","unproved":[]}},"version":1}'

    found = told_from_text(kept)

    assert found == {"/a": Told({"k": ToldFinding("PO201", 3, "W.xlsx", "S")})}
    assert told_as_text(found) == kept


def test_one_place_may_be_peoples_and_then_not():
    """A list that was read otherwise: both are kept, in order."""
    findings = {"a": ToldFinding("C", 3, "W", "S", "pay"), "b": ToldFinding("C", 3, "W", "S")}

    assert told_from_text(told_as_text({"/a": Told(findings)})) == {"/a": Told(findings)}
