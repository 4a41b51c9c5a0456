"""SCH503: somebody is called whom the crew list does not have, or no longer has.

Why it matters: who is not on the crew list has no deal memo, no start paperwork and no insurance;
who has finished comes for nothing, or stays away.

Example: Sam Fenn is called as best boy on 12 March; on the crew list his last day was 6 March.

What to do: add the person to the crew list, correct the name, or take the call out.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from addin.domain.issued_call_sheet import CalledPerson
from addin.domain.schedule_lines import CrewLine
from addin.findings import Finding, Severity
from addin.rules.boards import day_text
from addin.rules.issued import issued
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH503"
_KNOWN = 0.5
"""With fewer of the people called on it, the list is of another production."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person and call sheet; placeholders such as TBD are left alone."""
    crew = {name_key(one.person): one for one in papers.production.crew}
    sheets = issued(papers) if crew and papers.production.call_sheets else ()
    for day, sheet, _ in sheets:
        named = [one for one in sheet.crew if " " in name_key(one.person)]
        if sum(name_key(one.person) in crew for one in named) < _KNOWN * len(named):
            continue
        for one in named:
            listed = crew.get(name_key(one.person))
            if listed is None:
                yield _unknown(one, sheet.source.sheet, crew)
            elif listed.end is not None and listed.end < day:
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{one.person} is called on '{sheet.source.sheet}', {day_text(day)}; on"
                    f" '{listed.source.sheet}' the last day is {day_text(listed.end)}.",
                    (one.source.at("person"), listed.source.at("end")),
                    numbers=(("called", day), ("last day", listed.end)),
                    advice="Correct the last day on the crew list, or take the call out.",
                    subject=f"{one.person} on {day}",
                )


def _unknown(one: CalledPerson, sheet: str, crew: dict[str, CrewLine]) -> Finding:
    near = get_close_matches(name_key(one.person), crew, 1, 0.8)
    like = crew[near[0]] if near else None
    hint = f" It has {like.person}." if like else ""
    any_line = like or next(iter(crew.values()))
    return Finding(
        CODE,
        Severity.WARNING,
        f"{one.person} is called on '{sheet}' and is not on '{any_line.source.sheet}'.{hint}",
        (one.source.at("person"), any_line.source.at("person")),
        advice="Correct the name, or add the person to the crew list.",
        subject=f"{one.person} not on the crew list",
    )
