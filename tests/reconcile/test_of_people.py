"""Time cards, payroll and the ledger: the same hours and the same pay for everybody."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.decisions import NONE
from addin.reconcile.of_people import LEDGER, PAYROLL, ledger, payroll
from addin.reconcile.outcome import Reconciliation
from addin.reconcile.pairings import reconcile, reconciled_findings
from addin.reconcile.statement import statements_of
from tests.make import in_rows, papers, posting, timecard

DAYS = ("2026-03-02", "2026-03-03", "2026-03-04")


def _crew(hours_of_ruth: str = "30", *, tom: bool = True):
    """Three days of two people on time cards, and the week of each on the register."""
    cards = in_rows(
        [timecard(name, 10, date=day) for name in ("Ruth Alder", "Tom Birch") for day in DAYS]
    )
    register = [
        timecard(
            "Ruth  Alder",
            hours_of_ruth,
            date="2026-03-08",
            amount=900,
        )
    ]
    if tom:
        register.append(timecard("Tom Birch", 30, date="2026-03-08", amount=750))
    register.append(timecard("Una Cedar", 12, date="2026-03-08", amount=400))
    register.append(timecard("Vic Dogwood", 12, date="2026-03-08", amount=400))
    cards = (
        *cards,
        *in_rows(
            [
                timecard("Una Cedar", 12, date="2026-03-05"),
                timecard("Vic Dogwood", 12, date="2026-03-05"),
            ],
            20,
        ),
    )
    return cards, in_rows(register, sheet="Register")


def _codes(production):
    found = reconciled_findings(reconcile(production, papers().options, NONE))
    return sorted((one.code, one.message.partition(":")[0]) for one in found)


def _with(cards, register, **more):
    production = papers(**more).production
    return replace(production, timecards=(*cards, *register))


def test_days_add_up_to_the_week_of_the_register():
    """Three cards of ten hours are the thirty hours that payroll has, whatever the blanks in a name."""
    cards, register = _crew()
    (tied,) = payroll(_with(cards, register), 0)

    assert tied.lists.kind == PAYROLL
    assert len(tied.matches) == 4
    assert not tied.differences
    assert [one.is_proved for one in statements_of(tied)] == [True]


def test_hours_that_differ_are_a_finding_with_both_figures():
    """Fifty-three on one list and fifty-eight on the other: somebody is paid wrongly."""
    cards, register = _crew("35")
    (tied,) = payroll(_with(cards, register), 0)
    (found,) = tied.differences

    assert (str(found.left_says), str(found.right_says)) == ("30.00 hours", "35.00 hours")
    assert _codes(_with(cards, register)) == [
        ("REC501", "The hours of Ruth Alder, week of 2026-03-02")
    ]


def test_a_person_on_one_list_only_is_a_finding():
    """Worked and not paid: one finding for the person's week, not one for each day."""
    cards, register = _crew(tom=False)

    assert [code for code, _ in _codes(_with(cards, register))] == ["REC502"]


def test_two_crews_are_not_compared():
    """Two units with other people have two lists that have nothing to do with one another."""
    one = in_rows([timecard("Ruth Alder"), timecard("Tom Birch")])
    other = in_rows([timecard("Una Cedar"), timecard("Vic Dogwood")], sheet="Second unit")

    assert list(payroll(_with(one, other), 0)) == []


def test_the_order_of_the_lines_changes_nothing():
    """Sorting either list gives the same answer."""
    cards, register = _crew("35")
    straight = list(payroll(_with(cards, register), 0))
    turned = list(payroll(_with(tuple(reversed(cards)), tuple(reversed(register))), 0))

    assert [d.subject for t in straight for d in t.differences] == [
        d.subject for t in turned for d in t.differences
    ]


def test_pay_is_compared_with_what_the_ledger_posted_for_a_person():
    """Two postings of a person are her pay; a payroll company's sum names nobody and is left out."""
    cards, register = _crew()
    production = _with(
        cards,
        register,
        postings=[
            posting(amount=600, vendor="Ruth Alder"),
            posting(amount=300, vendor="Ruth Alder"),
            posting(amount=700, vendor="Tom Birch"),
            posting(amount=5000, vendor="Brightwater Payroll"),
        ],
    )
    (tied,) = ledger(production, 0)

    assert tied.lists.kind == LEDGER
    assert [str(d.amount) for d in tied.differences] == ["-50.00 USD"]
    assert [one.left[0].name for one in tied.matches] == ["Ruth  Alder"]
    assert Reconciliation((tied,)).of(LEDGER)
