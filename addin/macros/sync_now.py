"""Sync Now: the tables that are tied to shared sheets, both ways; what it would do comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.errors import HistoryUnusable, NothingToDo
from addin.jobs.apply import Batch
from addin.jobs.sync import Outcome, Question, SyncDesk, outcome_told, questions, sync_all, tied
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, Field, plan_first
from addin.reports.check import plural
from addin.reports.sync import sync_lines
from addin.sync.conflicts_sheet import SHEET_NAME, conflicts_sheet
from addin.tables.changes import Changes
from addin.udfs.on_demand import functions_on_demand


def sync_desk(desk: Desk) -> SyncDesk:
    """What syncs work with, on the desk of a button.

    Raises:
        HistoryUnusable: nothing can be remembered here.
        NothingToDo: shared sheets cannot be reached from here, or none is tied.
    """
    tied(desk.settings)
    if desk.kept is None or desk.kept.syncs is None:
        raise HistoryUnusable(desk.folder, "what a sync has to remember cannot be kept there")
    if desk.sheets is None:
        raise NothingToDo(
            "Shared sheets cannot be reached from here. Nothing was synced. "
            "Run 'tieout sync' on the production's folder."
        )
    return SyncDesk(
        workbooks=desk.workbooks,
        settings=desk.settings,
        sheets=desk.sheets,
        stores=desk.kept.syncs,
        at=desk.at,
        who=desk.who,
        functions=functions_on_demand(),
    )


def conflict_batches(desk: Desk, syncs: SyncDesk) -> Iterator[Batch]:
    """The sheet of open conflicts, for each workbook that has some, or has such a sheet."""
    asked: dict[str, list[Question]] = {one.workbook: [] for one in tied(desk.settings)}
    for one in questions(syncs):
        asked[one.binding.workbook].append(one)
    for workbook, mine in asked.items():
        book = desk.workbooks.read(workbook)
        if mine or any(sheet.name.startswith(SHEET_NAME) for sheet in book.sheets):
            sheet = conflicts_sheet([(one.binding, one.kept) for one in mine], desk.at)
            yield Batch(workbook, Changes(sheets=(sheet,)), book.digest)


def _job(desk: Desk, answers: Answers) -> Done:
    syncs, only = sync_desk(desk), answers.get("sync", "")
    if answers.get("confirm") != "yes":
        desk.progress(0.0, "Asking what would change")
        planned = list(sync_all(syncs, only=only, dry_run=True))
        _raise_if_all_failed(planned)
        sentence, detail = _said(planned)
        quiet = not any(
            one.trouble or (one.synced and (one.synced.plan or one.synced.stops)) for one in planned
        )
        done = Done(sentence, detail)
        return done if quiet else plan_first(answers, done, sentence)
    desk.progress(0.0, "Syncing")
    outcomes = list(sync_all(syncs, only=only, confirmed=True))
    _raise_if_all_failed(outcomes)
    sentence, detail = _said(outcomes)
    asked = len(questions(syncs, only=only))
    if asked:
        sentence += f" {plural(asked, 'conflict')} to settle, on the sheet '{SHEET_NAME}'."
    return Done(sentence, detail, tuple(conflict_batches(desk, syncs)))


def _raise_if_all_failed(outcomes: Iterable[Outcome]) -> None:
    troubles = [one.trouble for one in outcomes]
    if troubles and all(troubles):
        assert troubles[0] is not None  # noqa: S101 - all of them are
        raise troubles[0]


def _said(outcomes: Iterable[Outcome]) -> tuple[str, str]:
    sentences: list[str] = []
    lines: list[str] = []
    for one in outcomes:
        first, *rest = sync_lines(outcome_told(one))
        sentences.append(first)
        lines += [line.strip() for line in rest if line.strip()]
    return " ".join(sentences), "\n".join(lines)


BUTTON = Button(
    "sync_now",
    "Sync Now",
    "Bring tied tables and their shared Google Sheets together, both ways.",
    "Shared sheets",
    _job,
    icon="DataRefreshAll",
    asks=(
        Field("sync", "Only the sync called", optional=True, help="empty: all of them"),
        CONFIRM,
    ),
)
