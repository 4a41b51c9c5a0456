"""Waive Finding: judge a finding fine, with a reason; it stays out until its numbers change."""

from __future__ import annotations

from addin.errors import HistoryUnusable
from addin.macros.button import Answers, Button, Desk, Done, Field


def _job(desk: Desk, answers: Answers) -> Done:
    if desk.kept is None:
        raise HistoryUnusable(desk.folder, "waivers cannot be kept there")
    waived = desk.kept.history.waive(
        desk.name, answers["finding"], answers["reason"], desk.who, desk.at
    )
    said = f"Waived: {waived.finding.code} {waived.finding.message}"
    return Done(f"{said} It comes back if its numbers change.", waivers=(waived.waiver,))


BUTTON = Button(
    "waive_finding",
    "Waive Finding",
    "Judge a finding fine: it stays out until its numbers change.",
    "Check",
    _job,
    icon="ReviewRejectChange",
    asks=(
        Field("finding", "Id of the finding", help="it stands at the end of its line"),
        Field("reason", "Why it is fine"),
    ),
)
