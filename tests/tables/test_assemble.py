"""All tables as one production."""

from __future__ import annotations

from addin.domain.production import ForecastMode, VarianceSign
from addin.tables.assemble import assemble
from addin.tables.parse import parse_all
from addin.tables.table import Role
from tests.draw import drawn


def report(rows: str):
    """A small cost report."""
    return drawn(
        Role.COST_REPORT,
        "account actual_to_date etc efc budget variance",
        f"Account | To date | ETC | EFC | Budget | Variance\n{rows}",
    )


def test_each_list_goes_to_its_place():
    """Records land where their table's role says, in reading order."""
    tables = [
        drawn(Role.TOPSHEET, "account amount", "Account | Total (RM)\n1000 | 5"),
        drawn(Role.BUDGET, "account amount", "Account | Total\n1100 | 5"),
        drawn(Role.CARD, "date amount", "Date | Amount\n2026-03-01 | 5"),
        drawn(Role.PO_LOG, "po_number amount", "PO | Amount\n1 | 5", name="A"),
        drawn(Role.PO_LOG, "po_number amount", "PO | Amount\n2 | 5", name="B"),
        drawn(Role.CHART_OF_ACCOUNTS, "account kind", "Account | Type\n0100 | Asset"),
    ]
    production = assemble("Show", "XXX", parse_all(tables), tables)

    assert [line.account for line in production.topsheet] == ["1000"]
    assert [line.account for line in production.budget] == ["1100"]
    assert [order.number for order in production.purchase_orders] == ["1", "2"]
    assert (len(production.cards), len(production.bank)) == (1, 0)
    assert production.chart is not None
    assert production.chart.find("100") is not None
    assert production.currency == "MYR"


def test_the_figures_show_which_way_variances_run():
    """Budget less EFC is under-positive, the reverse over-positive; no figures, the default."""
    under = report("1100 | 60 | 50 | 110 | 100 | -10\n1200 | 10 | 0 | 10 | 30 | 20")
    over = report("1100 | 60 | 50 | 110 | 100 | 10\n1200 | 10 | 0 | 10 | 30 | -20")
    silent = report("1100 | 60 | 40 | 100 | 100 | 0")

    assert [assemble("", "USD", parse_all([t])).variance_sign for t in (under, over, silent)] == [
        VarianceSign.UNDER_IS_POSITIVE,
        VarianceSign.OVER_IS_POSITIVE,
        VarianceSign.UNDER_IS_POSITIVE,
    ]


def test_what_is_typed_is_held_and_what_is_a_formula_follows():
    """ETC typed beside an EFC formula is ETC-held, the reverse EFC-held."""
    etc_typed = report("1100 | 60 | 50 | =B2+C2 -> 110 | 100 |")
    efc_typed = report("1100 | 60 | =D2-B2 -> 50 | 110 | 100 |")

    assert [
        assemble("", "USD", parse_all([t]), [t]).forecast_mode for t in (etc_typed, efc_typed)
    ] == [ForecastMode.ETC_HELD, ForecastMode.EFC_HELD]
