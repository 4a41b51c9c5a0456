"""What several files or tables come to, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.domain.night import Outcome, Step

_WORST_FIRST: Final = (
    Outcome.FAILED,
    Outcome.HELD,
    Outcome.WOULD,
    Outcome.DONE,
    Outcome.NOTHING,
)
_SAID: Final = 20


def together(name: str, parts: Sequence[Step], nothing: str) -> Step:
    """One step for all of them: the worst outcome, every sentence, everything that was touched.

    What needs a person is said first; the same sentence is said once.
    ``nothing`` is said where there are none.
    """
    if not parts:
        return Step(name, Outcome.NOTHING, nothing)
    worst = min(parts, key=lambda part: _WORST_FIRST.index(part.outcome))
    by_need = sorted(parts, key=lambda part: _WORST_FIRST.index(part.outcome))
    said = list(dict.fromkeys(part.sentence for part in by_need if part.sentence))
    if len(said) > _SAID:
        said = [*said[:_SAID], f"And {len(said) - _SAID} more."]
    return Step(
        name,
        worst.outcome,
        " ".join(said),
        worst.error,
        max(part.tries for part in parts),
        touched=tuple(dict.fromkeys(one for part in parts for one in part.touched)),
    )
