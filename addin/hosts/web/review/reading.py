"""What a worker reads of a production for a page: suggestions, conflicts of syncs, the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from addin.domain.money import NO_CURRENCY
from addin.errors import NothingToDo
from addin.hosts.web.review.place import Place
from addin.jobs.reconcile import reconcile
from addin.jobs.sync import questions_told
from addin.macros.button import Desk
from addin.macros.sync_now import sync_desk
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Line, Statement
from addin.reports.reconciliation import SHOWN_FIRST, ReconciliationReport, amounts_of, sides
from addin.sync.sentences import said
from addin.sync.told import ConflictTold

_MOST_LINES: Final = 200  # of one statement; what is decided makes room for the next
_MOST_ENTRIES: Final = 300


def statements(place: Place) -> dict[str, Any]:
    """Every two lists, with the lines that ask a person; nothing is kept."""
    with place.kept() as kept:
        report = report_of(place.desk(kept))
    return {"statements": [_statement(one) for one in report.statements]}


def report_of(desk: Desk) -> ReconciliationReport:
    """How the lists tie now."""
    return reconcile(
        desk.workbooks,
        desk.settings,
        name=desk.name,
        folder=desk.folder,
        at=desk.at,
        kept=desk.kept,
    ).report


def conflicts(place: Place) -> dict[str, Any]:
    """What both sides of a sync changed and nobody has settled; nothing is asked of Google."""
    with place.kept() as kept:
        return {"conflicts": [_conflict(one) for one in open_conflicts(place.desk(kept))]}


def open_conflicts(desk: Desk) -> tuple[ConflictTold, ...]:
    """The open conflicts, by table, oldest first; none where nothing is tied."""
    if not desk.settings.syncs:
        return ()
    return questions_told(sync_desk(desk))


def seen_of(one: ConflictTold) -> str:
    """What a person saw of a conflict: another sync may have changed it since."""
    values = (one.binding, one.row, one.column, one.kind, one.workbook, one.sheet, one.kept)
    return hashlib.blake2b(repr(values).encode(), digest_size=8).hexdigest()


def journal(place: Place) -> dict[str, Any]:
    """What was done, the newest first."""
    with place.kept() as kept:
        entries = kept.journal.entries(place.name)
    last = next((one.number for one in reversed(entries) if one.can_be_undone), 0)
    return {
        "entries": [
            {
                "number": one.number,
                "at": f"{one.at:%Y-%m-%d %H:%M}",
                "who": one.who,
                "button": one.button,
                "sentence": one.sentence,
                "touched": [each.workbook for each in one.touched],
                "undone": f"{one.undone:%Y-%m-%d %H:%M}" if one.undone else "",
                "can_be_undone": one.number == last or one.stands_alone,
            }
            for one in list(reversed(entries))[:_MOST_ENTRIES]
        ],
        "more": max(0, len(entries) - _MOST_ENTRIES),
    }


def _statement(one: Statement) -> dict[str, Any]:
    asking = [line for part in SHOWN_FIRST for line in one.of(part) if one.asks(line)]
    left, right = sides(one)
    return {
        "left": left,
        "right": right,
        "currency": "" if one.currency == NO_CURRENCY else one.currency,
        "open": one.open,
        "more": max(0, len(asking) - _MOST_LINES),
        "lines": [_line(line) for line in asking[:_MOST_LINES]],
    }


def _line(line: Line) -> dict[str, Any]:
    left, right = amounts_of(line)
    return {
        "id": line.id,
        "part": str(line.part),
        "why": line.why,
        "rivals": list(line.rivals),
        "left": [_row(row) for row in line.left],
        "right": [_row(row) for row in line.right],
        "left_amount": left,
        "right_amount": right,
    }


def _row(row: Row) -> dict[str, str]:
    words = dict.fromkeys(filter(None, (row.label or row.reference, row.name, row.text)))
    return {
        "date": row.date.isoformat() if row.date else "",
        "words": " · ".join(words),
        "account": row.account,
        "amount": row.amount.text() if row.amount is not None else "",
        "place": str(row.place),
    }


def _conflict(one: ConflictTold) -> dict[str, Any]:
    shows_sheet = (
        one.kept == one.sheet if one.column else one.kind.startswith("deleted in the work")
    )
    return {
        "number": one.number,
        "seen": seen_of(one),
        "binding": one.binding,
        "row": one.called,
        "column": one.column,
        "kind": one.kind,
        "base": said(one.base),
        "workbook": said(one.workbook),
        "sheet": said(one.sheet),
        "shows": "sheet" if shows_sheet else "workbook",
        "at": f"{one.at:%Y-%m-%d %H:%M}" if one.at else "",
    }


def _nothing_tied(read: Callable[[Place], dict[str, Any]]) -> Callable[[Place], dict[str, Any]]:
    """A production whose lists cannot be compared has no suggestions, and says why."""

    def reading(place: Place) -> dict[str, Any]:
        try:
            return read(place)
        except NothingToDo as error:
            return {"statements": [], "sentence": str(error)}

    return reading


READINGS: Final[Mapping[str, Callable[[Place], dict[str, Any]]]] = MappingProxyType(
    {"statements": _nothing_tied(statements), "conflicts": conflicts, "journal": journal}
)
"""What can be read, by the name that a request has for it."""
