"""``tieout decide``: accept, reject, split, alias, undo, log."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from addin import wiring
from addin.cli import options
from addin.cli.reconcile import run
from addin.cli.saying import say
from addin.domain.decisions import Accepted, Alias, Decision, Rejected, Split
from addin.errors import FileError, HistoryUnusable, NothingToDo
from addin.jobs import decide as job
from addin.ports import Kept, KeptDecision
from addin.reports.check import plural
from addin.reports.reconciliation import sides_of

F = TypeVar("F", bound=Callable[..., Any])


def _said(command: F) -> F:
    """``--by`` and ``--why``, the history's address and the day."""
    by = click.option("--by", help="Who says so; default: the user of this machine.")
    why = click.option("--why", default="", help="Why; kept with the decision.")
    address = click.option("--history", metavar="URL", help="Where the history is kept.")
    return by(why(address(options.today(command))))


@contextmanager
def _kept(place: Path, history: str | None) -> Iterator[Kept]:
    with wiring.kept(place, history) as kept:
        if kept is None:
            raise HistoryUnusable(str(place), "the folder cannot be written to")
        yield kept


def _production(place: Path) -> str:
    return wiring.settings_of(place).name or wiring.production_name(place)


@click.group(short_help="Accept or reject suggested matches; every decision can be undone.")
def decide() -> None:
    """Settle what 'tieout reconcile' suggests. Decisions are kept and applied from then on.

    They hold wherever the rows move to, until the rows themselves change. Nothing is changed in a
    workbook.
    """


@decide.command(short_help="The rows are the same thing.")
@options.place
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_said
def accept(place: Path, ids: tuple[str, ...], **said: Any) -> int:
    """Say that the rows of a line are the same thing: they are matched from now on."""
    return _settle(place, ids, job.Verdict.ACCEPT, **said)


@decide.command(short_help="The rows are not the same thing.")
@options.place
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_said
def reject(place: Path, ids: tuple[str, ...], **said: Any) -> int:
    """Say that the rows of a line are not the same thing: never suggested again."""
    return _settle(place, ids, job.Verdict.REJECT, **said)


@decide.command(short_help="One row stands for several.")
@options.place
@click.argument("cell")
@click.argument("parts", metavar="AMOUNT[@ACCOUNT]...", nargs=-1, required=True)
@click.option("--pair", metavar="WORDS", default="", help="Which two lists, if there are several.")
@_said
def split(
    place: Path,
    cell: str,
    parts: tuple[str, ...],
    pair: str,
    by: str | None,
    why: str,
    history: str | None,
    today: dt.datetime | None,
) -> int:
    """Take the row whose amount is in CELL (Bank!F12) as several, which sum to it."""
    with _kept(place, history) as kept:
        report = run(place, kept, today=today).report
        done = job.split(
            report,
            kept.decisions,
            cell,
            parts,
            pair=pair,
            who=by or getpass.getuser(),
            why=why,
            at=options.moment(None),
        )
    say(f"{done.number}: {_words(done.decision)}")
    return 0


@decide.command(short_help="Two names are one vendor.")
@options.place
@click.argument("name")
@click.argument("other")
@_said
def alias(
    place: Path,
    name: str,
    other: str,
    by: str | None,
    history: str | None,
    **said: Any,
) -> int:
    """Say that NAME and OTHER are one vendor, in every list."""
    del said
    who = by or getpass.getuser()
    with _kept(place, history) as kept:
        done = job.alias(
            _production(place), kept.decisions, name, other, who=who, at=options.moment(None)
        )
    say(f"{done.number}: {_words(done.decision)}")
    return 0


@decide.command(short_help="Take back the latest decision, or one by its number.")
@options.place
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--history", metavar="URL", help="Where the history is kept.")
def undo(place: Path, number: int | None, history: str | None) -> int:
    """Take back the latest decision, or the one with NUMBER (see 'tieout decide log')."""
    with _kept(place, history) as kept:
        done = kept.decisions.undo(_production(place), options.moment(None), number or 0)
    if done is None:
        which = f"decision {number}" if number else "decision"
        raise NothingToDo(f"There is no {which} to take back. Nothing was changed.")
    say(f"Taken back: {done.number}: {_words(done.decision)}")
    return 0


@decide.command(short_help="List every decision, undone ones too.")
@options.place
@click.option("--history", metavar="URL", help="Where the history is kept.")
def log(place: Path, history: str | None) -> int:
    """List every decision ever made, oldest first.

    Rows are shown as they stand now. Rows that were changed since, or split, are only counted.
    """
    with _kept(place, history) as kept:
        entries = kept.decisions.log(_production(place))
        rows = _rows(place, kept) if entries else {}
    for entry in entries:
        say(_entry(entry, rows))
    if not entries:
        say("Nothing has been decided yet.")
    return 0


def _settle(
    place: Path,
    ids: tuple[str, ...],
    verdict: job.Verdict,
    *,
    by: str | None,
    why: str,
    history: str | None,
    today: dt.datetime | None,
) -> int:
    with _kept(place, history) as kept:
        report = run(place, kept, today=today).report
        done = job.settle(
            report,
            kept.decisions,
            ids,
            verdict,
            who=by or getpass.getuser(),
            why=why,
            at=options.moment(None),
        )
    for one in done:
        say(f"{one.kept.number}: {verdict}ed {' ↔ '.join(sides_of(one.line))}")
    say("tieout decide undo takes it back.")
    return 0


def _rows(place: Path, kept: Kept) -> Mapping[str, str]:
    """What the rows of decisions say now; nothing where the lists cannot be compared any more."""
    try:
        return job.rows_by_key(run(place, kept).report)
    except (FileError, NothingToDo):
        return {}


def _entry(entry: KeptDecision, rows: Mapping[str, str]) -> str:
    undone = f"  (taken back {entry.undone:%Y-%m-%d %H:%M})" if entry.undone else ""
    return f"{entry.number}: {entry.at:%Y-%m-%d %H:%M} {_words(entry.decision, rows)}{undone}"


def _words(decision: Decision, known: Mapping[str, str] = MappingProxyType({})) -> str:
    by = f" by {decision.who}" if decision.who else ""
    match decision:
        case Alias():
            return f"{decision.name} is {decision.other}{by}"
        case Split():
            parts = " + ".join(part.amount.text() for part in decision.parts)
            row = known.get(decision.row, "a row")
            why = f": {decision.why}" if decision.why else ""
            return f"{row} of {decision.lists} split into {parts}{by}{why}"
        case Accepted() | Rejected():
            verb = "accepted" if isinstance(decision, Accepted) else "rejected"
            why = f": {decision.why}" if decision.why else ""
            sides = (
                ", ".join(known[key] for key in keys)
                if all(key in known for key in keys)
                else plural(len(keys), "row")
                for keys in (decision.left, decision.right)
            )
            return f"{verb} {' ↔ '.join(sides)} of {decision.lists}{by}{why}"
