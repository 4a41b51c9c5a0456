"""Fields that no heading names but the values and their place leave no doubt about.

Only where the role is known: the one column of dates in a log is its date, the one column of
money its amount, the first column of words in a schedule what is scheduled. Where two columns
could be meant, or a heading says something else, the field stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.tables.arithmetic import is_difference, is_product
from addin.tables.evidence import Evidence
from addin.tables.headings import meanings, normal
from addin.tables.meant import LABELLED
from addin.tables.profile import Profile
from addin.tables.table import Role, column_letters
from addin.tables.vocabulary import FIELDS, KEY_FIELDS

_PLAIN: Final = 0.9
"""A heading that means a field this surely is not taken for another."""
_MONEY: Final = frozenset({"amount", "total", "subtotal", "debit", "credit"})
_NOUN: Final = {
    Role.SCHEDULE: "item",
    Role.INVENTORY: "item",
    Role.TASK_LIST: "task",
    Role.VENDOR_LIST: "vendor",
    Role.CREW_LIST: "person",
    Role.TIMESHEET: "person",
    Role.BUDGET: "description",
    Role.TOPSHEET: "description",
    Role.BUDGET_VS_ACTUAL: "description",
    Role.COST_REPORT: "description",
}
"""What each row of a list is about."""
_ALIKE: Final = {
    "date": {"date", "posted", "start", "period"},
    "start": {"date", "start", "period"},
    "description": {
        *("description", "notes", "comment", "item", "task", "account_name", "category"),
        *("group", "department", "position", "vendor", "kind", "location"),
    },
    "amount": {"amount", "total", "subtotal", "value", "debit"},
    "total": {"amount", "total", "subtotal"},
    "item": {"item", "task", "description", "person", "resource", "po_number", "item_id"},
    "task": {"item", "task", "description"},
    "vendor": {"vendor", "person", "contact"},
    "person": {"person", "contact", "owner", "holder", "vendor"},
}
"""Fields whose headings may stand over one another's columns."""


@dataclass(slots=True)
class _Open:
    """A table with the fields that are still to be found."""

    role: Role
    fields: dict[str, int]
    sure: Mapping[str, float]
    evidence: Evidence

    def wants(self, field: str) -> bool:
        return field in FIELDS[self.role] and field not in self.fields

    def free(self) -> list[int]:
        used = set(self.fields.values())
        held = self.evidence.profiles
        return [c for c in sorted(held) if c not in used and not held[c].is_empty]

    def says_other(self, column: int, field: str) -> bool:
        """Whether the heading over a column surely means something else."""
        heading = normal(self.evidence.headings.get(column, ""))
        alike = _ALIKE.get(field, {field})
        sure = {name for name, share in meanings(heading).items() if share >= _PLAIN}
        return bool(sure) and not sure & alike


def noun_of(role: Role) -> str:
    """The field that says what the rows of such a table are about; empty where none does."""
    return _NOUN.get(role, "")


def with_noun(
    role: Role, fields: Mapping[str, int], sure: Mapping[str, float], evidence: Evidence
) -> dict[str, int]:
    """The fields with what the rows are about, where no heading says it."""
    table = _Open(role, dict(fields), sure, evidence)
    for name, column, _ in _noun(table):
        table.fields[name] = column
    return table.fields


def completed(
    role: Role, fields: Mapping[str, int], sure: Mapping[str, float], evidence: Evidence
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The fields with those that values and place add, and a sentence for each."""
    table = _Open(role, dict(fields), sure, evidence)
    reasons: list[str] = []
    for step in (_by_arithmetic, _noun, _code_before, _by_kind, _story):
        for name, column, why in step(table):
            table.fields[name] = column
            reasons.append(
                f"column {column_letters(column)} is taken for the {_plain(name)}: {why}"
            )
    return table.fields, tuple(reasons)


def _plain(name: str) -> str:
    return name.replace("_", " ")


Found = Iterator[tuple[str, int, str]]


def _by_arithmetic(table: _Open) -> Found:
    """A difference of plan and actual, a product of quantity and rate."""
    held, sheet, rows = table.evidence.profiles, table.evidence.sheet, table.evidence.rows
    money = [c for c in table.free() if _is_money(held[c])]
    plan, actual = (table.fields.get(name) for name in ("budget", "actual_to_date"))
    if plan and actual and table.wants("variance"):
        for column in money:
            if is_difference(sheet, column, plan, actual, rows):
                yield "variance", column, "it is plan less actual"
                break
    many, each = (table.fields.get(name) for name in ("quantity", "rate"))
    if many and each and table.wants("amount") and "amount" in KEY_FIELDS[table.role]:
        for column in money:
            if is_product(sheet, column, many, each, rows):
                yield "amount", column, "it is quantity times price"
                break


def _noun(table: _Open) -> Found:
    """What the rows are about: the first column of words or codes that tells them apart."""
    name = _NOUN.get(table.role, "")
    if not name or not table.wants(name):
        return
    if table.role is Role.TIMESHEET and "task" in table.fields:
        return
    held = table.evidence.profiles
    keys = {table.fields[key] for key in KEY_FIELDS[table.role] if key in table.fields}
    weak = {
        column
        for field, column in table.fields.items()
        if column not in keys
        and (table.sure.get(field, 0.0) < _PLAIN or field in {"description", "group", "category"})
    }
    for column in sorted({*table.free(), *weak})[:3]:
        its = held[column]
        told = its.words >= 0.6 and its.dates + its.times < 0.2 and its.yes_no < 0.3
        if told and its.distinct >= 0.6 and its.filled >= 0.5:
            if not table.says_other(column, name):
                table.fields = {f: c for f, c in table.fields.items() if c != column}
                yield name, column, "its words tell the rows apart"
            return


def _code_before(table: _Open) -> Found:
    """Codes without a heading before the descriptions of a budget are its accounts."""
    described = table.fields.get("description", 0)
    if table.role not in LABELLED or not table.wants("account"):
        return
    for column in [c for c in table.free() if c < described]:
        its = table.evidence.profiles[column]
        coded = its.accounts + its.codes >= 0.6 and its.dates < 0.1
        if coded and not table.evidence.headings.get(column):
            yield "account", column, "it holds codes before the descriptions"
            return


def _by_kind(table: _Open) -> Found:
    """The one column of dates, of money, of codes or of times that is left."""
    wanted = KEY_FIELDS[table.role]
    dated = {"date", "start", "end", "due_date"} & set(table.fields)
    if "date" in wanted and table.wants("date") and not dated:
        yield from _only(table, "date", _is_date, "it holds the only dates")
    if table.role is Role.SCHEDULE and not {"date", "start"} & set(table.fields):
        yield from _only(table, "start", _is_time, "it holds the only times")
    pay = "total" if table.role is Role.INVOICE_LOG else "amount"
    if pay in wanted and not _MONEY & set(table.fields):
        yield from _only(table, pay, _is_money, "it holds the only amounts")
    if table.role in {Role.BANK, Role.CASH_BOOK} and table.wants("reference"):
        yield from _only(table, "reference", _is_code, "it holds the only codes")
    if table.role is Role.INVENTORY and table.wants("item_id"):
        yield from _only(table, "item_id", _is_code, "it holds the only codes, each once")


def _only(table: _Open, name: str, suits: Callable[[Profile], bool], why: str) -> Found:
    held = table.evidence.profiles
    columns = [c for c in table.free() if suits(held[c])]
    if len(columns) == 1 and not table.says_other(columns[0], name):
        yield name, columns[0], why


def _story(table: _Open) -> Found:
    """The words that tell what a posting is: the longest ones, hardly ever the same."""
    if "description" not in KEY_FIELDS[table.role] or not table.wants("description"):
        return
    held = table.evidence.profiles
    texts = [c for c in table.free() if _is_story(held[c])]
    texts = [c for c in texts if not table.says_other(c, "description")]
    account = table.fields.get("account")
    if texts:
        yield "description", max(texts, key=lambda c: held[c].length), "it holds the longest texts"
    elif table.role is Role.LEDGER and account and _tells_apart(held[account]):
        del table.fields["account"]
        yield "description", account, "each row says something else, as no account's name does"


def _is_story(its: Profile) -> bool:
    return its.words >= 0.6 and its.codes < 0.4 and its.length >= 6 and its.distinct >= 0.3


def _tells_apart(its: Profile) -> bool:
    long = its.length >= 18 and its.accounts < 0.2 and its.codes < 0.2
    return long and its.words >= 0.9 and its.distinct > 0.9 and its.count >= 4


def _is_date(its: Profile) -> bool:
    return its.dates >= 0.6


def _is_time(its: Profile) -> bool:
    return its.dates + its.times >= 0.6


def _is_money(its: Profile) -> bool:
    counts = its.whole > 0.98 and its.ascending > 0.98 and its.distinct > 0.98 and its.count > 3
    return its.numbers >= 0.8 and its.percents < 0.5 and its.dates < 0.1 and not counts


def _is_code(its: Profile) -> bool:
    return its.codes >= 0.6 and its.distinct >= 0.9 and its.dates < 0.1
