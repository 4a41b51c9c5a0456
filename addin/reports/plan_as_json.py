"""A plan as JSON: for programs, with dates in ISO form and days of the plan as numbers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from addin.domain.baselines import Slip
from addin.domain.earned_value import Performance
from addin.domain.plan_dates import TaskDates
from addin.findings import Finding
from addin.reports.plan import PlanReport

VERSION = 1


def plan_as_json(report: PlanReport) -> str:
    """The whole report; ``tasks`` stand in the plan's order, summaries among them."""
    dates = report.dates
    told: dict[str, Any] = {
        "version": VERSION,
        "file": report.file,
        "title": report.title,
        "status_date": _day(report.sourced.status_date),
        "start": None if dates is None else _day(dates.start),
        "finish": None if dates is None else _day(dates.finish),
        "why_no_dates": str(report.sourced.why_not) if report.sourced.why_not else None,
        "critical_path": [] if dates is None else [one.task.id for one in dates.critical_path],
        "tasks": []
        if dates is None
        else [_task(one, report.slips.get(one.task.id)) for one in dates.tasks],
        "earned_value": _value(report.performance),
        "levelled": _levelled(report),
        "findings": [_finding(one) for one in report.findings],
        "remarks": list(report.remarks),
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _task(one: TaskDates, slip: Slip | None) -> Mapping[str, Any]:
    task = one.task
    return {
        "id": task.id,
        "name": task.name,
        "level": task.level,
        "summary": task.is_summary,
        "milestone": task.is_milestone,
        "days": float(task.duration),
        "done": float(task.done),
        "start": _day(one.start),
        "finish": _day(one.finish),
        "late_start": _day(one.late_start),
        "late_finish": _day(one.late_finish),
        "total_float": float(one.total_float),
        "free_float": float(one.free_float),
        "critical": one.critical,
        "held_by": one.held_by.value,
        "behind": one.behind or None,
        "baseline_finish": _day(slip.planned_finish) if slip else None,
        "days_late": float(slip.late) if slip else None,
        "because_of": (slip.cause or None) if slip else None,
        "begun_by": (slip.root if slip.cause else None) if slip else None,
    }


def _value(value: Performance | None) -> Mapping[str, Any] | None:
    if value is None:
        return None
    return {
        "currency": value.budget.currency,
        "budget": str(value.budget.amount),
        "planned": str(value.planned.amount),
        "earned": str(value.earned.amount),
        "actual": str(value.actual.amount),
    }


def _levelled(report: PlanReport) -> Mapping[str, Any] | None:
    found = report.levelled
    if found is None:
        return {"why_not": report.not_levelled} if report.not_levelled else None
    return {
        "finish_before": _day(found.before.finish),
        "finish": _day(found.after.finish),
        "by": found.by,
        "delays": {id_: float(days) for id_, days in found.delays.items()},
    }


def _finding(one: Finding) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "places": [str(place) for place in one.places],
        "advice": one.advice,
    }


def _day(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")
