"""Each answer held against what Excel computed: agreed, differed, unknown, or the engine failed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from addin.adapters.engines.agreement import agrees
from addin.adapters.engines.proven import Record
from addin.tables.asks import asks
from addin.tables.cells_of_arrays import filled_by
from addin.tables.dependencies import Dependencies
from addin.tables.formula import FormulaError
from addin.tables.table import ErrorValue, Value
from benchmarks.recalculation_answers import Answer
from benchmarks.recalculation_oracle import Key, Oracle

VERDICTS = ("agreed", "differed", "unknown", "failed")
Asked = frozenset[str]


class Difference(NamedTuple):
    """A cell in which an engine differed, though nothing that it draws on did."""

    workbook: str
    asked: Asked
    form: str
    expected: Value
    found: Value


@dataclass(slots=True)
class Evidence:
    """What one workbook says of an engine, equal formulas counted once."""

    agreed: Counter[str] = field(default_factory=Counter)
    differing: list[Asked] = field(default_factory=list)


@dataclass(slots=True)
class Judged:
    """One engine over all workbooks. Tables by collection and function count cells by verdict."""

    cells: Counter[str] = field(default_factory=Counter)
    workbooks: Counter[str] = field(default_factory=Counter)
    collections: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    functions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """A cell that differs only because one it draws on does is left out here."""
    differences: list[Difference] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Case:
    """One workbook of the oracle, with what its formulas ask for worked out once."""

    def __init__(self, asked: Oracle) -> None:
        self.oracle = asked
        self.dependencies = Dependencies(asked.book)
        self.wants: dict[Key, Asked] = {}
        self.forms: dict[Key, str] = {}
        contents = self.dependencies.contents
        for sheet in asked.book.sheets:
            spilt = filled_by(sheet)
            forms = contents.forms(sheet)
            known: dict[str, Asked] = {}
            for cell in (*sheet.formulas, *spilt):
                key, owner = (sheet.name, *cell), spilt.get(cell, cell)
                form = forms.get(owner)
                if key not in asked.expected or form is None:
                    continue
                try:
                    if owner in sheet.arrays or form not in known:
                        known[form] = asks(form, contents, sheet, owner)
                except FormulaError:
                    continue
                self.wants[key] = known[form]
                self.forms[key] = f"{sheet.name}!{form}"

    def verdicts(self, found: Answer) -> dict[Key, str]:
        """What became of each cell."""
        if found.failed:
            return dict.fromkeys(self.oracle.expected, "failed")
        return {
            key: "unknown"
            if key not in found.values
            else ("agreed" if agrees(expected, found.values[key]) else "differed")
            for key, expected in self.oracle.expected.items()
        }


def judge(total: Judged, case: Case, found: Answer) -> None:
    """Add one workbook to what is known of an engine."""
    verdicts = case.verdicts(found)
    name = case.oracle.name
    wrong = [key for key, verdict in verdicts.items() if verdict not in {"agreed", "failed"}]
    inherited = case.dependencies.spread_from(wrong) if wrong else {}
    forms: dict[str, tuple[str, Asked]] = {}
    for key, verdict in verdicts.items():
        total.cells[verdict] += 1
        total.collections[name.partition("/")[0]][verdict] += 1
        if verdict == "differed" and key in inherited:
            continue
        wants, form = case.wants.get(key, frozenset[str]()), case.forms.get(key, "")
        for function in {want.partition("/")[0] for want in wants if want[:1].isupper()}:
            total.functions[function][verdict] += 1
        if form and (verdict == "differed" or (verdict == "agreed" and form not in forms)):
            forms[form] = verdict, wants
        if verdict == "differed":
            total.differences.append(
                Difference(name, wants, form, case.oracle.expected[key], found.values[key])
            )
    total.evidence[name] = _evidence(forms.values())
    worst = next((v for v in reversed(VERDICTS) if v in verdicts.values()), "agreed")
    total.workbooks[worst] += 1
    total.seconds += found.seconds
    if found.failed:
        total.failures.append(found.failed)


def _evidence(forms: Iterable[tuple[str, Asked]]) -> Evidence:
    made = Evidence()
    for verdict, wants in forms:
        if verdict == "agreed":
            made.agreed.update(wants)
        else:
            made.differing.append(wants)
    return made


def records(evidence: Iterable[Evidence]) -> dict[str, Record]:
    """For everything asked for: formulas that agreed, and those whose difference is laid to it.

    A formula that asks for several things and differs speaks against one of them: the one that
    differs most often for each time it is asked for. What is left is laid to the next.
    """
    agreed: Counter[str] = Counter()
    left: list[Asked] = []
    for each in evidence:
        agreed.update(each.agreed)
        left += each.differing
    guilty: Counter[str] = Counter()
    while left:
        blamed = Counter(want for wants in left for want in wants)
        if not blamed:
            break
        worst = max(
            blamed, key=lambda want: (_share(blamed[want], agreed[want]), blamed[want], want)
        )
        guilty[worst] = blamed[worst]
        left = [wants for wants in left if worst not in wants]
    return {want: Record(agreed[want], guilty[want]) for want in sorted({*agreed, *guilty})}


def _share(differed: int, agreed: int) -> float:
    return differed / (differed + agreed)


def kind_of_value(value: Value) -> str:
    """What kind of value it is, so that an example tells nothing of the workbook."""
    if isinstance(value, ErrorValue):
        return str(value)
    if value is None or value == "":
        return "an empty text"
    return {bool: str(value).upper(), str: "a text"}.get(type(value), "a number")


def shares(counted: Mapping[str, int]) -> str:
    """Agreed of all, in per cent."""
    whole = sum(counted.values())
    return f"{100 * counted.get('agreed', 0) / whole:.2f}" if whole else "-"
