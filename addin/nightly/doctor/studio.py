"""Whether a studio's nights will go well: what they read, where they write, whom they tell."""

from __future__ import annotations

import os
import shutil
import socket
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from addin import wiring
from addin.errors import AddinError
from addin.hosts.install.check import Check, State
from addin.nightly.doctor.reports import in_the_way_of_reports
from addin.nightly.engines.choose import engine_called
from addin.nightly.manifest import Studio, studio_of
from addin.nightly.scheduling.remembered import last_night_of
from addin.settings.studio import USUAL_NIGHT

LITTLE: Final = 2_000_000_000
"""Bytes: with less free, somebody should make room."""
TOO_LITTLE: Final = 200_000_000
"""Bytes: with less free, a night fails."""
_SHOWN: Final = 10
"""How many productions of one trouble are named; the others are counted."""
_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Looked:
    """A studio as its doctor sees it: the manifest, and the environment its nights have."""

    manifest: Path
    studio: Studio
    environment: Mapping[str, str]
    options: Sequence[str] = ()

    @property
    def title(self) -> str:
        """What its checks stand under."""
        return title_of(self.studio.key)

    def check(self, state: State, says: str, advice: str = "") -> Check:
        """A check of these nights."""
        return Check(self.title, state, says, advice)


def title_of(studio: str) -> str:
    """What the checks of a studio's nights stand under."""
    return f"nights of {studio}"


def looked_at(
    manifest: Path, environment: Mapping[str, str], options: Sequence[str] = ()
) -> Looked | Check:
    """A studio to examine; a check that is a problem if its manifest cannot be used."""
    try:
        studio = studio_of([manifest], wiring.read_text)
    except AddinError as error:
        return Check(title_of(str(manifest)), State.PROBLEM, str(error), "Mend it; then ask again.")
    return Looked(manifest, studio, environment, options)


def examine(looked: Looked) -> Iterator[Check]:
    """Look at everything a night of this studio needs; nothing is written, nobody is told."""
    count = len(looked.studio.folders)
    noun = "production" if count == 1 else "productions"
    yield looked.check(State.OK, f"{looked.manifest} can be read and names {count} {noun}.")
    yield from _productions(looked)
    yield _state(looked)
    yield from _room(looked)
    for says, advice in in_the_way_of_reports(looked.studio):
        yield looked.check(State.PROBLEM, says, advice)
    yield from _told(looked)
    yield from _google(looked)
    yield _engine(looked)


def _productions(looked: Looked) -> Iterator[Check]:
    """Whether each folder is there, its settings right, and open for what the night may do."""
    troubles: dict[str, list[str]] = {}
    for position, folder in enumerate(looked.studio.folders):
        for trouble in _troubles(looked, position, folder):
            troubles.setdefault(trouble, []).append(str(folder))
    for trouble, folders in troubles.items():
        named = ", ".join(folders[:_SHOWN])
        more = f" and {len(folders) - _SHOWN} more" if len(folders) > _SHOWN else ""
        says, _, advice = trouble.partition("|")
        yield looked.check(State.PROBLEM, f"{says}: {named}{more}.", advice)
    if not troubles:
        yield looked.check(
            State.OK, "Every folder can be read, and written where the night writes."
        )


def _troubles(looked: Looked, position: int, folder: Path) -> Iterator[str]:
    """What stands in the way of one production's night, each with what to do behind a bar."""
    if not folder.is_dir():
        yield "The folder is not there|Put it back, or take it out of the manifest."
        return
    if not os.access(folder, os.R_OK | os.X_OK):
        yield "The folder may not be read|Give the user of the night the right to."
        return
    try:
        settings = wiring.settings_of(folder)
    except AddinError as error:
        yield f"{str(error).rstrip('.')}|Mend production.toml"
        return
    night = settings.night.over(looked.studio.night_of(position)).over(USUAL_NIGHT)
    if night.write and not os.access(folder, os.W_OK):
        yield "The night may write, and the folder is closed to it|Open it to the night's user."
    elif not os.access(folder, os.W_OK):
        yield (
            "The folder cannot be written, so the production keeps no history|Open it to the "
            "night's user, or keep histories in one place: shared_history in the manifest."
        )


def _state(looked: Looked) -> Check:
    """Whether the memory of the nights answers; its address may be a secret and is never told."""
    settings = looked.studio.settings
    where = "in the database that the manifest names" if settings.state else "beside the manifest"
    try:
        night = last_night_of(looked.studio, looked.environment)
    except AddinError as error:
        return looked.check(State.PROBLEM, str(error), "See that it runs, and that it lets us in.")
    if night is None:
        says = f"The nights will be kept {where}; there has been none yet."
        return looked.check(State.OK, says)
    says = f"The nights are kept {where}, in the form of this version; the last was night "
    return looked.check(State.OK, f"{says}{night.number}, of {night.begun:%Y-%m-%d %H:%M}.")


def _room(looked: Looked) -> Iterator[Check]:
    """How much is free where workbooks and histories are written: once for each disk."""
    seen: set[int] = set()
    for folder in (looked.manifest.parent, *looked.studio.folders):
        try:
            disk = folder.stat().st_dev
            free = shutil.disk_usage(folder).free
        except OSError:
            continue
        if disk in seen:
            continue
        seen.add(disk)
        shown = f"{free / 1e9:,.1f} GB are free on the disk of {folder}."
        if free >= LITTLE:
            yield looked.check(State.OK, shown)
        else:
            state = State.PROBLEM if free < TOO_LITTLE else State.NOTE
            yield looked.check(state, shown, "Make room: every write keeps a copy of what was.")


def _told(looked: Looked) -> Iterator[Check]:
    """Whether the variables that hold the addresses of alerts are set; names only."""
    alerts = looked.studio.settings.alerts
    for alert in alerts:
        missing = [name for name in alert.to if not looked.environment.get(name, "").strip()]
        if missing:
            says = f"The alert '{alert.name}' goes nowhere: not set here: {', '.join(missing)}."
            yield looked.check(State.PROBLEM, says, "Put it into the night's file of variables.")
    names = {name for alert in alerts for name in alert.to}
    if not alerts:
        advice = "[[alert]] in the manifest has somebody told: docs/alerts.md."
        yield looked.check(State.NOTE, "Nobody is told how a night went.", advice)
    elif all(looked.environment.get(name, "").strip() for name in names):
        yield looked.check(State.OK, f"Alerts go out by {', '.join(sorted(names))}.")


def _google(looked: Looked) -> Iterator[Check]:
    """Whether somebody is signed in for the sheets that are tied; Google itself is not asked."""
    tied = [folder for folder in looked.studio.folders if _ties(folder)]
    troubles: Counter[str] = Counter()
    with _surrounded_by(looked.environment):
        for folder in tied:
            try:
                wiring.sheets_account(folder, at_night=True)
            except AddinError as error:
                troubles[str(error)] += 1
    for trouble, count in troubles.items():
        noun = "production ties" if count == 1 else "productions tie"
        advice = "docs/google-account.md: a service account needs nobody who is signed in."
        yield looked.check(State.PROBLEM, f"{count} {noun} Google Sheets: {trouble}", advice)
    if tied and not troubles:
        says = f"{len(tied)} of the productions tie Google Sheets, and there is a sign-in for them."
        yield looked.check(State.OK, says)


@contextmanager
def _surrounded_by(environment: Mapping[str, str]) -> Iterator[None]:
    """The environment as the night has it."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _ties(folder: Path) -> bool:
    try:
        return bool(folder.is_dir() and wiring.settings_of(folder).syncs)
    except AddinError:
        return False  # said already


def _engine(looked: Looked) -> Check:
    """Whether the engine is one, and its scheduler answers."""
    asked = engine_asked(looked.options) or looked.studio.settings.engine
    if "://" not in asked:
        try:
            engine = engine_called(asked, len(looked.studio.folders))
        except AddinError as error:
            return looked.check(State.PROBLEM, str(error), "Mend 'engine' in the manifest.")
        return looked.check(State.OK, f"The engine is {engine.name}.")
    place = urlsplit(asked)
    shown = f"{place.scheme}://{place.hostname}:{place.port}"
    try:
        socket.create_connection((place.hostname or "", place.port or 0), _SECONDS).close()
    except (OSError, OverflowError) as error:
        says = f"The scheduler at {shown} does not answer ({error})."
        return looked.check(State.PROBLEM, says, "Start it, or open the way to it.")
    return looked.check(State.OK, f"The scheduler at {shown} answers.")


def engine_asked(options: Sequence[str]) -> str:
    """The engine that a schedule's options name; empty: none."""
    found = ""
    for name, following in pairwise((*options, "")):
        option, is_one, value = name.partition("=")
        if option in {"--cluster", "--engine"}:
            found = value if is_one else following
    return found
