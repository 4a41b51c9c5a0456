"""Every page that Tieout writes but those of a night, with a word of ours in all of its texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.domain.critical_path import Link
from addin.domain.money import Money
from addin.domain.plan_levelling import levelled
from addin.domain.production import VarianceSign
from addin.domain.project_plan import Assignment, Baseline, PlannedTask, ProjectPlan, Resource
from addin.domain.source import Place, Source
from addin.domain.sourced_plan import SourcedPlan
from addin.domain.stripboard import (
    Category,
    Element,
    ShootDay,
    ShootingCalendar,
    ShootingSchedule,
    Strip,
    Stripboard,
    StripKind,
)
from addin.errors import UnreadableFile
from addin.findings import Finding, Severity
from addin.reconcile.outcome import Leftover, Match, Rival, Tied, Tier, named_lists
from addin.reconcile.statement import statements_of
from addin.reports.as_page import as_page
from addin.reports.check import Recalculated
from addin.reports.cost_report_page import PublishedReport, cost_report_page, published
from addin.reports.difference import Comparison
from addin.reports.difference_as_page import comparison_as_page
from addin.reports.plan import PlanReport
from addin.reports.plan_page import plan_page
from addin.reports.reconciliation import ReconciliationReport
from addin.reports.reconciliation_as_page import reconciliation_as_page
from addin.reports.schedule_page import page as schedule_page
from addin.tables.compare.compare import compare
from addin.tables.table import Area, Sheet, Table
from tests.grid import book
from tests.reconcile.rows import row
from tests.reports.make_report import REPORT

AT: Final = dt.datetime(2026, 3, 9, 12)
MONDAY: Final = dt.datetime(2026, 3, 2, 8)


def check(word: str) -> str:
    """Eleven findings in two workbooks, six of a kind, one with many cells."""
    book_of = f"{word}.xlsx"
    places = tuple(Place(book_of, word, f"F{at}") for at in range(12))
    points = tuple(
        replace(
            point,
            id=f"{at:06x}",
            finding=replace(point.finding, message=f"{word} {at} {point.finding.message}"),
        )
        for at, point in enumerate((*REPORT.standpoints, *[REPORT.standpoints[1]] * 5))
    )
    many = replace(
        points[0],
        id="abcdef",
        finding=Finding(
            "ACT113", Severity.ERROR, word, places, (("stands at", Money(-(10**12), "USD")),), word
        ),
    )
    return as_page(
        replace(
            REPORT,
            production=word,
            standpoints=(*points, many),
            titles={"PO301": f"{word} is late"},
            recalculated=Recalculated(("Tieout",), 12, old=3),
            not_understood=(Table(book_of, word, Area(1, 1, 2, 2), (), {}, {}),),
        )
    )


def cost_report(word: str) -> str:
    """Thirty accounts over and under, with figures of trillions, comments, totals, a heading."""
    lines = [
        CostReportLine(
            f"{2500 + at}",
            word,
            Source("Report.xlsx", "CR", at + 4),
            actual_period=Money(at * 10_000, "IDR"),
            actual_to_date=Money(at * 10**10, "IDR"),
            etc=Money(at * 10**9, "IDR"),
            efc=Money(10**14 + at * 10**11, "IDR"),
            revised_budget=Money(10**14 + 15 * 10**11, "IDR"),
            comment=word if at % 5 == 0 else "",
        )
        for at in range(30)
    ]
    lines.append(
        CostReportLine(
            "",
            f"Total {word}",
            Source("Report.xlsx", "CR", 50),
            efc=Money(3 * 10**15, "IDR"),
            revised_budget=Money(2 * 10**15, "IDR"),
            is_total=True,
            level=1,
        )
    )
    about = PublishedReport(word, "Report.xlsx", "CR", AT, (word,), (), ())
    return cost_report_page(
        published(lines, [(3, word)], about=about, sign=VarianceSign.UNDER_IS_POSITIVE)
    )


def plan(word: str) -> str:
    """A plan with everything: summaries, lateness, earned value, levelling, findings, remarks."""
    crew = {"c": Resource("c", "Crew")}
    on = (Assignment("c"),)
    tasks = (
        PlannedTask("0", word, Decimal(0), is_summary=True),
        PlannedTask(
            "1", f"Build {word}", Decimal(5), level=2, assignments=on, cost=Decimal(10**9),
            baseline=Baseline(MONDAY, dt.datetime(2026, 3, 4, 17), None, Decimal(900)),
            done=Decimal("0.5"), actual_start=MONDAY, actual_cost=Decimal(700),
        ),
        PlannedTask("2", f"Rig {word}", Decimal(2), level=9, assignments=on),
        PlannedTask(
            "3", f"Shoot {word}", Decimal(2), (Link("1"),), level=2, assignments=on,
            baseline=Baseline(None, dt.datetime(2026, 3, 6, 17)),
        ),
    )  # fmt: skip
    made = ProjectPlan(word, tasks, crew, start=MONDAY, currency="USD")
    status = dt.datetime(2026, 3, 6, 23, 59)
    found = Finding("SCH204", Severity.ERROR, word, (Place(word),) * 5, (), word)
    sourced = SourcedPlan(made, Place("spot.xml"), status=status)
    return plan_page(
        PlanReport(word, sourced, (found,), AT, (word,), levelled(made, status=status))
    )


def schedule(word: str) -> str:
    """Three days with strips of each colour, a banner, a boneyard, scenes in no day, and lost."""
    light = ("INT", "EXT", "DAY", "NIGHT")
    elements = [
        Element("ada", word, Category.CAST, "1"),
        Element("barn", word, Category.SET),
        Element("there", word, Category.LOCATION),
        *(Element(one, one, Category.INT_EXT) for one in light[:2]),
        *(Element(one, one, Category.DAY_NIGHT) for one in light[2:]),
    ]
    strips = [
        Strip(f"{at}", scene=f"{at}", eighths=8 * at, description=word,
              elements=("ada", "barn", "there", light[at % 2], light[2 + at // 2 % 2]))
        for at in range(6)
    ]  # fmt: skip
    strips += [
        Strip("n", StripKind.BANNER, description=word),
        Strip("x", scene="9", eighths=1, description=word),
        Strip("w", scene="10", description=word),
        Strip("lost", scene="44", eighths=1),
    ]
    days = (ShootDay(1, ("0", "1", "n")), ShootDay(2, ("2", "3")), ShootDay(3, ("4", "5")))
    board = Stripboard(word, days, in_no_day=("w",), boneyard=("x",))
    made = ShootingSchedule(
        word,
        {one.id: one for one in strips},
        {one.id: one for one in elements},
        (board,),
        {word: ShootingCalendar(word, MONDAY.date())},
    )
    return schedule_page(made, board, AT)


def reconciliation(word: str) -> str:
    """A statement that proves, and one of which only one list is whole."""
    left = [row(at, f"{at}00.{at}", day=at, name=word) for at in range(2, 9)]
    right = [row(at, f"{at}00.{at}", day=at, sheet=word, name=word) for at in range(2, 8)]
    tied = Tied(
        named_lists(word, left, right),
        (
            *(
                Match((one,), (other,), Tier.CONFIRMED, "exact reference", (word,))
                for one, other in zip(left[:4], right[:4], strict=True)
            ),
            Match(
                (left[4], left[5]), (right[4],), Tier.SUGGESTED, word, (word,), 1,
                (Rival((left[4],), (right[4],)),),
            ),
        ),
        left_over=(Leftover(left[6], so=word, age=9),),
        right_over=(Leftover(right[5], so=word),),
        left=tuple(left),
        right=tuple(right),
    )  # fmt: skip
    half = replace(tied, right=(), right_over=())
    statements = (*statements_of(tied), *statements_of(half))
    return reconciliation_as_page(ReconciliationReport(word, word, AT, statements))


def difference(word: str) -> str:
    """A typed figure, an overtyped formula, a total that follows, forty new rows, a lost file."""

    def sheet(typed: float, more: int) -> Sheet:
        rows: list[tuple[str | float | None, ...]] = [
            ("Account", "Description", "Cost to Date", "Budget", word),
            *((f"{2500 + at}", f"{word} {at}", typed, 1000.0, word) for at in range(5 + more)),
            ("Total", None, typed * (5 + more), 1000.0 * (5 + more), None),
        ]
        return Sheet(word, tuple(rows))

    found = compare(book(sheet(545.0, 0)), book(sheet(445.5, 40)))
    refused = UnreadableFile(f"{word}.xlsx")
    return comparison_as_page(
        Comparison(f"{word} 1", f"{word} 2", AT, (found,), (word,), (word,), (refused,))
    )


PAGES: Final[Mapping[str, Callable[[str], str]]] = {
    "check": check,
    "cost report": cost_report,
    "plan": plan,
    "schedule": schedule,
    "reconciliation": reconciliation,
    "difference": difference,
}
