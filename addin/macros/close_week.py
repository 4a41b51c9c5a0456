"""Close Week: a dated copy, EFC moves with their reasons, and on to the next week."""

from __future__ import annotations

from addin.errors import NothingToDo
from addin.jobs.close_week import Closing, close_week
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, Field, Kind, plan_first
from addin.tables.cells import to_date
from addin.udfs.in_formulas import in_formulas


def _job(desk: Desk, answers: Answers) -> Done:
    desk.progress(0.0, "Reading the workbooks")
    planned = close_week(
        desk.workbooks,
        desk.documents,
        desk.settings,
        desk.name,
        Closing(
            to_date(answers.get("date", "")),
            to_date(answers.get("next", "")),
            answers.get("reason", ""),
            reasons_of(answers.get("reasons", "")),
        ),
        today=desk.at.date(),
        sheet=answers.get("sheet", ""),
        functions=in_formulas(),
        engine=desk.engine,
    )
    done = Done(f"Closed {planned.what}", planned.detail, planned.batches, planned.place)
    return plan_first(answers, done, f"Would close {planned.what}")


def reasons_of(text: str) -> dict[str, str]:
    """The reasons by account, as typed: ``2302=Two carpenters; 2304=More timber``.

    Raises:
        NothingToDo: a part of it names no account.

    >>> reasons_of("2302=Two carpenters; 2304 = More timber")
    {'2302': 'Two carpenters', '2304': 'More timber'}
    """
    found: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        account, equals, reason = part.partition("=")
        if not (equals and account.strip() and reason.strip()):
            raise NothingToDo(
                f"'{part}' gives no account its reason. Nothing was written. "
                "Write them as 2302=Two carpenters; 2304=More timber."
            )
        found[account.strip()] = reason.strip()
    return found


BUTTON = Button(
    "close_week",
    "Close Week",
    "Keep a copy, record why EFCs moved, and carry the cost report on to the next week.",
    "Cost report",
    _job,
    icon="Lock",
    asks=(
        Field("date", "End of the week", Kind.DATE, "empty: as the report says", optional=True),
        Field("reason", "Reason for every EFC move that has none", optional=True),
        Field("reasons", "Reasons by account", optional=True, help="2302=Why; 2304=Why"),
        Field("next", "End of the next week", Kind.DATE, "empty: as long again", optional=True),
        Field("sheet", "Sheet of the report", optional=True, help="if there are several"),
        CONFIRM,
    ),
)
