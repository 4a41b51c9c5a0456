"""Statements as a sheet that an accountant signs: live sums, every line, a link to each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from addin.domain.money import Money, exponent
from addin.reconcile.outcome import Row
from addin.reconcile.statement import ASKS_A_PERSON, Line, Part, Statement
from addin.reports.as_sheet import OUR_SHEETS, link_to
from addin.reports.check import plural
from addin.reports.reconciliation import (
    SHOWN_FIRST,
    ReconciliationReport,
    heading,
    rows_in,
    sides,
)
from addin.tables.table import NewCell, NewSheet, Style, Value

SHEET_NAME = OUR_SHEETS[1]

_INK = "1F2933"
_SOFT = Style(colour="52616B")
_HEAD = Style(bold=True, fill=_INK, colour="FFFFFF", wrap=True)
_LINK = Style(colour="1A5FB4")
_WRAP = Style(wrap=True, colour="52616B", indent=1)
_FILLS: Final = dict.fromkeys(ASKS_A_PERSON, "FEF5E0")
_OPEN: Final = "FBE9E7"
_FOLDED: Final = frozenset({Part.MATCHED, Part.PARTLY})
_WIDTHS: Final = (34, 10, 12, 30, 15, 18, 12, 30, 15, 18, 15, 60)
_LEFT, _RIGHT, _DIFFERENCE = "E", "I", "K"
_NO_CENTS, _CENTS = "#,##0;(#,##0);-", "#,##0.00;(#,##0.00);-"


@dataclass(slots=True)
class _Rows:
    """The rows of the sheet so far; spans that fold."""

    rows: list[tuple[NewCell, ...]] = field(default_factory=list)
    folded: list[tuple[int, int]] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The number of the row to come."""
        return len(self.rows) + 1

    def add(self, *cells: NewCell) -> None:
        """One more row."""
        self.rows.append(cells)


def reconciliation_sheet(report: ReconciliationReport, workbook: str) -> NewSheet | None:
    """The statements that belong into a workbook; None when there are none."""
    mine = [one for one in report.statements if home(one, report.workbooks) == workbook]
    if not mine:
        return None
    made = _Rows()
    made.add(
        NewCell(f"{report.production}: reconciliation", Style(bold=True, size=14, colour=_INK))
    )
    made.add(NewCell(f"as of {report.at:%Y-%m-%d %H:%M}", _SOFT))
    for one in mine:
        made.add()
        _statement(one, made)
    proved = all(one.is_proved and not one.closing for one in mine)
    open_lines = sum(one.open for one in mine)
    colour = "C0392B" if not proved else "B9770E" if open_lines else "2E7D32"
    return NewSheet(
        SHEET_NAME,
        tuple(made.rows),
        _WIDTHS,
        tab_colour=colour,
        grouped_rows=tuple(made.folded),
    )


def home(one: Statement, workbooks: Sequence[str]) -> str:
    """The workbook whose sheet has the statement: that of the first list which can hold one."""
    for name in (one.lists.left, one.lists.right):
        book = name.partition("!")[0]
        if book in workbooks and book.lower().endswith((".xlsx", ".xlsm")):
            return book
    return ""


def _statement(one: Statement, made: _Rows) -> None:
    left, right = sides(one)
    currency = "" if one.currency == "XXX" else f" in {one.currency}"
    title = f"{one.lists.kind}: {left} ↔ {right}{currency}"
    made.add(NewCell(title[0].upper() + title[1:], Style(bold=True, size=12, colour=_INK)))
    parts = [part for part in Part if one.of(part)]
    top = made.next + 1  # the row of the totals
    first = top + len(parts) + 7
    details = list(_details(one))
    last = max(first + len(details) - 1, first)
    money = Style(number_format=_CENTS if exponent(one.currency) else _NO_CENTS)
    bold = Style(bold=True, number_format=money.number_format, top="thin", bottom="double")

    made.add(*_summary_headings(left, right, one))
    made.add(*_sums("Total of the list", rows_in(one), None, money, top, one))
    for at, part in enumerate(parts, start=top + 1):
        label = heading(part, one)
        area = f"$A${first}:$A${last},$A{at}"
        formulas = (
            f"=SUMIFS({_LEFT}${first}:{_LEFT}${last},{area})",
            f"=SUMIFS({_RIGHT}${first}:{_RIGHT}${last},{area})",
        )
        made.add(*_sums(label, len(one.of(part)), (formulas, one.total(part)), money, at, one))
    closing = made.next
    rest = [
        _formula(
            f"={column}{top}-SUM({column}{top + 1}:{column}{closing - 1})",
            0.0 if one.is_proved else None,
            bold,
        )
        for column in (_LEFT, _RIGHT, _DIFFERENCE)
    ]
    if not one.is_whole:
        rest[1:] = [NewCell(), NewCell()]
    proof = "proves to zero" if one.is_proved and not one.closing else "does not prove"
    made.add(
        NewCell("Not explained", Style(bold=True)),
        *_blank(3), rest[0], *_blank(3), rest[1], NewCell(), rest[2], NewCell(proof, _SOFT),
    )  # fmt: skip
    note = f"{plural(one.without_amount, 'row')} without an amount" if one.without_amount else ""
    made.add(NewCell(note or None, _SOFT))
    made.add(NewCell("Prepared by", _SOFT), *_blank(3), NewCell("Reviewed by", _SOFT))
    made.add(NewCell("Date", _SOFT), *_blank(3), NewCell("Date", _SOFT))
    made.add()
    made.add(*(NewCell(name, _HEAD) for name in _headings(left, right)))
    _add_details(details, first, money, made)


def _summary_headings(left: str, right: str, one: Statement) -> Iterator[NewCell]:
    names = ["", "Lines", "", "", left, "", "", "", right if one.is_whole else "Found"]
    names += ["", "Difference" if one.is_whole else ""]
    return (NewCell(name or None, Style(bold=True, bottom="thin", align="right")) for name in names)


def _headings(left: str, right: str) -> tuple[str, ...]:
    return (
        "Part", "Id", "Date", left, "Amount", "Cell", "Date", right, "Amount", "Cell",
        "Difference", "Why",
    )  # fmt: skip


def _sums(
    label: str,
    count: int | str,
    formulas: tuple[tuple[str, str], tuple[Money, Money]] | None,
    money: Style,
    at: int,
    one: Statement,
) -> tuple[NewCell, ...]:
    if formulas is None:
        amounts = one.left_total, one.right_total
        left, right = (NewCell(float(amount.amount), money) for amount in amounts)
    else:
        texts, amounts = formulas
        left, right = (
            _formula(text, float(amount.amount), money)
            for text, amount in zip(texts, amounts, strict=True)
        )
    difference = _formula(
        f"={_RIGHT}{at}-{_LEFT}{at}", float((amounts[1] - amounts[0]).amount), money
    )
    indent = Style(indent=0 if formulas is None else 1)
    cells = (
        NewCell(label, indent),
        NewCell(count, Style(align="right")),
        *_blank(2),
        left,
        *_blank(3),
        right,
    )
    return (*cells, NewCell(), difference) if one.is_whole else cells


@dataclass(frozen=True, slots=True)
class _Detail:
    """One row of the details: a row on each side, or on one; the line stands in its first."""

    line: Line
    label: str
    is_first: bool
    is_asked: bool
    left: Row | None
    left_amount: Money | None
    right: Row | None
    right_amount: Money | None


_NONE: Final = (None, None)


def _details(one: Statement) -> Iterator[_Detail]:
    for part in SHOWN_FIRST:
        label = heading(part, one)
        for line in one.of(part):
            left = _by_row(line.left, line.left_amount)
            right = _by_row(line.right, line.right_amount)
            here = list(zip(line.left, left, strict=True))
            there = list(zip(line.right, right, strict=True))
            for at, (first, second) in enumerate(zip_longest(here, there, fillvalue=_NONE)):
                asked = at == 0 and one.asks(line)
                yield _Detail(line, label, at == 0, asked, *first, *second)


def _by_row(rows: Sequence[Row], amount: Money) -> Sequence[Money | None]:
    """Each row's amount where they are the line's; else the line's beside its first row."""
    own = [row.amount for row in rows]
    is_one = all(each is None or each.currency == amount.currency for each in own)
    if is_one and sum(each.minor for each in own if each is not None) == amount.minor:
        return own
    return [amount, *[None] * (len(rows) - 1)]


def _add_details(details: Sequence[_Detail], first: int, money: Style, made: _Rows) -> None:
    folds: list[int] = []
    for at, one in enumerate(details, start=first):
        made.add(*_detail(one, at, money))
        if one.line.part in _FOLDED:
            folds.append(at)
    if folds:
        made.folded.append((folds[0], folds[-1]))


def _detail(one: _Detail, at: int, money: Style) -> tuple[NewCell, ...]:
    line = one.line
    fill = _FILLS.get(line.part, _OPEN if line.part in {Part.ONLY_LEFT, Part.ONLY_RIGHT} else "")
    difference: Value = None
    if one.left_amount is not None or one.right_amount is not None:
        minor = (one.right_amount.minor if one.right_amount else 0) - (
            one.left_amount.minor if one.left_amount else 0
        )
        difference = float(Money(minor, line.left_amount.currency).amount)
    why = "; or ".join((line.why, *line.rivals)) if one.is_first else ""
    return (
        NewCell(one.label, Style(fill=fill)),
        NewCell(line.id if one.is_asked else None, Style(fill=fill)),
        *_side(one.left, one.left_amount, money),
        *_side(one.right, one.right_amount, money),
        _formula(f"=N({_RIGHT}{at})-N({_LEFT}{at})", difference, money),
        NewCell(why or None, _WRAP),
    )


def _side(row: Row | None, amount: Money | None, style: Style) -> Iterator[NewCell]:
    if row is None:
        yield from _blank(4)
        return
    yield NewCell(row.date, Style(number_format="yyyy-mm-dd"))
    said = " ".join(dict.fromkeys(filter(None, (row.label or row.reference, row.name or row.text))))
    yield NewCell(said or None)
    yield NewCell(float(amount.amount) if amount is not None else None, style)
    yield NewCell(f"{row.place.sheet}!{row.place.cell}", _LINK, link_to(row.place))


def _formula(text: str, computed: Value, style: Style) -> NewCell:
    return NewCell(text, style, is_formula=True, computed=computed)


def _blank(count: int) -> tuple[NewCell, ...]:
    return (NewCell(),) * count
