"""Propose what each table of a production is, and keep what a person confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from addin.errors import NothingToDo
from addin.findings import Finding
from addin.jobs.apply import Saving
from addin.jobs.load import load
from addin.ports import Documents, Workbooks
from addin.settings.model import FILE_NAME, AdoptedColumn, AdoptedTable, Settings
from addin.settings.read import settings as settings_in
from addin.settings.write import tables_text, text_of
from addin.tables.table import Role, Table
from addin.tables.vocabulary import FIELDS


@dataclass(frozen=True, slots=True)
class Proposal:
    """What each table is taken for. ``new`` are those that the settings do not hold yet."""

    name: str
    tables: tuple[Table, ...]
    new: tuple[Table, ...]
    currency: str | None = None
    problems: tuple[Finding, ...] = ()

    def by_workbook(self) -> list[tuple[str, Sequence[Table]]]:
        """The tables of each workbook together."""
        return [
            (book, tuple(tables))
            for book, tables in groupby(self.tables, key=lambda table: table.book)
        ]

    def as_role(self, table: Table, role: Role) -> Table:
        """The table under another role, with the fields that this role also has."""
        fields = {name: column for name, column in table.fields.items() if name in FIELDS[role]}
        return replace(table, role=role, fields=fields)

    def keeping(self, tables: Iterable[Table]) -> Proposal:
        """The proposal with these as what is to be kept."""
        return replace(self, new=tuple(tables))


def propose(workbooks: Workbooks, settings: Settings, name: str) -> Proposal:
    """What each table in the workbooks is taken for, and why.

    Raises:
        NothingToDo: no workbook can be read.
    """
    fresh = load(workbooks, replace(settings, tables=()), name)
    adopted = {(table.workbook, table.sheet) for table in settings.tables}
    kept = load(workbooks, settings, name).tables if adopted else ()
    new = [
        table
        for table in fresh.tables
        if table.role is not Role.UNKNOWN and (table.book, table.sheet) not in adopted
    ]
    shown = [
        *(table for table in kept if (table.book, table.sheet) in adopted),
        *(table for table in fresh.tables if (table.book, table.sheet) not in adopted),
    ]
    return Proposal(
        settings.name or name,
        tuple(sorted(shown, key=lambda table: (table.book, table.sheet, table.area))),
        tuple(new),
        problems=tuple(f for f in fresh.findings if f.code == "FIL101"),
    )


def adopted_text(before: str, settings: Settings, proposal: Proposal) -> str:
    """The text of ``production.toml``: as it was, with the new tables behind it."""
    tables = tuple(map(_adopted, proposal.new))
    if not before:
        return text_of(replace(settings, name=proposal.name, tables=tables))
    return before.rstrip("\n") + "\n" + tables_text(tables)


def adopting(
    documents: Documents | None, settings: Settings, proposal: Proposal, workbook: str = ""
) -> tuple[Proposal, Saving]:
    """The settings as a file to be saved, with the new tables of one workbook, or of all.

    Raises:
        NothingToDo: nothing is new, or no settings can be kept there.
        SettingsError: the file would have mistakes.
    """
    if documents is None:
        raise NothingToDo(
            f"{FILE_NAME} cannot be kept beside these workbooks. Nothing was written. Save the "
            "workbook in a folder of the production first."
        )
    kept = proposal.keeping(t for t in proposal.new if not workbook or t.book == workbook)
    if not kept.new:
        where = workbook or "the workbooks"
        raise NothingToDo(
            f"There is no table in {where} that is understood and not yet in {FILE_NAME}. "
            "Nothing was written."
        )
    before = documents.read(FILE_NAME)
    text = adopted_text(before.content.decode("utf-8-sig") if before else "", settings, kept)
    settings_in(text, FILE_NAME)  # a file that cannot be read again is not saved
    return kept, Saving(FILE_NAME, text.encode(), before.digest if before else "")


def _adopted(table: Table) -> AdoptedTable:
    return AdoptedTable(
        table.book,
        table.sheet,
        table.role,
        table.area,
        table.header_rows,
        {
            name: AdoptedColumn(column, " ".join(table.headings.get(column, "").split()))
            for name, column in table.fields.items()
        },
    )
