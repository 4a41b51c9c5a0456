"""SCH308: a strip has cast that no cast list knows.

Why it matters: nobody is hired, fitted and called for a number without a name. As a rule two
digits are swapped, and the right actor is missing from the day.

Example: strips of scene 42 name cast 21; the cast list ends with 14 and has a 12.

What to do: correct the number on the strip, or add the part to the cast list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.cast_lists import one_id
from addin.domain.schedule_lines import StripLine
from addin.findings import Finding, Severity
from addin.rules.boards import boards, cells, listed
from addin.rules.rule import Workpapers

CODE = "SCH308"
_KNOWN = 0.5
"""With fewer of the board's parts in it, the list is of another production."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per cast number, board by board."""
    parts = papers.production.cast
    known = {one.number for one in parts if one.number}
    known |= {one_id(name) for one in parts for name in (one.character, one.performer) if name}
    for board in boards(papers) if known else ():
        on: dict[str, list[StripLine]] = defaultdict(list)
        for line in board.strips:
            for number in line.cast:
                on[number].append(line)
        if sum(number in known for number in on) < _KNOWN * len(on):
            continue
        for number, lines in on.items():
            if number not in known:
                scenes = listed(line.scene for line in lines if line.scene)
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"Cast {number} stands on '{board.name}' (scenes {scenes}) and in no cast"
                    " list.",
                    (*cells(lines, "cast"), parts[0].source.at("cast_id", "character")),
                    advice="Correct the number on the strip, or add the part to the cast list.",
                    subject=f"cast {number}",
                )
