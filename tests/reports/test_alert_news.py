"""What is news of a production to somebody who was told before."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.night import Ended
from addin.reports.alert_digest import digest
from addin.settings.studio import Tell
from tests.reports.alert_nights import RULE, night, point, said


def test_what_was_told_and_is_gone_is_told_once():
    """Even where the night of the resolution was not delivered, and the point is gone since."""
    first = said(night(point()))
    gone = said(night(), before=first.memory)

    assert gone.title == "Tieout, Accounting: 1 resolved"
    assert "Resolved: error PO201" in gone.text
    assert "POs.xlsx · PO Log" in gone.text
    assert digest(RULE, [night()], gone.memory) is None


def test_a_waived_finding_is_called_waived():
    """Somebody judged it fine: that is not the same as mended."""
    first = said(night(point()))

    assert (
        "- Waived: error PO201" in said(night(point(standing="waived")), before=first.memory).text
    )


def test_a_place_that_turned_out_to_be_peoples_is_not_told_once_more():
    """It was told before the table was known for what it is; what becomes of it names no place."""
    first = said(night(point()))
    for standing in ("waived", "resolved"):
        then = night(point(standing=standing, role="timesheet"))
        told = said(then, before=first.memory)

        assert "ask who may see it" in told.text
        assert "PO Log" not in f"{told.text}{told.structured}"


def test_what_was_never_told_is_not_told_to_be_resolved():
    """A warning is gone from an alert that tells errors only: nobody is bothered."""
    first = said(night(point(), point("k2", "PO101", severity=2)))

    assert digest(RULE, [night(point(standing="still open"))], first.memory) is None


def test_a_resolution_waits_for_those_who_want_only_what_is_worse():
    """It comes with the next news, from any production, and only once."""
    rule = replace(RULE, tell=Tell.WORSE)
    one, other = night(point()), night(production="Night Shift")
    first = said(one, other, rule=rule)

    assert digest(rule, [night(), other], first.memory) is None
    later = said(
        night(), night(point("n"), production="Night Shift"), before=first.memory, rule=rule
    )
    assert "Resolved: error PO201" in later.text
    assert (
        digest(rule, [night(), night(point("n"), production="Night Shift")], later.memory) is None
    )


def test_a_production_that_could_not_be_checked_keeps_what_was_told():
    """Its findings are neither resolved nor new when it is checked again; the trouble is told."""
    first = said(night(point()))
    broken = night(ended=Ended.FAILED, error="DamagedFile", failure="/x/y?token=abc is damaged")
    failed = said(broken, before=first.memory)
    again = said(night(point(standing="still open")), before=failed.memory)

    assert "- Could not be checked: a workbook is damaged or is none" in failed.text
    assert "1 still open" in failed.text
    assert digest(RULE, [broken], failed.memory) is None
    assert "Done wholly again" in again.text
    assert " new" not in again.title


def test_a_production_that_was_never_checked_is_not_called_clean():
    """Nothing is known of it, which is not the same as nothing open."""
    broken = night(ended=Ended.FAILED, error="DamagedFile")

    assert said(broken).text == (
        "The Long Night: could not be checked: a workbook is damaged or is none"
    )


def test_a_production_that_did_not_run_keeps_what_was_told():
    """A night over some of the productions says nothing of the others, now or later."""
    first = said(night(point()), night(point("n"), production="Night Shift"))

    assert digest(RULE, [night(point())], first.memory) is None


def test_a_production_in_which_nothing_changed_keeps_what_was_told():
    """It was not looked at anew, so nothing of it is resolved."""
    first = said(night(point()))

    assert digest(RULE, [night(ended=Ended.UNCHANGED)], first.memory) is None
