"""What a worker decides for a person: the press of a button, if all is still as they saw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from addin.findings import Standpoint
from addin.hosts.web.review.place import Place
from addin.hosts.web.review.reading import open_conflicts, report_of, seen_of
from addin.jobs.check import check
from addin.macros.button import Answers, Desk, Done
from addin.macros.catalogue import BY_NAME
from addin.macros.press import Pressed, press
from addin.macros.undo_last import taken_back
from addin.reports.check import plural

Told = dict[str, Any]
_AS_IT_IS: Final = "Nothing was done here. Look at the page as it is now."


def waive(place: Place, asked: Mapping[str, Any]) -> Told:
    """Waive findings, each only if it is open and says what the person read.

    The production is checked anew for that, which the next night would have done too.
    """
    with place.at_work("waiver") as desk:
        now = {one.key: one for one in reversed(_standing(desk))}  # what is resolved comes last
        done: list[str] = []
        not_done: list[str] = []
        for wanted in asked["findings"]:
            key, message = str(wanted["key"]), str(wanted["message"])
            why_not = _changed(now.get(key), message)
            if not why_not:
                given = {"finding": key, "reason": str(asked["reason"])}
                pressed = press(BY_NAME["waive_finding"], desk, given)
                why_not = "" if pressed.ok else pressed.sentence
            if why_not:
                not_done.append(f"{message}: {why_not}")
            else:
                done.append(key)
    return _several("Waived", "finding", done, not_done)


def decide(place: Place, asked: Mapping[str, Any]) -> Told:
    """Accept or reject lines of a reconciliation, each only if it still asks."""
    button = BY_NAME[f"{asked['verdict']}_suggestion"]
    with place.at_work(button.label) as desk:
        done: list[str] = []
        not_done: list[str] = []
        for wanted in map(str, asked["lines"]):
            asks = {
                line.id
                for statement in report_of(desk).statements
                for line in statement.lines
                if statement.asks(line)
            }
            if wanted not in asks:
                not_done.append(
                    f"{wanted} is decided already, or its rows have changed. {_AS_IT_IS}"
                )
                continue
            pressed = press(button, desk, {"id": wanted, "why": str(asked["reason"])})
            (done if pressed.ok else not_done).append(pressed.sentence)
    if len(done) == 1 and not not_done:
        return {"ok": True, "sentence": done[0], "done": list(map(str, asked["lines"]))}
    return _several(f"{str(asked['verdict']).capitalize()}ed", "suggestion", done, not_done)


def resolve(place: Place, asked: Mapping[str, Any]) -> Told:
    """Settle one conflict, if it still holds what the person saw."""
    number = int(asked["conflict"])
    with place.at_work("answer to a conflict") as desk:
        now = {one.number: one for one in open_conflicts(desk)}
        one = now.get(number)
        if one is None or seen_of(one) != asked["seen"]:
            return _not(f"Conflict {number} is settled already, or has changed. {_AS_IT_IS}")
        return _pressed(
            desk,
            "resolve_conflicts",
            {"number": str(number), "answer": str(asked["answer"]), "confirm": "yes"},
        )


def undo(place: Place, asked: Mapping[str, Any]) -> Told:
    """Take back an entry of the journal: the latest, or a waiver, which nothing else rests upon.

    ``unwaived`` are the keys of the findings that are open again: another waiver may hold still.
    """
    with place.at_work("undo") as desk:
        entries = desk.kept.journal.entries(desk.name) if desk.kept else ()
        last = next((one.number for one in reversed(entries) if one.can_be_undone), 0)
        wanted = {one.number: one for one in entries}.get(int(asked["entry"]))
        if wanted is None or not (wanted.number == last or wanted.stands_alone):
            return _not(f"Something else was done or taken back meanwhile. {_AS_IT_IS}")

        def job(desk: Desk, answers: Answers) -> Done:
            del answers
            return taken_back(desk, wanted)

        told = _told(press(replace(BY_NAME["undo_last"], job=job), desk))
        held = {one.key for one in desk.kept.history.waivers(desk.name)} if desk.kept else set()
        ours = [one.key for one in wanted.waivers] if told["ok"] else []
        return {**told, "unwaived": [key for key in ours if key not in held]}


def _pressed(desk: Desk, button: str, answers: Answers) -> Told:
    return _told(press(BY_NAME[button], desk, answers))


def _told(pressed: Pressed) -> Told:
    return {"ok": pressed.ok, "sentence": f"{pressed.sentence} {pressed.detail}".strip()}


def _standing(desk: Desk) -> Sequence[Standpoint]:
    return check(
        desk.workbooks,
        desk.settings,
        name=desk.name,
        folder=desk.folder,
        at=desk.at,
        kept=desk.kept,
    ).report.standpoints


def _changed(one: Standpoint | None, message: str) -> str:
    """Why a finding is not the one that a person saw; empty: it is."""
    if one is None or str(one.standing) == "resolved":
        return f"it is no longer there. {_AS_IT_IS}"
    if one.waiver:
        return f"it is waived already ({one.waiver}). {_AS_IT_IS}"
    if one.finding.message != message:
        return f"its numbers have changed: {one.finding.message} {_AS_IT_IS}"
    return ""


def _several(verb: str, what: str, done: Sequence[str], not_done: Sequence[str]) -> Told:
    sentence = f"{verb} {plural(len(done), what)}." if done else "Nothing was done."
    return {
        "ok": not not_done,
        "sentence": " ".join((sentence, *not_done)),
        "done": list(done),
    }


def _not(sentence: str) -> Told:
    return {"ok": False, "sentence": sentence}


DECISIONS: Final[Mapping[str, Callable[[Place, Mapping[str, Any]], Told]]] = MappingProxyType(
    {"waive": waive, "decide": decide, "resolve": resolve, "undo": undo}
)
"""What can be decided, by the name that a request has for it."""
