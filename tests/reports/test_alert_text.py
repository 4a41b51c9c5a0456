"""An alert as a text for a phone."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.night import AccountLine, Facts
from addin.reports.alert_digest import digest
from addin.reports.alert_text import LIMIT
from tests.reports.alert_nights import RULE, night, point, said


def test_a_digest_says_rule_place_and_cell_of_what_is_new():
    """Production, count, severity, code, the rule's title, workbook, sheet and cell."""
    found = said(night(point()))

    assert found.text == (
        "The Long Night: 1 new\n"
        "- New: error PO201 An order is invoiced for more than was ordered: POs.xlsx · PO Log F12"
    )
    assert found.title == "Tieout, Accounting: 1 new"


def test_findings_of_one_rule_in_one_sheet_are_one_line():
    """The first three cells are named, down the sheet, and all are counted."""
    points = [point(f"k{row}", cell=f"F{row}") for row in (100, 9, 12, 30)]

    line = said(night(*points)).text.splitlines()[1]

    assert line.endswith("(4): POs.xlsx · PO Log F9, F12, F30")


def test_money_is_told_only_where_it_is_asked_for_and_only_of_the_production():
    """The estimated final cost and the variance of the total, never of an account."""
    facts = Facts(
        currency="USD",
        total=AccountLine("", "Total", efc=123_456_700, under=-120_000),
        accounts=(AccountLine("2000", "Jane Doe", efc=555_500),),
    )
    one = night(point(), facts=facts)

    assert "1,234,567" not in said(one).text
    told = said(one, rule=replace(RULE, money=True)).text
    assert "- EFC 1,234,567.00 USD, 1,200.00 USD over budget" in told
    assert "5,555" not in told


def test_hundreds_of_productions_fit_a_phone():
    """The worst are named, the rest counted, within the limit."""
    nights = [
        night(*(point(f"{n}-{row}", cell=f"F{row}") for row in range(n)), production=f"Show {n:03}")
        for n in range(300)
    ]

    found = said(*nights)

    assert len(found.text) <= LIMIT
    assert found.text.startswith("Show 299")
    assert "other productions with news" in found.text
    assert "Nothing new in 1 other production" in found.text


def test_every_production_has_its_line_before_the_worst_has_all_of_its_findings():
    """Fifteen with news: each is named, the worst with a finding, and all pages are linked."""
    nights = [
        night(*(point(f"{n}-{row}", code) for row, code in enumerate(("PO201", "COS101"))), production=f"Show {n:02}")
        for n in range(15)
    ]  # fmt: skip

    found = digest(
        RULE, nights, "", lambda one: f"https://x.example/{one.production}", "https://x.example/all"
    )

    assert found is not None
    assert all(f"Show {n:02}: 2 new" in found.text for n in range(15))
    assert found.text.startswith("Show 00: 2 new\n- New: error COS101")
    assert found.text.endswith("https://x.example/all")
    assert "\nShow 13: 2 new\nShow 14: 2 new\n" in found.text
    assert len(found.text) <= LIMIT
