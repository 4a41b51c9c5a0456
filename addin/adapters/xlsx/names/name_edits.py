"""Defined names: set, changed, taken away, workbook-wide or of one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from addin.adapters.xlsx.names.name_rules import (
    OURS,
    fault_of_formula,
    fault_of_name,
    fault_of_print,
)
from addin.adapters.xlsx.names.name_uses import Sought, first_use
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.errors import WriteRefused
from addin.tables.changes import NameEdit
from addin.tables.formula import FormulaError
from addin.tables.stored_formula import as_stored


def set_names(draft: Draft, workbook: WorkbookPartEdit, names: Sequence[NameEdit]) -> None:
    """Set, change and take away defined names; every other stays as it is.

    A name that stands for this already is left as it is. Names are taken away last, so that what
    used one may be given another formula in the same batch.

    Raises:
        WriteRefused: Excel would not take the name or its formula, something uses a name that is
            to go, or two edits contradict one another.
    """
    wanted: dict[tuple[str, int | None], NameEdit] = {}
    for edit in names:
        index = _sheet_of(workbook, edit).index if edit.sheet else None
        other = wanted.setdefault((edit.name.casefold(), index), edit)
        if (other.formula, other.hidden) != (edit.formula, edit.hidden):
            raise _refusal(edit, "it is to stand for two things")
    for (_, index), edit in wanted.items():
        if edit.formula:
            _require_fit(draft, workbook, edit)
            workbook.define(edit.name, _stored(edit), index, hidden=edit.hidden)
    going = [
        (index, edit)
        for (_, index), edit in wanted.items()
        if not edit.formula and workbook.defined_name(edit.name, index)
    ]
    for _, edit in going:
        _require_unused(draft, workbook, edit, [other for _, other in going])
    for index, edit in going:
        workbook.undefine(edit.name, index)


def _refusal(edit: NameEdit, why: str) -> WriteRefused:
    where = f" of the sheet {edit.sheet!r}" if edit.sheet else ""
    return WriteRefused(THIS, f"the name {edit.name!r}{where} was not set: {why}")


def _stored(edit: NameEdit) -> str:
    try:
        return as_stored(edit.formula)
    except FormulaError as error:
        raise _refusal(edit, str(error)) from error


def _sheet_of(workbook: WorkbookPartEdit, edit: NameEdit) -> ListedSheet:
    for entry in workbook.sheets:
        if entry.name.casefold() == edit.sheet.casefold():
            return entry
    raise WriteRefused(THIS, f"it has no sheet {edit.sheet!r}")


def _require_fit(draft: Draft, workbook: WorkbookPartEdit, edit: NameEdit) -> None:
    sheets = {entry.name.casefold() for entry in workbook.sheets}
    fault = (
        fault_of_name(edit.name)
        or fault_of_formula(edit.formula, sheets, workbook.linked_workbooks)
        or fault_of_print(edit.name, edit.formula, edit.sheet)
        or ("" if edit.sheet else _table_called(draft, workbook, edit.name))
    )
    if fault:
        raise _refusal(edit, fault)


def _table_called(draft: Draft, workbook: WorkbookPartEdit, name: str) -> str:
    """Tables and names of the whole workbook share their names."""
    for entry in workbook.sheets:
        for relationship in draft.relationships(entry.part) if entry.part else ():
            if relationship.kind == "table" and relationship.target in draft:
                table = draft.outline(relationship.target)
                called = table.get("displayName") or table.get("name")
                if called.casefold() == name.casefold():
                    return f"a table on {entry.name!r} is called so"
    return ""


def _require_unused(
    draft: Draft, workbook: WorkbookPartEdit, edit: NameEdit, going: Sequence[NameEdit]
) -> None:
    is_builtin = edit.name.casefold().startswith(("_xlnm.", OURS))
    if is_builtin and fault_of_name(edit.name):
        raise WriteRefused(THIS, f"the name {edit.name!r} was not taken away: a program keeps it")
    others = {Sought(other.name.casefold(), other.sheet.casefold()) for other in going}
    use = first_use(draft, workbook, Sought(edit.name, edit.sheet), others)
    if use:
        raise WriteRefused(THIS, f"the name {edit.name!r} was not taken away: {use} uses it")
