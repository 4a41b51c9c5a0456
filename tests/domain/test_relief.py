"""Relief: invoices use up orders, never more than there is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import Money, total
from addin.domain.relief import LineBilled, LineOrdered, ageing, relieve, standings, used_up

numbers = st.sampled_from(["1", "2", "3"])
logs = st.lists(
    st.builds(
        PurchaseOrder,
        numbers,
        st.just("V"),
        st.none() | st.integers(0, 10**6).map(Money),
        status=st.sampled_from([Status.UNKNOWN, Status.CLOSED]),
        date=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ),
    max_size=8,
)
bills = st.lists(
    st.builds(
        Invoice,
        st.just("I"),
        st.just("V"),
        st.none() | st.integers(-(10**6), 10**6).map(Money),
        po_number=st.sampled_from(["1", "2", "9", ""]),
        date=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(logs, bills)
def test_ordered_is_relieved_plus_open_plus_closed_short(log, invoices):
    """Every minor unit of an order is in exactly one place, and none of them is negative."""
    positions, _ = relieve(log, invoices)

    for position in positions:
        whole = position.relieved + position.open + position.closed_short
        assert whole == position.ordered
        assert not position.relieved.is_negative
        assert not position.open.is_negative
        assert position.relieved <= position.ordered


@settings(deadline=None)
@given(logs, bills)
def test_relief_is_negative_only_for_a_credit(log, invoices):
    """Only a credit memo opens an order again, and it is flagged as one."""
    positions, _ = relieve(log, invoices)

    for relief in (relief for position in positions for relief in position.reliefs):
        assert relief.is_credit or not relief.relieved.is_negative
        assert not relief.excess.is_negative
        asked = relief.invoice.total
        if asked is not None and not asked.is_negative:
            assert relief.relieved + relief.excess == asked


@settings(deadline=None)
@given(logs, bills)
def test_every_invoice_relieves_one_order_or_is_a_stray(log, invoices):
    """None is lost, none is counted twice."""
    positions, strays = relieve(log, invoices)

    used = [relief.invoice for position in positions for relief in position.reliefs]
    assert sorted(map(id, [*used, *strays])) == sorted(map(id, invoices))
    assert total(p.ordered for p in positions) == total(o.amount for o in log if o.amount)


def test_an_over_invoice_is_an_excess_and_a_short_final_one_releases_the_rest():
    """620 on an order of 500 is 120 too much; 300 on a closed order of 500 frees 200."""
    log = [
        PurchaseOrder("1042", "V", Money(50000)),
        PurchaseOrder("1043", "V", Money(50000), status=Status.CLOSED),
    ]
    bills_of_two = [
        Invoice("A", "V", Money(62000), po_number="1042"),
        Invoice("B", "V", Money(30000), po_number="1043"),
    ]

    (over, short), strays = relieve(log, bills_of_two)

    assert (over.open, over.excess) == (Money(0), Money(12000))
    assert (short.open, short.closed_short) == (Money(0), Money(20000))
    assert strays == ()


@settings(deadline=None)
@given(logs, st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
def test_every_open_order_has_one_age(log, today):
    """The buckets neither overlap nor leave a gap."""
    positions, _ = relieve(log, [])

    buckets = ageing(positions, today)

    placed = [position.number for _, found in buckets for position in found]
    assert sorted(placed) == sorted(p.number for p in positions if p.open)


def test_ages_fall_on_the_right_side_of_their_limits():
    """30 days is up to 30; 31 is the next one; 91 is over 90."""
    today = dt.date(2026, 6, 30)
    log = [
        PurchaseOrder(str(days), "V", Money(1), date=today - dt.timedelta(days=days))
        for days in (0, 30, 31, 60, 61, 90, 91)
    ]
    positions, _ = relieve(log, [])

    found = {name: [p.number for p in held] for name, held in ageing(positions, today)}

    assert found == {
        "up to 30": ["0", "30"],
        "31-60": ["31", "60"],
        "61-90": ["61", "90"],
        "over 90": ["91"],
        "no date": [],
    }


@settings(deadline=None)
@given(logs, bills)
def test_bare_columns_relieve_as_records_do(log, invoices):
    """The same log and invoices leave every order where ``relieve`` leaves it."""
    positions, strays = relieve(log, invoices)

    found = standings(
        [LineOrdered(o.number, o.amount or Money(0), o.status) for o in log],
        [LineBilled(i.po_number, i.total or Money(0), i.date) for i in invoices],
    )

    known = [each for each in found if each.ordered is not None]
    assert [each[:4] for each in known] == [
        (p.number, p.ordered, p.relieved, p.open) for p in positions
    ]
    assert [each.excess for each in known] == [p.excess for p in positions]
    unknown = total(each.excess for each in found if each.ordered is None)
    assert unknown == total(i.total for i in strays if i.total is not None)


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**6)))
def test_what_is_asked_is_relieved_or_in_excess(ordered, asked):
    """Nothing of an invoice is lost, and an order is never relieved of more than it is."""
    used = used_up(ordered, asked)

    assert [part + excess for part, excess in used] == asked
    assert sum(part for part, _ in used) == min(sum(asked), max(ordered, 0))


def test_limits_of_an_ageing_must_rise():
    """30, 30, 60 would leave a bucket that nothing falls into."""
    with pytest.raises(ValueError, match="must rise"):
        ageing([], dt.date(2026, 3, 14), (30, 30, 60))


def test_a_credit_opens_an_order_again_but_not_beyond_what_was_taken():
    """300 of 500 is used; 50 comes back, then 400 of which only 250 ever was there."""
    assert used_up(500, [300, -50, -400, 600]) == [(300, 0), (-50, 0), (-250, 0), (500, 100)]
