"""Accept and Reject Suggestion: about the line of a reconciliation that the selected cell is in."""

from __future__ import annotations

from addin.errors import HistoryUnusable, NothingToDo, UnknownLine
from addin.jobs.decide import Verdict, settle
from addin.jobs.reconcile import reconcile
from addin.macros.button import Answers, Button, Desk, Done, Field, Kind
from addin.reports.reconciliation import ReconciliationReport, sides_of

_ASKS = (
    Field("id", "Id of the line", optional=True, help="empty: the line of the selected cell"),
    Field("why", "Why", Kind.TEXT, "kept with the decision", optional=True),
)


def _settled(desk: Desk, answers: Answers, verdict: Verdict) -> Done:
    if desk.kept is None:
        raise HistoryUnusable(desk.folder, "decisions cannot be kept there")
    report = reconcile(
        desk.workbooks,
        desk.settings,
        name=desk.name,
        folder=desk.folder,
        at=desk.at,
        kept=desk.kept,
    ).report
    wanted = answers.get("id", "") or _selected(desk, report)
    (done,) = settle(
        report,
        desk.kept.decisions,
        [wanted],
        verdict,
        who=desk.who,
        why=answers.get("why", ""),
        at=desk.at,
    )
    rows = " ↔ ".join(sides_of(done.line))
    return Done(f"{str(verdict).capitalize()}ed: {rows}.", decisions=(done.kept.number,))


def _selected(desk: Desk, report: ReconciliationReport) -> str:
    """The id of the one open line that has the selected row."""
    place = desk.selection.place
    row = "".join(filter(str.isdigit, place.cell))
    found = [
        line.id
        for statement in report.statements
        for line in statement.lines
        if statement.asks(line)
        and any(
            (r.source.workbook, r.source.sheet, str(r.source.row))
            == (place.workbook, place.sheet, row)
            for r in (*line.left, *line.right)
        )
    ]
    if not found:
        raise NothingToDo(f"{place} is in no suggestion. Nothing was decided.")
    if len(set(found)) > 1:
        raise UnknownLine(str(place), tuple(sorted(set(found))))
    return found[0]


def _accept(desk: Desk, answers: Answers) -> Done:
    return _settled(desk, answers, Verdict.ACCEPT)


def _reject(desk: Desk, answers: Answers) -> Done:
    return _settled(desk, answers, Verdict.REJECT)


ACCEPT = Button(
    "accept_suggestion",
    "Accept",
    "Say that the rows of a suggestion are the same thing.",
    "Reconcile",
    _accept,
    icon="AcceptInvitation",
    asks=_ASKS,
)
REJECT = Button(
    "reject_suggestion",
    "Reject",
    "Say that the rows of a suggestion are not the same thing: never suggest them again.",
    "Reconcile",
    _reject,
    icon="DeclineInvitation",
    asks=_ASKS,
)
