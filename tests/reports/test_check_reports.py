"""One check, shown four ways: terminal, JSON, page and sheet."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from addin.findings import Finding, Severity, Standing, Standpoint
from addin.reports.as_json import as_json
from addin.reports.as_page import as_page
from addin.reports.as_sheet import findings_sheet
from addin.reports.as_text import as_text
from addin.reports.check import Recalculated, recalculated_words
from tests.reports.make_report import NOTE, REPORT


def shown(renderable) -> str:
    """What a terminal of 100 columns shows."""
    console = Console(width=100, record=True, force_terminal=False, file=None, quiet=False)
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_terminal_shows_findings_by_workbook_with_figures_and_advice():
    """Notes are counted, not listed; what was resolved and waived is said."""
    assert (
        shown(as_text(REPORT))
        == """\
Night Shift  2 workbooks read in 1.2 s from shows/night shift

  po log  350 lines  1,204,300.00 USD

  PO log ↔ ledger  310 tied  4 suggested  36 / 12 without a partner

PO Log.xlsx
  ✗ PO201 PO 1042 is relieved by 120.00 more than its amount.  a1b2c3 new
      PO's!F12  Ledger.xlsx!Ledger!I40:I41
      ordered 500.00 USD   relieved 620.00 USD
      → Raise the PO to what was invoiced, or recode the invoice.
  ! PO301 PO 7 <has> been open for 131 days & counting.  d4e5f6
      PO's!A9
      since 2026-07-08   days 131

1 error, 1 warning, 1 note (not listed), 1 resolved since the last run, 1 waived
These tables are recognised afresh at every run: `tieout adopt` lets you confirm and keep them."""
    )


def test_notes_are_listed_when_asked():
    """The same report with everything in it."""
    assert "STR202" in shown(as_text(REPORT, Severity.NOTE))
    assert "STR202" not in shown(as_text(REPORT))


def test_json_holds_every_finding_with_all_its_cells():
    """Amounts are text, so that no cent is lost on the way."""
    document = json.loads(as_json(REPORT))

    first = document["findings"][0]
    assert first["places"] == ["PO Log.xlsx!PO's!F12", "Ledger.xlsx!Ledger!I40:I41"]
    assert first["numbers"] == {"ordered": "500.00 USD", "relieved": "620.00 USD"}
    assert [finding["standing"] for finding in document["findings"]] == [
        "new",
        "still open",
        "new",
        "resolved",
        "waived",
    ]


class _Loads(HTMLParser):
    """Every address that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads."""
        del tag
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_page_opens_offline_and_escapes_what_a_cell_holds():
    """Nothing is fetched, and a cell's text is never markup."""
    page = as_page(REPORT)
    parser = _Loads()
    parser.feed(page)

    assert [one for one in parser.fetched if not one.startswith("#")] == []
    assert "PO 7 &lt;has&gt; been open for 131 days &amp; counting." in page
    assert ">PO&#39;s!F12</bdi>" in page
    assert ">Ledger.xlsx!Ledger!I40:I41</bdi>" in page


def test_the_sheet_links_to_the_cell_in_its_own_workbook():
    """Each workbook gets the findings that touch it; the link is to its own cell."""
    orders = findings_sheet(REPORT, "PO Log.xlsx")
    ledger = findings_sheet(REPORT, "Ledger.xlsx")

    assert [row[2].link for row in orders.rows[4:]] == ["#'PO''s'!F12", "#'PO''s'!A9"]
    assert [row[2].link for row in ledger.rows[4:]] == ["#'Ledger'!I40:I41", "#'Ledger'!A1"]
    assert ledger.rows[4][7].value == "PO Log.xlsx!PO's: F12"
    assert (
        orders.rows[1][0].value == "2026-11-16 03:15  1 error, 1 warning, 0 notes; 1 finding waived"
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (None, ""),
        (Recalculated(), ""),
        (Recalculated(unknown=1), "1 formula has no value in its file: 1 unknown"),
        (
            Recalculated(("Tieout 1.0",), 5439),
            "5,439 formulas worked out anew by Tieout 1.0: all show what they give",
        ),
        (
            Recalculated(("Tieout 1.0", "X 2"), 12, old=3, without_value=2, unknown=4),
            "12 formulas worked out anew by Tieout 1.0, X 2: 3 show an old number, 2 had no value, 4 unknown",
        ),
    ],
)
def test_what_was_recalculated_is_one_sentence(numbers, expected):
    """Nothing is said where the files' own numbers were taken."""
    assert recalculated_words(numbers) == expected


def test_what_was_recalculated_stands_in_every_report():
    """Terminal, JSON and page."""
    report = replace(REPORT, recalculated=Recalculated(("Tieout 1.0",), 12, old=3))

    said = "12 formulas worked out anew by Tieout 1.0: 3 show an old number"
    assert said in shown(as_text(report))
    assert said in as_page(report)
    assert json.loads(as_json(report))["recalculated"]["old"] == 3


def test_the_kind_of_finding_that_most_depends_on_comes_first():
    """Within a severity the terminal goes by weight, and keeps findings of one kind together."""
    kinds = [("STR101", 0.2), ("STR104", 0.9), ("STR101", 0.3), ("STR104", 0.1)]
    points = tuple(
        Standpoint(
            Finding(code, Severity.WARNING, f"{code} of {weight}.", NOTE.places, weight=weight),
            Standing.OPEN,
            "abcdef",
        )
        for code, weight in kinds
    )
    text = shown(as_text(replace(REPORT, standpoints=points)))

    order = [text.index(f"{code} of {weight}") for code, weight in (kinds[1], kinds[3], kinds[2])]
    assert order == sorted(order)
    assert order[-1] < text.index("STR101 of 0.2")
