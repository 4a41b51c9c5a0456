"""Microsoft Project's XML (MSPDI): tasks, links, calendars, resources, baselines.

Durations come in hours (``PT8H0M0S``) and become working days of the plan; a lag comes in tenths of
a minute. Null tasks (blank lines of the plan) are left out.

Source: Microsoft's schema of Project XML (mspdi_pj12), and files of Project 2002 to 2019.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from addin.domain.critical_path import Link, LinkKind
from addin.domain.project_plan import (
    NOTHING,
    Assignment,
    Baseline,
    Constraint,
    PlannedTask,
    ProjectPlan,
    Resource,
)
from addin.domain.working_days import WEEKEND, Holidays, WorkingCalendar
from addin.domain.working_hours import WorkingHours
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark
from addin.importers.ms_project_hours import hours
from addin.importers.xml_tree import inside, tree

_DURATION: Final = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_LINKS: Final = {
    "0": LinkKind.FINISH_FINISH,
    "1": LinkKind.FINISH_START,
    "2": LinkKind.START_FINISH,
    "3": LinkKind.START_START,
}
_CONSTRAINTS: Final = dict(
    zip(
        "01234567",
        (
            Constraint.AS_SOON, Constraint.AS_LATE, Constraint.START_ON, Constraint.FINISH_ON,
            Constraint.START_NO_EARLIER, Constraint.START_NO_LATER,
            Constraint.FINISH_NO_EARLIER, Constraint.FINISH_NO_LATER,
        ),
        strict=True,
    )
)  # fmt: skip
_PERCENT: Final = {"19", "20", "51", "52"}
_ELAPSED: Final = {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
_USUAL_MINUTES: Final = 480
_LONGEST_EXCEPTION: Final = 3_700  # days: a calendar that is off for ten years is broken
_ENDINGS: Final = frozenset({"mpp", "mpt", "xml", "mpx"})


def knows(head: bytes, file_name: str) -> bool:
    """Whether it is XML in Project's namespace."""
    del file_name
    return b"http://schemas.microsoft.com/project" in head and b"<Project" in head


def read(content: bytes, file_name: str) -> Imported:
    """Read one plan.

    Raises:
        ImportRefused: it is no XML, or no project.
    """
    root = tree(content, file_name)
    if root.tag != "Project":
        raise ImportRefused(file_name, f"its root is “{root.tag}”, not “Project”")
    reading = _Reading(root, file_name)
    plan = reading.plan()
    return Imported("ms-project", file_name, plan=plan, remarks=tuple(reading.remarks))


class _Reading:
    """One file being read; ``remarks`` gathers what was not used."""

    def __init__(self, root: Element, file_name: str) -> None:
        self.root = root
        self.file_name = file_name
        self.remarks: list[Remark] = []
        minutes = _decimal(inside(root, "MinutesPerDay"))
        self.day = minutes if minutes and minutes > 0 else Decimal(_USUAL_MINUTES)

    def plan(self) -> ProjectPlan:
        if inside(self.root, "ScheduleFromStart") == "0":
            self._remark("the plan is scheduled from its finish: it is dated from its start here")
        calendars = self._calendars()
        names = {inside(one, "UID"): inside(one, "Name") for one in self._all("Calendars/Calendar")}
        resources = dict(self._resources(names))
        tasks = list(self._tasks(names, resources))
        own = calendars.get(
            names.get(inside(self.root, "CalendarUID"), ""), WorkingCalendar(WEEKEND)
        )
        return ProjectPlan(
            _without_ending(inside(self.root, "Title") or inside(self.root, "Name"))
            or self.file_name,
            tuple(tasks),
            resources,
            {**calendars, "": own},
            _moment(inside(self.root, "StartDate")),
            _moment(inside(self.root, "FinishDate")),
            _moment(inside(self.root, "StatusDate")),
            self.day / 60,
            inside(self.root, "CurrencyCode"),
            self._hours(names),
            honours_constraints=inside(self.root, "HonorConstraints") != "0",
        )

    def _hours(self, names: Mapping[str, str]) -> dict[str, WorkingHours]:
        told = {inside(one, "UID"): one for one in self._all("Calendars/Calendar")}
        found = {names[uid]: hours(uid, told) for uid in told}
        own = inside(self.root, "CalendarUID")
        return {**found, "": hours(own, told)} if own in told else found

    def _all(self, path: str) -> Iterator[Element]:
        return iter(self.root.findall(path))

    def _tasks(
        self, calendars: Mapping[str, str], resources: Mapping[str, Resource]
    ) -> Iterator[PlannedTask]:
        assigned = self._assignments(resources)
        every = [one for one in self._all("Tasks/Task") if inside(one, "IsNull") != "1"]
        durations = {inside(one, "UID"): self._days(inside(one, "Duration")) for one in every}
        for told in every:
            uid = inside(told, "UID")
            if uid == "0" and inside(told, "OutlineLevel") == "0":
                continue  # the plan as a whole
            slack = _decimal(inside(told, "TotalSlack"))
            yield PlannedTask(
                uid,
                inside(told, "Name"),
                durations[uid],
                tuple(self._links(told, durations)),
                _moment(inside(told, "Start")),
                _moment(inside(told, "Finish")),
                (_decimal(inside(told, "PercentComplete")) or NOTHING) / 100,
                int(_decimal(inside(told, "OutlineLevel")) or 1),
                is_summary=inside(told, "Summary") == "1",
                is_milestone=inside(told, "Milestone") == "1",
                is_active=inside(told, "Active") != "0",
                critical={"1": True, "0": False}.get(inside(told, "Critical")),
                total_float=None if slack is None else slack / 10 / self.day,
                calendar=calendars.get(inside(told, "CalendarUID"), ""),
                constraint=_CONSTRAINTS.get(inside(told, "ConstraintType"), Constraint.AS_SOON),
                constraint_date=_moment(inside(told, "ConstraintDate")),
                deadline=_moment(inside(told, "Deadline")),
                baseline=self._baseline(told),
                actual_start=_moment(inside(told, "ActualStart")),
                actual_finish=_moment(inside(told, "ActualFinish")),
                cost=_money(inside(told, "Cost")),
                actual_cost=_money(inside(told, "ActualCost")),
                assignments=tuple(assigned.get(uid, ())),
                section=inside(told, "WBS"),
                notes=inside(told, "Notes"),
                is_manual=inside(told, "Manual") == "1",
                is_elapsed=inside(told, "DurationFormat") in _ELAPSED,
                ignores_resource_calendars=inside(told, "IgnoreResourceCalendar") == "1",
            )

    def _links(self, told: Element, durations: Mapping[str, Decimal]) -> Iterator[Link]:
        name = inside(told, "Name") or inside(told, "UID")
        for one in told.findall("PredecessorLink"):
            before = inside(one, "PredecessorUID")
            if before not in durations:
                self._remark(f"{name}: waits for task {before}, which is not in the file; left out")
                continue
            lag, unit = _decimal(inside(one, "LinkLag")) or NOTHING, inside(one, "LagFormat")
            is_share = unit in _PERCENT  # of what it waits for
            days = durations[before] * lag / 100 if is_share else lag / 10 / self.day
            kind = _LINKS.get(inside(one, "Type"), LinkKind.FINISH_START)
            yield Link(before, kind, days, is_elapsed=bool(lag) and unit in _ELAPSED)

    def _baseline(self, told: Element) -> Baseline | None:
        first = next((b for b in told.findall("Baseline") if inside(b, "Number") == "0"), None)
        if first is None:
            return None
        duration = inside(first, "Duration")
        return Baseline(
            _moment(inside(first, "Start")),
            _moment(inside(first, "Finish")),
            self._days(duration) if duration else None,
            _money(inside(first, "Cost")),
        )

    def _resources(self, calendars: Mapping[str, str]) -> Iterator[tuple[str, Resource]]:
        for told in self._all("Resources/Resource"):
            uid, name = inside(told, "UID"), inside(told, "Name")
            if not name or inside(told, "IsNull") == "1":
                continue  # Project keeps an unnamed one for work that nobody is given
            yield (
                uid,
                Resource(
                    uid,
                    name,
                    _decimal(inside(told, "MaxUnits")) or Decimal(1),
                    calendars.get(inside(told, "CalendarUID"), ""),
                    is_material=inside(told, "Type") == "0",
                ),
            )

    def _assignments(self, resources: Mapping[str, Resource]) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for told in self._all("Assignments/Assignment"):
            who = resources.get(inside(told, "ResourceUID"))
            if who is None:
                continue
            minutes = _minutes(inside(told, "Work"))
            found.setdefault(inside(told, "TaskUID"), []).append(
                Assignment(
                    who.id,
                    _decimal(inside(told, "Units")) or Decimal(1),
                    None if minutes is None else minutes / 60,
                    _money(inside(told, "Cost")),
                )
            )
        return found

    def _calendars(self) -> dict[str, WorkingCalendar]:
        told = {inside(one, "UID"): one for one in self._all("Calendars/Calendar")}
        return {
            inside(one, "Name"): self._calendar(one, told, frozenset()) for one in told.values()
        }

    def _calendar(
        self, one: Element, told: Mapping[str, Element], above: frozenset[str]
    ) -> WorkingCalendar:
        """A calendar, its own days laid over those of the one it is based on."""
        base, uid = told.get(inside(one, "BaseCalendarUID")), inside(one, "UID")
        off, holidays = set(WEEKEND), dict[dt.date, str]()
        if base is not None and inside(base, "UID") not in {uid, *above}:
            below = self._calendar(base, told, above | {uid})
            off = set(below.days_off)
            holidays = {day: name for each in below.holidays for day, name in each.names.items()}
        for day in one.findall("WeekDays/WeekDay"):
            kind, is_worked = inside(day, "DayType"), inside(day, "DayWorking") == "1"
            if kind in set("1234567"):
                weekday = (int(kind) - 2) % 7  # theirs begin with Sunday
                off = off - {weekday} if is_worked else off | {weekday}
            elif not is_worked:
                holidays |= self._exception(day, inside(one, "Name"))
        for exception in one.findall("Exceptions/Exception"):
            if inside(exception, "DayWorking") != "1":  # else it stands in the plan's hours
                holidays |= self._exception(exception, inside(one, "Name"))
        return WorkingCalendar(frozenset(off), (Holidays(holidays),) if holidays else ())

    def _exception(self, told: Element, calendar: str) -> dict[dt.date, str]:
        period = told.find("TimePeriod")
        if period is None:
            return {}
        first, last = _moment(inside(period, "FromDate")), _moment(inside(period, "ToDate"))
        if first is None or last is None:
            return {}
        if inside(told, "Type") not in {"", "1"}:  # weekly, monthly, yearly
            self._remark(f"calendar “{calendar}”: an exception that recurs was left out")
            return {}
        days = (last.date() - first.date()).days + 1
        if not 0 < days <= _LONGEST_EXCEPTION:
            self._remark(f"calendar “{calendar}”: an exception of {days} days was left out")
            return {}
        name = inside(told, "Name")
        return {first.date() + dt.timedelta(days=n): name for n in range(days)}

    def _days(self, duration: str) -> Decimal:
        return (_minutes(duration) or NOTHING) / self.day

    def _remark(self, text: str) -> None:
        self.remarks.append(Remark(text))


def _minutes(duration: str) -> Decimal | None:
    found = _DURATION.fullmatch(duration)
    if found is None:
        return None
    sign, days, hours, minutes, seconds = found.groups()
    whole = (int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)
    total = whole + (_decimal(seconds or "0") or NOTHING) / 60
    return -total if sign else total


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e15") else None


def _money(text: str) -> Decimal | None:
    """Costs come in hundredths of the currency."""
    number = _decimal(text)
    return None if number is None else number / 100


def _without_ending(title: str) -> str:
    """A project that nobody named is called by its file: without the ending that a file has.

    >>> _without_ending("Plan v1.2.mpp"), _without_ending("Phase 1.2")
    ('Plan v1.2', 'Phase 1.2')
    """
    name, dot, ending = title.rpartition(".")
    return name if dot and name and ending.casefold() in _ENDINGS else title


MS_PROJECT: Final = Importer("ms-project", "Microsoft Project XML", (".xml",), knows, read)
