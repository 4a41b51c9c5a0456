"""SHT105: a department is due after the next one on the shot begins.

Why it matters: the next artist waits, or works on a version that will change.

Example: animation of SQ010 SH020 is due on 14 March, lighting begins on the 11th.

What to do: move the start of the later department, or bring the delivery of the earlier forward.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.shot_tracking import late_handovers
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import Tracked, day_text, tasks_of

CODE = "SHT105"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per hand-over, list by list."""
    lists: dict[tuple[str, str], list[Tracked]] = {}
    for one in tasks_of(papers):
        if not one.is_asset:
            lists.setdefault((one.place.workbook, one.place.sheet), []).append(one)
    for here in lists.values():
        by_row = {id(one.task): one for one in here}
        for found in late_handovers(one.task for one in here):
            before, after = by_row[id(found.before)], by_row[id(found.after)]
            assert found.before.due  # noqa: S101 - both are dated, or it were no hand-over
            assert found.after.start  # noqa: S101 - as above
            shot = found.before.entity.upper().strip("/").replace("/", " ")
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{shot}: {found.before.department} is due {day_text(found.before.due)},"
                f" {found.after.department} begins {day_text(found.after.start)},"
                f" {found.days} day{'' if found.days == 1 else 's'} before.",
                (after.start, before.due),
                numbers=(("days", found.days),),
                advice="Begin the later department after the earlier is due.",
                subject=f"{shot} {found.before.department} to {found.after.department}",
            )
