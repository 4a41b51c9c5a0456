"""A studio as files: a manifest, its productions as of a week, and what is wrong in them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from addin.domain.source import Place
from addin.jobs.sample_studio.books import LEDGER, ORDERS, books, state
from addin.jobs.sample_studio.mistakes import MISTAKES, planted
from addin.jobs.sample_studio.slate import Show, show, week_ending
from addin.settings.model import FILE_NAME
from addin.tables.blueprint import BookBlueprint

MANIFEST: Final = "studio.toml"
MARK: Final = ".tieout-studio"
"""The file that shows that a folder was made by this command."""
_EVERY: Final = 20
"""One production in so many has a broken file."""


class Broken(StrEnum):
    """How a production is broken; each is something that happens to files on shared drives."""

    CUT_SHORT = "a workbook was copied only in part"
    NO_WORKBOOK = "a workbook is no workbook"
    EMPTY_FILE = "a workbook has no bytes"
    NO_WORKBOOKS = "the folder holds no workbook"
    SETTINGS = "the settings have a mistake"


BROKEN: Final = tuple(Broken)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One planted mistake, as a night has to find it."""

    kind: str
    codes: tuple[str, ...]
    cells: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One production as files, by their names below its folder, and what is wrong with it."""

    show: Show
    files: dict[str, bytes]
    wrong: tuple[Wrong, ...] = ()
    broken: Broken | None = None


def production(
    number: int,
    build: Callable[[BookBlueprint], bytes],
    *,
    week: int = 9,
    seed: int = 1857,
    size: int = 30,
) -> Made:
    """One production at the end of a week; ``number`` counts from 1 and decides what is wrong.

    The same numbers make the same files. A mistake that was made in an earlier week stands until
    three weeks later, when somebody has put it right.
    """
    of = show(number, seed, size)
    now = state(of, week)
    chance = random.Random(f"{seed} {number} {week // 3}")  # noqa: S311 - a story, no secret
    kinds = [mistake for mistake in MISTAKES if chance.random() < 0.2]
    made = planted(now, chance, kinds)
    files = {name: build(book) for name, book in books(now).items()}
    files[FILE_NAME] = _settings(of, week).encode()
    wrong = tuple(Wrong(one.kind, one.codes, one.places(now)) for one in made)
    broken = BROKEN[number // _EVERY % len(BROKEN)] if number % _EVERY == 0 else None
    if broken is not None:
        files = _broken(files, broken)
    return Made(of, files, wrong, broken)


def _settings(of: Show, week: int) -> str:
    return (
        f'[production]\nname = "{of.name}"\ncurrency = "{of.currency}"\n'
        f"cutoff = {week_ending(week).isoformat()}\n"
    )


def _broken(files: dict[str, bytes], how: Broken) -> dict[str, bytes]:
    match how:
        case Broken.CUT_SHORT:
            return files | {LEDGER: files[LEDGER][: len(files[LEDGER]) // 2]}
        case Broken.NO_WORKBOOK:
            return files | {ORDERS: b"PO #,Vendor,Amount\n1001,Bellhouse Hire,200\n"}
        case Broken.EMPTY_FILE:
            return files | {LEDGER: b""}
        case Broken.NO_WORKBOOKS:
            return {FILE_NAME: files[FILE_NAME], "read me.txt": b"The workbooks are on the way.\n"}
        case Broken.SETTINGS:
            return files | {FILE_NAME: b'[production]\nname = "No quote\ncurency = "USD"\n'}


def productions(
    count: int, build: Callable[[BookBlueprint], bytes], *, week: int = 9, seed: int = 1857
) -> Iterator[Made]:
    """A studio's productions, one after the other."""
    for number in range(1, count + 1):
        yield production(number, build, week=week, seed=seed)


def manifest(name: str = "North Quay") -> str:
    """The manifest that lists them all."""
    return (
        f'productions = ["shows/*"]\n\n[studio]\nname = "{name}"\npages = "pages"\n\n'
        '[night]\nsteps = ["import", "validate", "reconcile", "refresh"]\nminutes = 5\n'
    )


def monday_after(week: int) -> dt.datetime:
    """The morning on which the findings of a week are looked at."""
    return dt.datetime.combine(week_ending(week) + dt.timedelta(days=2), dt.time(6))
