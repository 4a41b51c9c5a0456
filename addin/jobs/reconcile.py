"""Reconcile one production: every two lists that should tie, each with a statement."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from addin.domain.decisions import NONE
from addin.errors import FileError, NothingToDo
from addin.jobs.apply import Batch, write_each
from addin.jobs.check import options_of
from addin.jobs.load import Loaded, load
from addin.ports import Engine, Kept, Workbooks
from addin.reconcile.outcome import Reconciliation
from addin.reconcile.pairings import reconcile as reconciled
from addin.reconcile.statement import statements
from addin.reports.reconciliation import ReconciliationReport
from addin.reports.reconciliation_as_sheet import home, reconciliation_sheet
from addin.settings.model import Settings
from addin.tables.changes import Changes
from addin.tables.table import Role


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A reconciliation and what it stood on; workbooks that could not be written, and why."""

    report: ReconciliationReport
    loaded: Loaded
    refused: tuple[FileError, ...] = ()


def reconcile(
    workbooks: Workbooks,
    settings: Settings,
    *,
    name: str,
    folder: str,
    at: dt.datetime,
    kept: Kept | None = None,
    pair: str = "",
    write: bool = False,
    engine: Engine | None = None,
    loaded: Loaded | None = None,
    found: Reconciliation | None = None,
) -> Reconciled:
    """Every two lists of a production with a statement; ``pair`` keeps those that it names.

    Writes nothing, unless ``write``: then each statement goes onto a sheet of its list's workbook.
    ``loaded`` is the production where it was read already, and ``found`` how its lists tie where
    that was worked out already, on the same decisions.

    Raises:
        NothingToDo: no workbook can be read, or no two lists tie (or none that ``pair`` names).
    """
    started = time.perf_counter()
    loaded = loaded or load(workbooks, settings, name, engine)
    decisions = kept.decisions.decisions(loaded.production.name) if kept else NONE
    if found is None:
        options = options_of(settings, at, loaded.production)
        found = reconciled(loaded.production, options, decisions)
    chosen = tuple(one for one in statements(found) if _is_meant(pair, one.lists.kind, one.lists))
    if not chosen:
        raise NothingToDo(_nothing(folder, pair, found, loaded))
    count = sum(
        map(len, (decisions.accepted, decisions.rejected, decisions.splits, decisions.aliases))
    )
    report = ReconciliationReport(
        production=loaded.production.name,
        folder=folder,
        at=at,
        statements=chosen,
        stale=tuple((str(tied.lists), one) for tied in found.tied for one in tied.stale),
        decided=count,
        workbooks=tuple(book.name for book in loaded.books),
        seconds=time.perf_counter() - started,
    )
    return _written(report, loaded, workbooks) if write else Reconciled(report, loaded)


def _nothing(folder: str, pair: str, found: Reconciliation, loaded: Loaded) -> str:
    """Why there is no statement, and what there is instead."""
    compared = ", ".join(dict.fromkeys(tied.lists.kind for tied in found.tied))
    if compared:
        return f"No two lists called '{pair}' were compared in {folder}. Compared: {compared}."
    roles = dict.fromkeys(
        str(one.role).replace("_", " ") for one in loaded.tables if one.role is not Role.UNKNOWN
    )
    if not roles:
        return (
            f"Nothing was compared in {folder}: no table in it is understood."
            " 'tieout adopt' shows each, and takes your word for what it is."
        )
    return (
        f"Nothing was compared in {folder}: no two of its lists tell of the same things."
        f" Understood: {', '.join(roles)}. If one is missing there, 'tieout adopt' shows what"
        " each table is taken for."
    )


def _is_meant(pair: str, *names: object) -> bool:
    return not pair or any(pair.casefold() in str(name).casefold() for name in names)


def _written(report: ReconciliationReport, loaded: Loaded, workbooks: Workbooks) -> Reconciled:
    backups, refused = write_each(workbooks, statement_batches(report, loaded))
    return Reconciled(replace(report, written=backups), loaded, refused)


def statement_batches(report: ReconciliationReport, loaded: Loaded) -> Iterator[Batch]:
    """The reconciliation sheet of each workbook that holds a list."""
    homes = {home(one, report.workbooks) for one in report.statements}
    for book in loaded.books:
        sheet = reconciliation_sheet(report, book.name) if book.name in homes else None
        if sheet is not None:
            yield Batch(book.name, Changes(sheets=(sheet,)), book.digest)
