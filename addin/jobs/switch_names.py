"""Move a workbook's formulas from one host's spelling of our functions to another's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from addin.errors import NothingToDo, WriteRefused
from addin.jobs.apply import Batch
from addin.ports import Workbooks
from addin.reports.switched_names import Respelt, Switched
from addin.tables.changes import Changes, FunctionSpelling
from addin.tables.formula import FormulaError, tokens
from addin.tables.formula_prefixes import as_shown
from addin.tables.function_names import (
    NAMESPACE,
    Spelling,
    addin_links,
    plain_call,
    switched,
)
from addin.tables.table import Book, address

_MAY_CALL = re.compile(r"_\w+\(")
_WITH_MACROS = frozenset({"xlsm", "xltm"})


@dataclass(frozen=True, slots=True)
class _Formula:
    sheet: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class SwitchPlan:
    """What is to be done to one workbook, shown before it is done."""

    report: Switched
    batch: Batch


def switch_names(
    workbooks: Workbooks,
    name: str,
    names: Collection[str],
    to: Spelling | None = None,
    *,
    write: bool = False,
) -> Switched:
    """Spell the calls of our functions for another host; nothing is written unless asked.

    Args:
        workbooks: where the workbook is.
        name: the workbook.
        names: our functions, in capitals.
        to: the spelling wanted; None: the other one than the workbook has.
        write: write it, with a backup; Excel computes everything once when it opens it.

    Raises:
        NothingToDo: no formula calls one of our functions, or both spellings stand in it and none
            was asked for.
        FileError: it cannot be read or written; nothing was written.
    """
    if not write:
        return _planned(workbooks.read(name), names, to).report
    plan = switch_plan(workbooks, name, names, to)
    backup = workbooks.write(name, plan.batch.changes, digest=plan.batch.digest)
    return replace(plan.report, written=bool(backup), backup=backup)


def switch_plan(
    workbooks: Workbooks, name: str, names: Collection[str], to: Spelling | None = None
) -> SwitchPlan:
    """The same, as a batch to be written; nothing is written.

    Raises:
        NothingToDo, FileError: as ``switch_names``; a sheet that would change is protected.
    """
    book = workbooks.read(name)
    plan = _planned(book, names, to)
    _require_unprotected(book, plan.report.respelt)
    return plan


def _planned(book: Book, names: Collection[str], to: Spelling | None) -> SwitchPlan:
    name = book.name
    formulas = tuple(_formulas(book))
    own = {each.upper() for each in book.names}
    ours = frozenset(names) - own
    links = addin_links(book.links)
    calling = [one for one in formulas if _calls(one.text, ours)]
    if not calling:
        raise NothingToDo(f"No formula in {name} calls a function of Tieout. Nothing was written.")
    wanted = to or _other(calling, ours, name)
    numbers = links or frozenset({str(max(book.links, default=0) + 1)})
    bare_stays = book.kind in _WITH_MACROS
    respelt = tuple(
        Respelt(one.sheet, one.where, one.text, after)
        for one in calling
        if (after := _after(one.text, wanted, ours, numbers, bare_stays=bare_stays)) != one.text
    )
    report = Switched(
        name,
        wanted,
        len(calling),
        respelt,
        tuple(_left(formulas, frozenset(names), own)),
        gets_link=wanted is Spelling.CLASSIC and not links and bool(respelt),
    )
    # without a change that people see, a file that spells them as they are shown is mended
    changes = Changes(functions=FunctionSpelling(wanted, ours), recalculate_on_load=bool(respelt))
    return SwitchPlan(report, Batch(name, changes, book.digest))


def _formulas(book: Book) -> Iterator[_Formula]:
    """Every formula that may call a function, in the order in which a person goes through it."""
    for sheet in book.sheets:
        for (row, column), text in sheet.formulas.items():
            if _MAY_CALL.search(text):
                yield _Formula(sheet.name, f"{sheet.name}!{address(row, column)}", text)
        for rule in sheet.conditional_formats:
            for text in rule.formulas:
                yield _Formula(sheet.name, f"a format of {sheet.name}!{rule.areas[0]}", text)
        for entry in sheet.validations:
            for text in filter(None, (entry.formula1, entry.formula2)):
                yield _Formula(sheet.name, f"a validation of {sheet.name}!{entry.areas[0]}", text)
    for defined in book.defined_names:
        yield _Formula(defined.sheet, f"the name {defined.name}", defined.formula)


def _calls(text: str, names: Collection[str]) -> bool:
    return any(plain_call(called) in names for called in _called(text))


def _called(text: str) -> list[str]:
    """The functions that a formula calls, as written; none if it cannot be read."""
    if not _MAY_CALL.search(text):
        return []
    try:
        return [piece for kind, piece in tokens(text) if kind == "function"]
    except FormulaError:
        return []


def _after(
    text: str, to: Spelling, names: Collection[str], links: Collection[str], *, bare_stays: bool
) -> str:
    try:
        return as_shown(switched(text, to, names, links, bare_stays=bare_stays))
    except FormulaError:
        return text


def _other(calling: list[_Formula], names: Collection[str], workbook: str) -> Spelling:
    """The spelling that the workbook does not have.

    Raises:
        NothingToDo: it has both.
    """
    found = {
        called.upper().startswith(NAMESPACE)
        for one in calling
        for called in _called(one.text)
        if plain_call(called) in names
    }
    if len(found) > 1:
        raise NothingToDo(
            f"{workbook} has both spellings, COST_EFC and TIEOUT.COST_EFC. Nothing was written. "
            "Say which one it is to have: --to classic or --to office."
        )
    return Spelling.CLASSIC if found == {True} else Spelling.OFFICE


def _require_unprotected(book: Book, respelt: tuple[Respelt, ...]) -> None:
    locked = {sheet.name for sheet in book.sheets if sheet.is_protected}
    for one in respelt:
        if one.sheet in locked:
            raise WriteRefused(
                book.name,
                f"{one.where} is to change, and the sheet {one.sheet!r} is protected; take the "
                "protection off (Review > Unprotect Sheet) and run again",
            )


def _left(formulas: tuple[_Formula, ...], names: frozenset[str], own: set[str]) -> Iterator[str]:
    """Calls that look like ours and stay."""
    for name in sorted(names & own):
        yield f"{name} is a name that the workbook itself defines: its calls stay as they are"
    unknown: dict[str, str] = {}
    for one in formulas:
        for called in _called(one.text):
            if called.upper().startswith(NAMESPACE) and plain_call(called) not in names:
                unknown.setdefault(called.upper(), one.where)
    for called, where in sorted(unknown.items()):
        yield f"{called} in {where} is no function of this version of Tieout: it stays as it is"
