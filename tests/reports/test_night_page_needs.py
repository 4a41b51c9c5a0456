"""What needs a person stands first, and since when is told as far as nights are known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.domain.night import NO_FACTS, AccountLine, Ended, Outcome, PairLine, Step
from addin.reports.night_page_needs import age, as_of_tonight, is_known, needs, since, verdict
from tests.reports.charts.laws import moment
from tests.reports.make_night import AT, failed, night, points


def test_needs_stand_the_worst_first_and_lead_to_their_place():
    """What failed, new errors, what is still open, what does not prove, what waits, what is asked."""
    found = [(need.kind, need.head, need.anchor) for need in needs(night())]

    assert found == [
        ("error", "Refresh cost report could not be done.", "steps"),
        ("error", "New error PO201:", "findings"),
        ("warning", "1 error still open.", "findings"),
        ("error", "Invoice log ↔ Ledger does not prove:", "tying"),
        ("error", "Bank March ↔ Ledger does not prove:", "tying"),
        ("warning", "Sync was held back.", "steps"),
        ("note", "8 suggested matches.", "tying"),
    ]


def test_new_errors_beyond_five_are_counted():
    """Those with most money at stake are named."""
    many = tuple(replace(points()[0], key=str(at), impact=at) for at in range(9))
    one = night(points=many, steps=(), facts=replace(night().facts, pairs=()))
    found = needs(one)

    assert len(found) == 6
    assert found[-1].head == "4 more new errors."


def test_one_suggestion_is_one():
    """In the singular."""
    pairs = (PairLine("a ↔ b", 9, 1, 0, 0),)
    one = night(points=(), steps=(), facts=replace(night().facts, pairs=pairs))

    assert [need.head for need in needs(one)] == ["1 suggested match."]


def test_a_failure_is_the_first_need():
    """With its sentence."""
    (need,) = needs(failed())

    assert need.head == "It could not be checked."
    assert need.words.startswith("Budget v2.xlsx")


def test_what_was_held_back_asks_for_a_person():
    """With its sentence; where nothing was checked, that is the one thing to put right."""
    step = Step("import", Outcome.HELD, "odd.csv is of no kind that is known here.")
    held = night(points=(), steps=(step,), facts=NO_FACTS, ended=Ended.PARTLY)

    (need,) = needs(held)

    assert (need.kind, need.head, need.words) == ("warning", "Import was held back.", step.sentence)
    assert verdict(held) == ("warning", "Everything ties out. Import was held back.")
    assert len(needs(replace(failed(), steps=(step,)))) == 1


def total(under: int) -> AccountLine:
    """A cost report with that variance."""
    return AccountLine("", "", under=under)


def test_since_is_the_first_night_of_the_run_that_lasts():
    """A night that failed does not break it; one that was in budget does."""
    trend = [
        moment(0, total=total(-5)),
        moment(1, total=total(3)),
        moment(2, total=total(-1)),
        replace(moment(3), ended="failed"),
        moment(4, total=total(-2)),
    ]

    assert (
        since(trend)
        == "Clean in every night that is kept; over budget since 11 Mar 2026 (2 nights)."
    )


def test_since_says_nothing_of_what_is_over():
    """Late last week and on time now is no longer told; one night alone has no since."""
    assert since([moment(0, slip=2), moment(1, slip=0)]) == "Clean in every night that is kept."
    assert since([moment(0, slip=2)]) == ""
    assert since([]) == ""


def test_since_of_one_that_fails():
    """Not checked since."""
    trend = [replace(moment(at), ended=how) for at, how in enumerate(["checked", "failed", "busy"])]

    assert since(trend).startswith("Not checked since 10 Mar 2026 (2 nights)")


def test_ages_are_told_with_their_first_day():
    """Nobody knows how old it is: nothing is told."""
    today = AT.date()
    old = replace(points()[1], since=today - dt.timedelta(1))

    assert [age(one, today) for one in points()[:2]] == ["new", "since 25 Feb 2026 (12 days)"]
    assert age(old, today) == "since 8 Mar 2026 (1 day)"
    assert age(replace(old, since=None), today) == ""
    assert age(replace(old, since=today), today) == "since tonight"


def test_verdicts_are_sentences():
    """The worst gives the kind."""
    notes = tuple(one for one in points() if one.severity == 1)

    assert verdict(failed()) == ("error", "It could not be checked.")
    assert verdict(night(points=(), steps=())) == ("good", "Everything ties out.")
    assert verdict(night(points=notes, steps=())) == ("note", "1 note open.")
    assert verdict(night(points=())) == (
        "warning",
        "Everything ties out. 1 step could not be done.",
    )


def test_nothing_is_new_again_in_a_night_in_which_nothing_changed():
    """What was new in the night before is still open; what was resolved is no longer told."""
    same = as_of_tonight(night(ended=Ended.UNCHANGED))

    assert [one.standing for one in same.points] == ["still open"] * 5 + ["waived"]
    assert as_of_tonight(night()) == night()
    assert "New error PO201:" not in [need.head for need in needs(same)]


def test_what_was_never_checked_is_not_said_to_tie_out():
    """An unchanged production of which no night is kept."""
    none = night(ended=Ended.UNCHANGED, points=(), steps=(), facts=NO_FACTS)

    assert verdict(none) == ("note", "Nothing changed, and no earlier night of it is kept.")
    assert not is_known(none)
    assert is_known(night(ended=Ended.UNCHANGED))


def test_a_night_that_was_done_partly_says_so():
    """By its steps, or without them."""
    partly = night(ended=Ended.PARTLY, points=(), steps=())

    assert verdict(partly) == ("warning", "Everything ties out. Not every step could be done.")
