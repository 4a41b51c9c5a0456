"""Animation in quotas: how long shots take, what they cost, and whether they fill the edit.

Work is counted in frames, seconds or complexity points; a quota is what one artist does of it in a
week, in the same unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


class NoQuota(ArithmeticError):
    """Nothing to divide the work by; the text says what."""


def artist_weeks(work: Fraction, quota: Fraction, artists: Fraction = Fraction(1)) -> Fraction:
    """The weeks that so many artists take for some work.

    Raises:
        NoQuota: a quota or a crew of nothing.

    >>> artist_weeks(Fraction(120), Fraction(15), Fraction(4))
    Fraction(2, 1)
    """
    if quota <= 0:
        raise NoQuota("quota is not above 0: the work would never be done")
    if artists <= 0:
        raise NoQuota("artists is not above 0: nobody does the work")
    return work / quota / artists


def quota_needed(work: Fraction, artists: Fraction, weeks: Fraction) -> Fraction:
    """What each artist has to do in a week so that the work is done in time.

    Raises:
        NoQuota: no artists, or no time.
    """
    if artists <= 0:
        raise NoQuota("artists is not above 0: nobody does the work")
    if weeks <= 0:
        raise NoQuota("weeks is not above 0: there is no time for the work")
    return work / artists / weeks


@dataclass(frozen=True, slots=True)
class Pace:
    """What one artist does in a week of a class of work, and is paid for it."""

    quota: Fraction
    weekly_rate: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ClassOfWork:
    """All shots of one complexity class."""

    shots: int
    work: Fraction
    weeks: Fraction  # of one artist
    cost: Fraction


def by_complexity(
    shots: Iterable[tuple[str, Fraction]], paces: Mapping[str, Pace]
) -> dict[str, ClassOfWork]:
    """Shots, work, weeks and cost of each class, in the order of the classes.

    Raises:
        LookupError: a shot is of a class that has no quota.
        NoQuota: a class with work has a quota of nothing.
    """
    counts = dict.fromkeys(paces, 0)
    works = dict.fromkeys(paces, Fraction())
    for complexity, work in shots:
        if complexity not in paces:
            raise LookupError(f"there is no quota for complexity {complexity}")
        counts[complexity] += 1
        works[complexity] += work
    found: dict[str, ClassOfWork] = {}
    for name, pace in paces.items():
        weeks = artist_weeks(works[name], pace.quota) if works[name] else Fraction()
        found[name] = ClassOfWork(counts[name], works[name], weeks, weeks * pace.weekly_rate)
    return found


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot in the edit; the first and the last frame both belong to it."""

    name: str
    first: int
    last: int

    @property
    def frames(self) -> int:
        """How long it is."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class CutProblem:
    """What is wrong with a shot in the edit, and by how many frames."""

    shot: str
    so: str
    frames: int


def cut_problems(shots: Sequence[Shot], edit_frames: int | None = None) -> Iterator[CutProblem]:
    """Gaps, overlaps and shots that end before they begin, along the edit; then its length.

    ``edit_frames`` is how long the edit is; None: nothing to compare with.
    """
    ordered = sorted(shots, key=lambda shot: (shot.first, shot.last, shot.name))
    before: Shot | None = None
    for shot in ordered:
        if shot.frames <= 0:
            backwards = shot.first - shot.last
            yield CutProblem(shot.name, "ends before it begins", backwards)
            continue
        if before is not None:
            gap = shot.first - before.last - 1
            if gap > 0:
                yield CutProblem(shot.name, f"gap after {before.name}", gap)
            elif gap < 0:
                over = min(shot.last, before.last) - shot.first + 1
                yield CutProblem(shot.name, f"overlaps {before.name}", over)
        if before is None or shot.last > before.last:
            before = shot
    if edit_frames is not None:
        over = sum(shot.frames for shot in ordered) - edit_frames
        if over:
            than = "longer" if over > 0 else "shorter"
            yield CutProblem("All shots", f"{than} than the edit", abs(over))
