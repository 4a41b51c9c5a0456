"""SPL101."""

from __future__ import annotations

import pytest

from addin.domain.actuals import Posting
from addin.domain.production import Production
from addin.findings import Finding
from addin.rules.commitments.split_document import check
from addin.rules.rule import Workpapers
from tests.make import in_rows, invoice, posting, usd


def found(whole, *shares: float, words: str = "") -> list[Finding]:
    """One invoice of the head office, and its shares in one workbook for each show."""
    bills = in_rows([invoice("2207", "Elm", whole)]) if whole else ()
    lines: list[Posting] = []
    for show, share in enumerate(shares, 1):
        line = posting(amount=share, vendor="ELM, Inc.", document="INV 2207", description=words)
        lines += in_rows([line], workbook=f"Show {show}.xlsx")
    return list(check(Workpapers(Production(invoices=bills, postings=tuple(lines)))))


def test_shares_that_do_not_make_the_whole_are_found():
    """The document and each share are named, with what is missing."""
    (finding,) = found(1200, 500, 300, 350)

    assert finding.impact == usd(50)
    assert [place.workbook for place in finding.places] == [
        "Show.xlsx",
        "Show 1.xlsx",
        "Show 2.xlsx",
        "Show 3.xlsx",
    ]


def test_the_words_may_state_the_whole():
    """Each show's line says what it is a share of."""
    (finding,) = found(None, 500, 300, words="Share of 1,200.00")

    assert finding.impact == usd(400)


@pytest.mark.parametrize(
    "amounts",
    [
        (1200, 500, 300, 400),
        (1200, 1200, 1200),
        (1200, 1132, 68),
        (1200, 500),
        (1200, 100, 50),
        (None, 500, 300),
    ],
)
def test_what_ties_or_is_no_split_is_left(amounts):
    """Shares that tie; copies; net and tax; a part payment; other matters under one number."""
    assert found(*amounts) == []
