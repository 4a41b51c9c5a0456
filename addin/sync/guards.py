"""What stops a sync before it writes anything, in sentences.

Some a person may confirm, having looked: many rows deleted is sometimes what was meant. Others
never: two rows with one number cannot be told apart, however sure somebody is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from addin.ports.binding import Binding, Policy
from addin.ports.sheets import Pulled, Rows
from addin.sync.cells import too_long_for_excel, too_long_for_sheets
from addin.sync.changes import alive, differing, synced
from addin.sync.merge import Merged
from addin.sync.rows import WorkbookRows
from addin.tables.typed_cell import BLANK

_NAMED: Final = 5
"""How many rows a sentence names."""

_FEW: Final = 20
"""Below so many rows "all of them changed" is an ordinary day."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Everything a guard looks at: both sides as read, what was agreed, and what would become.

    ``synced_before`` is whether the binding ever finished a run; ``digest`` that of the workbook
    when the plan was shown to a person, empty if none was.
    """

    binding: Binding
    base: Rows | None
    workbook: WorkbookRows
    pulled: Pulled
    merged: Merged
    synced_before: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason not to write; ``may_be_confirmed``: a person who looked may go on all the same."""

    guard: str
    sentence: str
    may_be_confirmed: bool


def stops(meeting: Meeting) -> tuple[Stop, ...]:
    """Every reason not to write, those first that nobody can confirm."""
    found = [stop for guard in _GUARDS for stop in guard(meeting)]
    return tuple(sorted(found, key=lambda stop: stop.may_be_confirmed))


def stopped(meeting: Meeting, *, confirmed: bool = False) -> tuple[str, ...]:
    """The sentences of what stops this run; ``confirmed``: a person saw the plan and said go."""
    return tuple(
        stop.sentence for stop in stops(meeting) if not (confirmed and stop.may_be_confirmed)
    )


_GUARDS: tuple[Callable[[Meeting], Iterator[Stop]], ...] = ()
