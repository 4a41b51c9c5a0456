"""The weekly report made from its sources: sums, groups, and what could not be read."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.forecast import AMOUNTS
from addin.domain.invariants import columns_obey, totals_obey
from addin.domain.money import Money, total
from addin.domain.production import ForecastMode, VarianceSign
from addin.domain.weekly_report import AccountRow, ReportRow, Sums, weekly_report

amounts = st.integers(-(10**9), 10**9).map(Money)
codes = ["1100", "2200", "2210", "3300", "3310"]
sums = st.dictionaries(st.sampled_from([*codes, "9999", "8888"]), amounts).map(Sums)
rows = st.lists(
    st.builds(
        AccountRow,
        st.sampled_from(codes),
        st.just("row"),
        held=amounts,
        budget=amounts,
        changes=st.none() | amounts,
        previous_variance=amounts,
        mode=st.none() | st.sampled_from(ForecastMode),
        group=st.sampled_from(["", "Art", "Camera"]),
    ),
    unique_by=lambda row: row.account,
    max_size=5,
)
modes, signs = st.sampled_from(ForecastMode), st.sampled_from(VarianceSign)


def of_accounts(report: list[ReportRow]) -> list[ReportRow]:
    """The rows of accounts."""
    return [row for row in report if row.line.account and not row.heading]


@settings(deadline=None)
@given(rows, sums, sums, st.none() | sums, modes, signs)
def test_every_column_and_every_total_keeps_its_definition(
    accounts, cost, orders, week, mode, sign
):
    """A report that is computed breaks neither its columns nor its sums."""
    report = weekly_report(accounts, cost, orders, week, mode, sign)

    lines = [row.line for row in report if not row.line.description.startswith("Not on")]
    assert columns_obey(lines, sign) == ()
    assert totals_obey(lines) == ()
    assert lines[-1].is_total


@settings(deadline=None)
@given(rows, sums, sums, modes)
def test_nothing_of_ledger_and_orders_is_lost(accounts, cost, orders, mode):
    """What is on listed accounts and what is on others come to all there is."""
    report = weekly_report(accounts, cost, orders, mode=mode)

    own = [row.line for row in report if row.line.description == "row"]
    others = [row.line for row in report if row.line.description.startswith("Not on")]
    for column, whole in (("actual_to_date", cost), ("commitments", orders)):
        shown = total(getattr(line, column) for line in (*own, *others))
        assert shown == total(whole.amounts.values())


@settings(deadline=None)
@given(rows, sums, sums)
def test_the_two_conventions_are_negatives_of_one_another(accounts, cost, orders):
    """Only the variance and its change know which way round the report shows it."""
    plain = [replace(row, previous_variance=None) for row in accounts]
    under, over = (weekly_report(plain, cost, orders, sign=sign) for sign in VarianceSign)

    for one, other in zip(under, over, strict=True):
        for column in AMOUNTS:
            left, right = getattr(one.line, column), getattr(other.line, column)
            if column == "variance" and left is not None:
                right = -right
            assert left == right


@settings(deadline=None)
@given(rows, sums, sums)
def test_typing_the_etc_that_follows_from_an_efc_gives_the_same_report(accounts, cost, orders):
    """EFC-held and ETC-held are two ways to write one forecast."""
    held = [replace(row, mode=None) for row in accounts]
    by_efc = weekly_report(held, cost, orders)
    etc = {row.line.account: row.line.etc for row in of_accounts(by_efc)}
    by_etc = weekly_report(
        [replace(row, held=etc[row.account]) for row in held],
        cost,
        orders,
        mode=ForecastMode.ETC_HELD,
    )

    assert by_efc == by_etc


@settings(deadline=None)
@given(rows, sums, sums, modes)
def test_one_bad_cell_spoils_what_follows_from_it_and_nothing_else(accounts, cost, orders, mode):
    """Other accounts stand; the totals of a spoilt column do not pretend to be known."""
    if not accounts:
        return
    bad = [replace(accounts[0], unread=frozenset({"budget"})), *accounts[1:]]
    good_rows, bad_rows = (weekly_report(r, cost, orders, mode=mode) for r in (accounts, bad))

    spoilt = {"budget", "revised_budget", "variance", "variance_change"}
    for one, other in zip(good_rows, bad_rows, strict=True):
        is_hit = other.line.is_total or other.line.account == bad[0].account
        assert other.unknown <= (spoilt if is_hit else set())
        assert one.line == other.line
    assert of_accounts(bad_rows)[0].unknown == spoilt


def test_an_account_without_an_efc_has_no_forecast():
    """No EFC is not an EFC of 0; no ETC means that nothing is to come."""
    row = AccountRow("1100", "Story", budget=Money(500))

    (efc_held, *_), (etc_held, *_) = (
        weekly_report([row], Sums({"1100": Money(100)}), Sums({}), mode=mode)
        for mode in (ForecastMode.EFC_HELD, ForecastMode.ETC_HELD)
    )

    assert {"efc", "etc", "variance"} <= efc_held.unknown
    assert "actual_to_date" not in efc_held.unknown
    assert (etc_held.line.efc, etc_held.unknown) == (Money(100), frozenset())


def test_a_bad_posting_spoils_its_account_even_under_a_wider_code():
    """A detail that rolls up into 2210 makes 2210's cost unknown, not 3300's."""
    listed = [AccountRow(code, "row", Money(5), Money(5)) for code in ("2210", "3300")]
    cost = Sums({"3300-01": Money(7), "2210-01": Money(3)}, frozenset({"2210-02"}))

    art, camera, *_ = weekly_report(listed, cost, Sums({}))

    assert "actual_to_date" in art.unknown
    assert (camera.line.actual_to_date, camera.unknown) == (Money(7), frozenset())


def test_headings_begin_groups_with_a_total_each():
    """Two departments, two totals, and the total of the report."""
    report = weekly_report(
        [
            AccountRow("", "Art"),
            AccountRow("2210", "Set design", Money(5), Money(5)),
            AccountRow("3000", "Camera"),
            AccountRow("3300", "Rentals", Money(7), Money(9)),
        ],
        Sums({}),
        Sums({}),
    )

    assert [row.line.description for row in report] == [
        "Art", "Set design", "Total Art", "Camera", "Rentals", "Total Camera", "Total",
    ]  # fmt: skip
    assert [row.line.level for row in report if row.line.is_total] == [1, 1, 2]
