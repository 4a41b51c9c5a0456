"""What follows a night: reports, alerts, forgetting old nights. What fails here fails no night."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from addin import wiring
from addin.domain.night import Ended, Moment, ProductionNight
from addin.errors import AddinError, FileError
from addin.nightly.alerts import alerts_of
from addin.nightly.logs import NightLog
from addin.nightly.manifest import Studio
from addin.nightly.run import NightTold
from addin.ports.nights import Nights
from addin.reports.check import plural
from addin.wiring.notify import notifier

_log = logging.getLogger(__name__)
_NO_LETTERS: Final = re.compile(r"[^\w]+")
PORTFOLIO: Final = "index.html"


@dataclass(frozen=True, slots=True)
class After:
    """What is wanted: ``pages`` in which folder, None for none.

    ``is_whole``: the night was over all productions and came to its end; only then people are
    told, the studio's own page is made anew, and old nights are forgotten.
    """

    pages: Path | None
    is_whole: bool
    now: dt.datetime


def after(
    studio: Studio, told: NightTold, nights: Nights | None, wanted: After, log: NightLog
) -> tuple[str, ...]:
    """Do all of it; gives what a person should know, in sentences."""
    said: list[str] = []
    acts: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("pages", lambda: _pages(studio, told, nights, wanted)),
        ("reports", lambda: _papers(studio, told, nights, wanted)),
        ("alerts", lambda: _alerts(studio, told, nights, wanted, log)),
        ("old nights", lambda: _forgotten(studio, nights, wanted)),
    )
    for what, act in acts:
        said += _guarded(what, act, log)
    return tuple(said)


def page_name(one: ProductionNight) -> str:
    """The file of a production's page: the same every night, whatever else the manifest lists."""
    return f"{stem(one)}.html"


def stem(one: ProductionNight) -> str:
    """What the files of a production are called, but for their kind."""
    words = _NO_LETTERS.sub("-", Path(one.folder).name).strip("-")[:60]
    digest = hashlib.blake2b(one.folder.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{words or 'production'}-{digest}"


def _guarded(what: str, act: Callable[[], Iterator[str]], log: NightLog) -> list[str]:
    said: list[str] = []
    try:
        said.extend(act())
    except AddinError as error:
        log.note(f"{what} failed", error=type(error).__name__)
        said.append(str(error))
    except Exception as error:  # noqa: BLE001 - the night itself is done and kept
        # what went wrong at alerts may hold an address, and that a secret: its class alone is told
        _log.error("%s failed behind a night: %s", what, type(error).__name__)
        log.note(f"{what} failed", error=type(error).__name__)
        said.append(
            f"Tieout itself failed at the {what} ({type(error).__name__}). The night is done and "
            "kept."
        )
    return said


def _pages(studio: Studio, told: NightTold, nights: Nights | None, wanted: After) -> Iterator[str]:
    """One that cannot be written stops no other; nothing is said but how many, and why."""
    if wanted.pages is None:
        return
    folder = wiring.made(wanted.pages)
    troubles: list[str] = []
    for name, page in _drawn(studio, told, nights, is_whole=wanted.is_whole):
        try:
            wiring.must_be_ours(folder / name)
            wiring.save_whole(folder / name, page.encode("utf-8", "replace"))
        except FileError as error:
            troubles.append(str(error))
    if troubles:
        yield f"{plural(len(troubles), 'page')} could not be written. {troubles[0]}"


def _drawn(
    studio: Studio, told: NightTold, nights: Nights | None, *, is_whole: bool
) -> Iterator[tuple[str, str]]:
    """File name and text of each page; that of the whole studio last."""
    from addin.reports.night_page import night_page  # noqa: PLC0415 - few nights need it
    from addin.reports.portfolio_page import portfolio_page  # noqa: PLC0415 - as above

    trends: dict[str, Sequence[Moment]] = {}
    has_each = _has_each(studio)
    for one in told.productions:
        trends[one.folder] = nights.trend(studio.key, one.folder) if nights else ()
        if has_each:
            yield page_name(one), night_page(one, trends[one.folder])
    if is_whole and told.productions and _has_all(studio):
        links = {one.folder: page_name(one) for one in told.productions if has_each}
        name = studio.settings.name or studio.key
        at = told.productions[0].at
        yield PORTFOLIO, portfolio_page(name, at, told.productions, trends, links)


def _has_each(studio: Studio) -> bool:
    """Whether each production has a page: all have, unless ``[reports]`` asks for others alone."""
    settings = studio.settings
    return settings.pages_of(settings.reports.productions) or not settings.reports.has_pages


def _has_all(studio: Studio) -> bool:
    settings = studio.settings
    return settings.pages_of(settings.reports.studio) or not settings.reports.has_pages


def _papers(studio: Studio, told: NightTold, nights: Nights | None, wanted: After) -> Iterator[str]:
    """PDF files and findings workbooks, of what each production said last."""
    asked = studio.settings.reports
    if studio.home is None or not told.productions or not asked.studio | asked.productions:
        return
    from addin.nightly.papers import Desk, papers  # noqa: PLC0415 - few nights need it

    font = studio.home / asked.font if asked.font else None
    desk = Desk(studio.home / asked.folder, studio.settings.name or studio.key, asked, font)
    latest = told.productions
    if nights is not None:
        folders = [one.folder for one in latest]
        known = {one.folder: one for one in nights.latest(studio.key, folders)}
        latest = tuple(_said_last(one, known) for one in latest)
    trends = {one.folder: nights.trend(studio.key, one.folder) if nights else () for one in latest}
    yield from papers(desk, latest, trends, stem, studio.folders, is_whole=wanted.is_whole)


def _said_last(one: ProductionNight, known: Mapping[str, ProductionNight]) -> ProductionNight:
    """Of one in which nothing changed, what it said when something did."""
    last = known.get(one.folder, one)
    return replace(last, ended=one.ended) if one.ended is Ended.UNCHANGED else one


def _alerts(
    studio: Studio, told: NightTold, nights: Nights | None, wanted: After, log: NightLog
) -> Iterator[str]:
    if nights is None or not wanted.is_whole or not studio.settings.alerts:
        return
    page = page_name if wanted.pages is not None and _has_each(studio) else None
    for one in alerts_of(studio, told.productions, nights, notifier(), wanted.now, page):
        if one.is_delivered:
            log.note("alert sent", alert=one.alert, to=one.to)
        if one.trouble:
            log.note("alert failed", alert=one.alert, to=one.to)
            yield one.trouble


def _forgotten(studio: Studio, nights: Nights | None, wanted: After) -> Iterator[str]:
    """Forget nights that are older than the studio keeps them; nothing is said of them.

    Older than the night before this one, not than now: a clock that is set wrong, far into the
    future, forgets nothing.
    """
    days = studio.settings.keep_days
    if nights is not None and wanted.is_whole and days:
        before = [one.begun.date() for one in nights.nights(studio.key, 2)][1:]
        if before and before[0].toordinal() > days:
            nights.prune(studio.key, before[0] - dt.timedelta(days))
    yield from ()
