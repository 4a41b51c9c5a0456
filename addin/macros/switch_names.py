"""Switch Formula Names: spell our functions for another Excel, or for Calc."""

from __future__ import annotations

from addin.errors import NothingToDo
from addin.jobs.switch_names import switch_plan
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, Field, Kind, plan_first
from addin.reports.check import plural
from addin.tables.function_names import Spelling
from addin.udfs.catalogue import FUNCTIONS

_SHOWN = 20


def _job(desk: Desk, answers: Answers) -> Done:
    workbook = desk.selection.workbook
    if not workbook:
        raise NothingToDo(
            "Select a workbook first: its formulas are what is switched. Nothing was written."
        )
    wanted = answers.get("to", "")
    plan = switch_plan(
        desk.workbooks, workbook, FUNCTIONS.keys(), Spelling(wanted) if wanted else None
    )
    report = plan.report
    if not report.respelt:
        raise NothingToDo(
            f"{plural(report.calls, 'formula')} of {workbook} that call Tieout are spelt "
            f"{report.to} already. Nothing was written."
        )
    lines = [f"{one.where}: ={one.before} → ={one.after}" for one in report.respelt[:_SHOWN]]
    if len(report.respelt) > _SHOWN:
        lines.append(f"… and {len(report.respelt) - _SHOWN} more")
    lines += report.left
    what = f"{plural(len(report.respelt), 'formula')} of {workbook} {report.to}"
    done = Done(f"Spelt {what}.", "\n".join(lines), (plan.batch,))
    return plan_first(answers, done, f"Would spell {what}")


BUTTON = Button(
    "switch_names",
    "Switch Formula Names",
    "Spell the calls of our functions for another Excel, or for Calc.",
    "Workbook",
    _job,
    icon="NameManager",
    asks=(
        Field(
            "to",
            "Spelling",
            Kind.CHOICE,
            "classic: Excel on Windows; office: on the web and the Mac; plain: Calc",
            choices=tuple(map(str, Spelling)),
            optional=True,
        ),
        CONFIRM,
    ),
)
