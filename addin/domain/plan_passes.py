"""What the forward and the backward pass through a plan share: spans, and lags by the clock."""

from __future__ import annotations

from typing import Final, NamedTuple

from addin.domain.critical_path import Link, LinkKind
from addin.domain.plan_clocks import PlanClocks
from addin.domain.working_hours import CONTINUOUS, WorkingHours

FROM_FINISH: Final = frozenset({LinkKind.FINISH_START, LinkKind.FINISH_FINISH})
TO_FINISH: Final = frozenset({LinkKind.FINISH_FINISH, LinkKind.START_FINISH})


class Span(NamedTuple):
    """From a moment to another, in seconds."""

    start: int
    finish: int


def moved(
    moment: int, link: Link, hours: WorkingHours, clocks: PlanClocks, *, back: bool = False
) -> int:
    """A moment after a link's lag, or with ``back`` before it."""
    if not link.lag:
        return moment
    lag = clocks.seconds(link.lag)
    return (CONTINUOUS if link.is_elapsed else hours).moved(moment, -lag if back else lag)
