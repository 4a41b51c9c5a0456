"""REC_: documents that are entered twice."""

from __future__ import annotations

import datetime as dt

from addin.domain.duplicates import Document, Double, Entries
from addin.domain.money import Money
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.reconciliation import CATEGORY
from addin.udfs.registry import function


@function(CATEGORY)
def rec_duplicate(
    document: str,
    vendor: str,
    amount: Money,
    documents: Column[str],
    vendors: Column[str],
    amounts: Column[Money],
) -> str:
    """Whether a document is on a list already: what agrees, and in which cells; else no text.

    Numbers are compared without label, case, punctuation and leading zeros, and as the eye reads
    them (O for 0); vendors without case and legal form. A credit is no double of its charge. Filled
    down beside a list: =REC_DUPLICATE(A3, B3, C3, A$2:A2, B$2:B2, C$2:C2).

    Args:
        document: its number.
        vendor: who it is from; an entry without a vendor is compared with all.
        amount: its amount; a credit is negative.
        documents: the numbers that are on the list.
        vendors: their vendors, side by side with documents.
        amounts: their amounts, side by side with documents.

    Example:
        =REC_DUPLICATE("INV-0042", "Acme Grip", 310, {"inv 42"}, {"ACME GRIP LTD"}, {310})
            gives "same number and amount: cell 1"
        =REC_DUPLICATE("INV-0042", "Acme Grip", 310, {"INV-0043"}, {"Acme Grip"}, {310}) gives ""
    """
    listed = _entries(documents, vendors, amounts, ())
    return _told(listed.double_of(Document(document, vendor, amount)))


@function(CATEGORY)
def rec_duplicates(
    documents: Column[str],
    vendors: Column[str],
    amounts: Column[Money],
    dates: Column[dt.date] = (),
) -> Spill:
    """Which documents of a list are entered twice: what agrees, and in which cells.

    Spills one cell beside each row; both rows of a pair are marked. With dates, also two entries
    of one vendor, amount and day
    without a number, or under numbers with two digits swapped.

    Args:
        documents: their numbers, such as invoice numbers.
        vendors: their vendors, side by side with documents.
        amounts: their amounts, side by side with documents; credits are negative.
        dates: their dates, side by side with documents; may be left out.

    Example:
        =REC_DUPLICATES({"2207";"118";"2207"}, {"Yard";"Acme";"Yard"}, {310;75;310}) gives
            {"same number and amount: cell 3";"";"same number and amount: cell 1"}
    """
    return [[_told(each)] for each in _entries(documents, vendors, amounts, dates).doubles()]


@read_once
def _entries(
    documents: Column[str],
    vendors: Column[str],
    amounts: Column[Money],
    dates: Column[dt.date],
) -> Entries:
    rows = in_place(documents=documents, vendors=vendors, amounts=amounts, dates=dates)
    if not rows:
        raise CellError("#N/A", "documents holds no document")
    return Entries(
        None if amount is None else Document(number or "", vendor or "", amount, day)
        for number, vendor, amount, day in rows
    )


def _told(double: Double | None) -> str:
    if double is None:
        return ""
    cells = ", ".join(str(place + 1) for place in double.places)
    return f"{double.likeness}: cell{'' if len(double.places) == 1 else 's'} {cells}"
