"""Small writers of the formats that programs of money export, for what is written to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from hypothesis import strategies as st

words = st.text("abcdefgh ÄÖé&<>'-./#", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
"""What banks write of a movement: letters beyond ASCII, and what SGML has to escape."""
amounts = st.decimals(min_value=-9_999_999, max_value=9_999_999, places=2, allow_nan=False).filter(
    bool
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


@dataclass(frozen=True)
class Moved:
    """One movement as a bank knows it."""

    day: dt.date
    amount: Decimal
    name: str
    id: str


movements = st.lists(
    st.builds(Moved, days, amounts, words, st.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True)),
    max_size=12,
    unique_by=lambda one: one.id,
)


def ofx(moved: Sequence[Moved], *, closing: Decimal, is_xml: bool, is_card: bool) -> bytes:
    """A statement in the spelling of OFX 1.x (values without end tags) or 2.x (XML)."""

    def tag(name: str, text: str) -> str:
        return f"<{name}>{escape(text, quote=False)}" + (f"</{name}>" if is_xml else "\n")

    lines = "".join(
        "<STMTTRN>"
        + tag("TRNTYPE", "OTHER")
        + tag("DTPOSTED", f"{one.day:%Y%m%d}120000.000[-5:EST]")
        + tag("TRNAMT", str(one.amount))
        + tag("FITID", one.id)
        + tag("NAME", one.name)
        + "</STMTTRN>"
        for one in moved
    )
    kind, account = ("CCSTMTRS", "CCACCTFROM") if is_card else ("STMTRS", "BANKACCTFROM")
    body = (
        f"<OFX><MSGS><{kind}>{tag('CURDEF', 'USD')}<{account}>{tag('ACCTID', '0417-2290')}"
        f"</{account}><BANKTRANLIST>{lines}</BANKTRANLIST><LEDGERBAL>"
        f"{tag('BALAMT', str(closing))}{tag('DTASOF', '20260331')}</LEDGERBAL></{kind}></MSGS></OFX>"
    )
    head = '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n'
    if not is_xml:
        head = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n"
    return (head + body).encode()


@dataclass(frozen=True)
class Split:
    """One account's share of a transaction."""

    account: str
    amount: Decimal


def iif(entries: Sequence[tuple[dt.date, str, Sequence[Split]]]) -> bytes:
    """Transactions as QuickBooks writes them: the bank's side first, then the splits."""
    heading = "TRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM\tMEMO"
    lines = [f"!TRNS\t{heading}", f"!SPL\t{heading}", "!ENDTRNS"]
    for number, (day, name, splits) in enumerate(entries, 1):
        whole = -sum((one.amount for one in splits), Decimal(0))
        date = f"{day:%Y-%m-%d}"
        lines.append(f"TRNS\tCHECK\t{date}\tChecking\t{name}\t{whole}\t{number}\t")
        lines += (f"SPL\tCHECK\t{date}\t{one.account}\t\t{one.amount}\t\t" for one in splits)
        lines.append("ENDTRNS")
    return ("\r\n".join(lines) + "\r\n").encode()
