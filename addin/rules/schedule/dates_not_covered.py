"""SCH703: a permit, an insurance, a contract or a part's dates do not cover a day of use.

Why it matters: a day without its permit is shut down, and one without insurance is not delivered.
A performer beyond the contract's end has another job.

Example: the permit for Union Station ends on 13 March; the board shoots there on 16 March.

What to do: have it extended before the day, or move the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from addin.domain.schedule_lines import StripLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, current, day_text, listed
from addin.rules.registers import VOID, Entry, Kind, entries, same_thing
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH703"
_COVERS = (Kind.PERMIT, Kind.INSURANCE, Kind.CONTRACT)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per location and kind, then per part; what no register names is left alone.

    Several permits of one location cover its days together.
    """
    boards = [one for one in current(papers) if one.days]
    if not boards:
        return
    known = [one for one in entries(papers, *_COVERS) if one.last or one.first]
    for board in boards:
        for kind in _COVERS:
            yield from _locations(board, [one for one in known if one.kind is kind])
        yield from _cast(papers, board, [one for one in known if one.kind is Kind.CONTRACT])


def _locations(board: Board, known: Sequence[Entry]) -> Iterator[Finding]:
    used: dict[str, list[StripLine]] = defaultdict(list)
    for strips in board.days.values() if known else ():
        for line in strips:
            if line.location.strip():
                used[name_key(line.location)].append(line)
    for key, lines in used.items():
        about = [one for one in known if same_thing(one.key, key)]
        valid = [one for one in about if not VOID.search(one.status)]
        bare = [
            line for line in lines if line.date and not any(one.covers(line.date) for one in valid)
        ]
        if about and bare:
            yield _finding(lines[0].location, about, bare, cells(bare, "location", "date"))


def _cast(papers: Workpapers, board: Board, known: Sequence[Entry]) -> Iterator[Finding]:
    days = _days_of_parts(board)
    for part in papers.production.cast:
        lines = days.get(part.number, [])
        names = [name_key(name) for name in (part.performer, part.character) if name]
        about = [one for one in known if one.key in names]
        if about and lines:
            bare = [x for x in lines if x.date and not any(one.covers(x.date) for one in about)]
            if bare:
                yield _finding(part.performer or part.character, about, bare, cells(bare, "cast"))
        outside = [
            line
            for line in lines
            if line.date
            and ((part.start and line.date < part.start) or (part.end and part.end < line.date))
        ]
        if outside:
            who = part.performer or part.character or f"cast {part.number}"
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{who} works on {_days(outside)} by '{board.name}';"
                f" '{part.source.sheet}' has {who} {_span(part.start, part.end)}.",
                (part.source.at("end", "start"), *cells(outside, "cast")),
                advice="Correct the dates, have the deal extended, or move the day.",
                subject=f"dates of cast {part.number}",
            )


def _days_of_parts(board: Board) -> Mapping[str, list[StripLine]]:
    found: dict[str, list[StripLine]] = defaultdict(list)
    for lines in board.days.values():
        for line in lines:
            for cast in line.cast:
                found[cast].append(line)
    return found


def _finding(
    name: str, about: Sequence[Entry], bare: Sequence[StripLine], places: Sequence[Place]
) -> Finding:
    one = about[-1]
    kind = str(one.kind)
    status = f" ({one.status})" if VOID.search(one.status) else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{name} is used on {_days(bare)}; its {kind} on '{one.sheet}' holds"
        f" {_span(one.first, one.last)}{status}.",
        (*(each.at("last", "first") for each in about), *places),
        advice="Have it extended before the day, or move the day.",
        subject=f"{kind} of {name_key(name)}",
    )


def _days(lines: Sequence[StripLine]) -> str:
    return listed((day_text(line.date) for line in lines if line.date), 4)


def _span(first: dt.date | None, last: dt.date | None) -> str:
    begins = f"from {day_text(first)}" if first else ""
    ends = f"until {day_text(last)}" if last else ""
    return " ".join(part for part in (begins, ends) if part)
