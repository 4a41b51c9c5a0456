"""Scheduling instances of the project scheduling library: PSPLIB's .sm and .mm, Patterson's .rcp.

Researchers measure levelling on them; they become a plan whose resources work round the clock and
whose days are the instance's periods. Where a task can be done in several ways, the first is taken.

Source: R. Kolisch and A. Sprecher, PSPLIB: a project scheduling problem library (1997); files of
the library itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from addin.domain.critical_path import Link
from addin.domain.project_plan import Assignment, PlannedTask, ProjectPlan, Resource
from addin.domain.working_days import WorkingCalendar
from addin.domain.working_hours import CONTINUOUS
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark

_KIND: Final = re.compile(r"\b([RND])\s*(\d+)")
_LARGEST: Final = 100_000
_DIGITS: Final = frozenset(b"0123456789 \t\r\n")


def knows(head: bytes, file_name: str) -> bool:
    """Whether it says so, as .sm and .mm do; or is called .rcp and holds nothing but numbers."""
    if b"(incl. supersource/sink" in head:
        return True
    return file_name.casefold().endswith(".rcp") and bool(head) and set(head) <= _DIGITS


def read(content: bytes, file_name: str) -> Imported:
    """Read one instance.

    Raises:
        ImportRefused: a part is missing, or the numbers do not add up; the line is named.
    """
    lines = content.decode("latin-1").splitlines()
    reader = _read_rcp if file_name.casefold().endswith(".rcp") else _read_sm
    return reader(lines, file_name)


def _read_sm(lines: Sequence[str], file_name: str) -> Imported:
    followers: dict[int, list[int]] = {}
    for number, row in _rows(lines, "PRECEDENCERELATIONS", file_name):
        if len(row) < 3 or len(row) != 3 + row[2]:
            raise ImportRefused(file_name, f"line {number}: the successors are not as many as said")
        followers[row[0]] = row[3:]
    tasks: dict[int, PlannedTask] = {}
    kinds = _kinds(lines, file_name)
    ways, current = 0, 0
    for number, row in _rows(lines, "REQUESTS/DURATIONS", file_name):
        fresh = len(row) == 3 + len(kinds)
        if not fresh and (len(row) != 2 + len(kinds) or not current):
            raise ImportRefused(file_name, f"line {number}: the needs are not as many as said")
        if not fresh:
            ways += 1  # another mode of the task above
            continue
        current = row[0]
        tasks[current] = _task(current, row[2], zip(kinds, row[3:], strict=True))
    amounts = [row for _, row in _rows(lines, "RESOURCEAVAILABILITIES", file_name)]
    if len(amounts) != 1 or len(amounts[0]) != len(kinds):
        raise ImportRefused(file_name, "the capacities are not as many as the resources")
    resources = {
        kind: Resource(kind, kind, Decimal(amount))
        for kind, amount in zip(kinds, amounts[0], strict=True)
        if kind.startswith("R")
    }
    remarks = []
    if ways:
        remarks.append(Remark(f"{ways} other ways to do a task were left out; the first is taken"))
    if len(resources) < len(kinds):
        remarks.append(Remark("resources that are used up for good were left out"))
    return _imported(tasks, followers, resources, file_name, remarks)


def _rows(lines: Sequence[str], heading: str, file_name: str) -> Iterator[tuple[int, list[int]]]:
    """The rows of numbers below a heading, with their lines."""
    at = next((n for n, line in enumerate(lines) if _plain(line).startswith(heading)), None)
    if at is None:
        raise ImportRefused(file_name, f"there is no part “{heading}” in it")
    for number, line in enumerate(lines[at + 1 :], at + 2):
        if line.startswith("*"):
            return
        words = line.split()
        if words and all(word.isascii() and word.isdigit() for word in words):
            yield number, [_number(word, number, file_name) for word in words]


def _kinds(lines: Sequence[str], file_name: str) -> list[str]:
    """What the columns of needs are called: R 1, R 2 … and N 1 for what is used up for good."""
    heading = next((line for line in lines if _plain(line).startswith("JOBNR.MODEDUR")), None)
    if heading is None:
        raise ImportRefused(file_name, "there is no row “jobnr. mode duration” in it")
    return [f"{kind} {number}" for kind, number in _KIND.findall(heading)]


def _plain(line: str) -> str:
    """Writers of these files space them differently."""
    return "".join(line.split()).upper()


def _read_rcp(lines: Sequence[str], file_name: str) -> Imported:
    """Numbers alone: tasks and resources, capacities, then a task each with its successors."""
    numbers = [
        _number(word, number, file_name)
        for number, line in enumerate(lines, 1)
        for word in line.split()
    ]
    left = iter(numbers)
    try:
        count, kinds = next(left), next(left)
        if not 0 < count <= _LARGEST or kinds > _LARGEST:
            raise ImportRefused(file_name, f"line 1: {count} tasks and {kinds} resources")
        names = [f"R {number + 1}" for number in range(kinds)]
        resources = {name: Resource(name, name, Decimal(next(left))) for name in names}
        tasks: dict[int, PlannedTask] = {}
        followers: dict[int, list[int]] = {}
        for id_ in range(1, count + 1):
            duration = next(left)
            needs = [(name, next(left)) for name in names]
            tasks[id_] = _task(id_, duration, iter(needs))
            followers[id_] = [next(left) for _ in range(next(left))]
    except (StopIteration, RuntimeError):
        raise ImportRefused(file_name, "it ends before its last task") from None
    if next(left, None) is not None:
        raise ImportRefused(file_name, "numbers are left over after its last task")
    return _imported(tasks, followers, resources, file_name, [])


def _task(id_: int, duration: int, needs: Iterator[tuple[str, int]]) -> PlannedTask:
    uses = tuple(Assignment(kind, Decimal(amount)) for kind, amount in needs if amount)
    return PlannedTask(
        str(id_), f"Task {id_}", Decimal(duration), is_milestone=not duration, assignments=uses
    )


def _imported(
    tasks: dict[int, PlannedTask],
    followers: dict[int, list[int]],
    resources: dict[str, Resource],
    file_name: str,
    remarks: list[Remark],
) -> Imported:
    links: dict[int, list[Link]] = {}
    for before, those in followers.items():
        for after in those:
            if after not in tasks or before not in tasks:
                raise ImportRefused(
                    file_name, f"task {before} is followed by {after}, which is none"
                )
            links.setdefault(after, []).append(Link(str(before)))
    plan = ProjectPlan(
        file_name.rpartition(".")[0] or file_name,
        tuple(
            replace(
                task,
                links=tuple(links.get(id_, ())),
                assignments=tuple(one for one in task.assignments if one.resource in resources),
            )
            for id_, task in tasks.items()
        ),
        resources,
        {"": WorkingCalendar(frozenset())},
        hours_per_day=Decimal(24),
        hours={"": CONTINUOUS},
    )
    return Imported("psplib", file_name, plan=plan, remarks=tuple(remarks))


def _number(word: str, line: int, file_name: str) -> int:
    if not (word.isascii() and word.isdigit()) or len(word) > 9:
        raise ImportRefused(file_name, f"line {line}: “{word[:20]}” is no number of periods")
    return int(word)


PSPLIB: Final = Importer(
    "psplib", "Scheduling instance (PSPLIB, Patterson)", (".sm", ".mm", ".rcp"), knows, read
)
"""Instances on which levelling is measured."""
