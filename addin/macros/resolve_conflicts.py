"""Resolve Conflicts: what both sides changed, settled as the fields or the conflicts sheet say."""

from __future__ import annotations

from typing import Final

from addin.errors import NothingToDo
from addin.jobs.sync import Choice, SyncDesk, answer_all, questions, tied, where
from addin.macros.button import CONFIRM, Answers, Button, Desk, Done, Field, Kind, plan_first
from addin.macros.sync_now import conflict_batches, sync_desk
from addin.reports.check import plural
from addin.sync.conflicts_sheet import SHEET_NAME, answers_in

_WORDS: Final = {"keep": "keep", "take": "take the other"}


def _job(desk: Desk, answers: Answers) -> Done:
    syncs = sync_desk(desk)
    wanted = _wanted(desk, syncs, answers)
    asked = {one.kept.number: one for one in questions(syncs)}
    told = [
        f"{number}: {where(asked[number].kept.conflict)}: {_WORDS[choice]}"
        for number, choice in wanted.items()
        if number in asked
    ]
    count = plural(len(wanted), "conflict")
    if answers.get("confirm") != "yes":
        return plan_first(
            answers, Done("", "\n".join(told)), f"Would settle {count} and sync what follows"
        )
    done = answer_all(syncs, wanted)
    open_still = [
        f"{one.question.kept.number}: stays open: {one.refused}." for one in done if one.refused
    ]
    settled = plural(len(done) - len(open_still), "conflict")
    sentence = f"Settled {settled}."
    if open_still:
        sentence += f" {plural(len(open_still), 'question')} could not be answered and stays open."
    return Done(sentence, "\n".join(open_still or told), tuple(conflict_batches(desk, syncs)))


def _wanted(desk: Desk, syncs: SyncDesk, answers: Answers) -> dict[int, Choice]:
    """Number → answer: from the fields, else from the sheets.

    Raises:
        NothingToDo: there is no answer, or none that can be read.
    """
    number, given = answers.get("number", ""), answers.get("answer", "")
    if number or given:
        if not number.isdecimal() or not given:
            raise NothingToDo("Say the number of the conflict, and the answer. Nothing was done.")
        return {int(number): "keep" if given == "keep" else "take"}
    open_ones = {one.kept.number for one in questions(syncs)}
    found: dict[int, Choice] = {}
    for workbook in dict.fromkeys(one.workbook for one in tied(desk.settings)):
        try:
            found.update(answers_in(desk.workbooks.read(workbook)))
        except ValueError as wrong:
            raise NothingToDo(f"{workbook}: {wrong}. Nothing was done.") from None
    wanted = {number: choice for number, choice in found.items() if number in open_ones}
    if not wanted:
        left = plural(len(open_ones), "conflict")
        raise NothingToDo(
            f"No answer is filled in on '{SHEET_NAME}' ({left} open). Nothing was done."
            if open_ones
            else "No conflict is open. Nothing was done."
        )
    return wanted


BUTTON = Button(
    "resolve_conflicts",
    "Resolve Conflicts",
    "Settle what both sides of a sync changed, as you filled in on the conflicts sheet.",
    "Shared sheets",
    _job,
    icon="ReviewCompareMajorVersion",
    asks=(
        Field("number", "Number of the conflict", optional=True, help="empty: as the sheet says"),
        Field(
            "answer",
            "Answer",
            Kind.CHOICE,
            "keep: what both show; take: the other side's value",
            choices=("keep", "take"),
            optional=True,
        ),
        CONFIRM,
    ),
)
