"""OFX and QFX: statements as banks and cards hand them to money programs.

Each account is a list of its own. A bank's amounts are as the file has them, money in positive; a
card's are turned, so that a charge is positive. Of an investment account the cash movements are
read, and what was bought and sold is said. The bank's own id of a movement tells it apart from all
others, over files that overlap.

Source: OFX 2.2, chapters 11 (banking and cards) and 13 (investments).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import Imported, ImportedTable, Importer, Proof, Remark
from addin.importers.ofx_tags import Tag, tags
from addin.importers.rows import as_cell
from addin.tables.cells import to_number
from addin.tables.currencies import CODES
from addin.tables.table import Role, Value

ID: Final = "Bank id"
HEADINGS: Final = ("Date", "Type", "Description", "Reference", "Amount", "Notes", ID)
_BANK_FIELDS: Final = {
    "date": 0, "kind": 1, "description": 2, "reference": 3, "amount": 4, "notes": 5,
}  # fmt: skip
_CARD_FIELDS: Final = {"date": 0, "vendor": 2, "reference": 3, "amount": 4, "notes": 5}
_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_KNOWN: Final = re.compile(rb"OFXHEADER\s*[:=]|<OFX>", re.IGNORECASE)
_NO_CHECK: Final = frozenset({"", "0"})
_LARGEST: Final = Decimal(10) ** 13
_ACCOUNTS: Final = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")


def knows(head: bytes, file_name: str) -> bool:
    """Whether it begins as OFX does, in either spelling."""
    del file_name
    return _KNOWN.search(head.replace(b"\0", b"")) is not None


def read(content: bytes, file_name: str) -> Imported:
    """Read every statement in the file.

    Raises:
        ImportRefused: it is no OFX, or holds no statement; says what the bank answered instead.
    """
    root = tags(content, file_name)
    remarks: list[Remark] = []
    statements = root.every("STMTRS", "CCSTMTRS", "INVSTMTRS")
    tables = tuple(_table(one, remarks) for one in statements)
    errors = list(_errors(root))
    if not tables:
        raise ImportRefused(file_name, "; ".join(errors) or "there is no statement in it")
    remarks += (Remark(one) for one in errors)
    return Imported("ofx", file_name, tables, remarks=tuple(remarks))


def _errors(root: Tag) -> Iterator[str]:
    for status in root.every("STATUS"):
        if status.said("SEVERITY").upper() == "ERROR":
            said = status.said("MESSAGE") or "no reason given"
            yield f"the bank answered with error {status.said('CODE') or '?'}: {said}"


def _table(statement: Tag, remarks: list[Remark]) -> ImportedTable:
    account = next((one for one in statement.inside if one.name in _ACCOUNTS), Tag("BANKACCTFROM"))
    currency = statement.said("CURDEF").upper()
    title = _title(account, currency)
    is_card = account.name == "CCACCTFROM"
    rows: list[tuple[Value, ...]] = []
    lines: list[int] = []
    breaks: list[Remark] = []
    seen: dict[str, tuple[Value, ...]] = {}
    for one in statement.every("STMTTRN"):
        row = _row(one, currency, breaks, is_card=is_card)
        if row is None:
            continue
        id = str(row[-1] or "")  # noqa: A001 - what it is called
        if id and seen.get(id) == row:
            remarks.append(Remark(f"movement {id} stands there twice and was taken once", one.line))
            continue
        if id in seen:
            remarks.append(Remark(f"two movements that differ have the id {id}", one.line))
        if id:
            seen[id] = row
        rows.append(row)
        lines.append(one.line)
    remarks += _of_securities(statement, title)
    return ImportedTable(
        title,
        Role.CARD if is_card else Role.BANK,
        HEADINGS,
        tuple(rows),
        _CARD_FIELDS if is_card else _BANK_FIELDS,
        tuple(lines),
        id_field=ID,
        account=account.said("ACCTID"),
        proof=_proof(statement, breaks, is_card=is_card),
        currencies=(currency,) if currency in CODES else (),
    )


def _row(
    one: Tag, currency: str, breaks: list[Remark], *, is_card: bool
) -> tuple[Value, ...] | None:
    """One movement; None where day or amount cannot be read, which is a break of the proof."""
    name, memo = one.said("NAME") or one.said("PAYEE", "NAME"), one.said("MEMO")
    called = name or memo or one.said("FITID") or "a movement"
    date, amount = _date(one.said("DTPOSTED")), _amount(one.said("TRNAMT"))
    if date is None or amount is None:
        what = "day" if date is None else "amount"
        said = one.said("DTPOSTED" if date is None else "TRNAMT")
        told = f"“{said}” is no {what}" if said else f"it has no {what}"
        breaks.append(Remark(f"{called}: {told}", one.line))
        return None
    check = one.said("CHECKNUM")
    reference = one.said("REFNUM") if check.strip("0") in _NO_CHECK else check
    return (
        date,
        one.said("TRNTYPE").capitalize() or None,
        _words(name, memo) or None,
        reference or None,
        as_cell(-amount if is_card else amount),
        _foreign(one, currency) or None,
        one.said("FITID") or None,
    )


def _words(name: str, memo: str) -> str:
    """Who and what for, without saying it twice: banks cut the name off and repeat it."""
    short, long = " ".join(name.split()), " ".join(memo.split())
    if not short or short.casefold() in long.casefold():
        return long or short
    return f"{short}; {long}" if long and long.casefold() not in short.casefold() else short


def _foreign(one: Tag, currency: str) -> str:
    for name in ("CURRENCY", "ORIGCURRENCY"):
        symbol = one.said(name, "CURSYM").upper()
        if symbol and currency and symbol != currency:
            was = "in" if name == "CURRENCY" else "originally in"
            return f"{was} {symbol}, rate {one.said(name, 'CURRATE')}"
    return ""


def _of_securities(statement: Tag, title: str) -> Iterable[Remark]:
    listed = statement.first("INVTRANLIST")
    if listed is not None:
        kinds = Counter(
            one.name
            for one in listed.inside
            if one.name not in {"DTSTART", "DTEND", "INVBANKTRAN", "STMTTRN"}
        )
        if kinds:
            said = ", ".join(f"{count} {name}" for name, count in kinds.items())
            yield Remark(f"{title}: movements of securities were left out ({said})", listed.line)
    held = statement.first("INVPOSLIST")
    if held is not None and held.inside:
        yield Remark(
            f"{title}: what it holds was left out ({len(held.inside)} securities)", held.line
        )


def _proof(statement: Tag, breaks: list[Remark], *, is_card: bool) -> Proof:
    closing = _amount(statement.said("LEDGERBAL", "BALAMT"))
    on = _date(statement.said("LEDGERBAL", "DTASOF"))
    if closing is None:
        return Proof("the file states no balance", tuple(breaks))
    closing = -closing if is_card else closing
    day = f" on {on}" if on else ""
    return Proof(f"the bank states {closing:,.2f}{day}", tuple(breaks), closing, on)


def _title(account: Tag, currency: str) -> str:
    kind = {"CCACCTFROM": "Card", "INVACCTFROM": "Investment"}.get(account.name) or (
        account.said("ACCTTYPE").capitalize() or "Bank"
    )
    number = "".join(filter(str.isalnum, account.said("ACCTID")))
    shown = f" …{number[-4:]}" if number else ""
    return f"{kind}{shown}{f' ({currency})' if currency else ''}"


def _date(text: str) -> dt.date | None:
    """20090401122017.000[-5:EST] is 1 April: the day as the bank's own clock had it."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _amount(text: str) -> Decimal | None:
    plain = text.strip().removeprefix("+")
    number = to_number(plain)
    if number is None:
        return None
    found = Decimal(number)
    return found if abs(found) < _LARGEST else None


OFX: Final = Importer("ofx", "Bank or card statement (OFX, QFX)", (".ofx", ".qfx"), knows, read)
