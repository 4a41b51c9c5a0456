"""How long we try, and how long we wait between tries: bounded, and never all at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from addin.adapters.google_sheets.failures import TRANSIENT, UNSURE, Failure, Kind

_FIRST: Final = {Kind.RATE: 4.0}  # seconds; a quota comes back by the minute, a fault sooner
_LONGEST: Final = 64.0


@dataclass(frozen=True, slots=True)
class Patience:
    """The limits of one call; seconds.

    ``seconds`` is from its first try to its last, without the time that it was held back for
    quota beforehand. ``connect`` and ``read`` end a try that hears nothing, ``write`` the same for
    a write: Google works on one for up to 180 seconds, so a night has more patience.
    """

    tries: int = 6
    seconds: float = 90.0
    connect: float = 5.0
    read: float = 60.0
    write: float = 60.0


AT_NIGHT: Final = Patience(write=200.0)


def may_go_again(failure: Failure, *, repeatable: bool) -> bool:
    """Whether it may be sent again at all: if waiting helps, and a second arrival does no harm.

    >>> may_go_again(Failure(Kind.FAULT, ""), repeatable=False)
    False
    >>> may_go_again(Failure(Kind.RATE, ""), repeatable=False)
    True

    """
    if failure.kind in UNSURE:
        return repeatable
    return failure.kind in TRANSIENT


def pause(failure: Failure, tries: int, chance: Callable[[], float]) -> float:
    """Seconds to wait after the ``tries``-th try.

    Full jitter: anything up to a bound that doubles, so that programs which failed together do not
    come back together. Never less than what Google asked for, and a little more by chance.
    """
    bound = min(_LONGEST, _FIRST.get(failure.kind, 1.0) * 2.0 ** (tries - 1))
    jitter = chance()
    if failure.after:
        return failure.after + jitter
    return bound * jitter
