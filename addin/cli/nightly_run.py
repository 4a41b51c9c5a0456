"""A night as ``tieout nightly`` runs it: everything wired, its progress and its summary shown."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from addin import wiring
from addin.cli.saying import say
from addin.cli.terminal import Console
from addin.domain.night import ProductionNight
from addin.errors import AddinError
from addin.nightly.after import After, after
from addin.nightly.changed import SinceDay, SinceLast
from addin.nightly.engines.choose import engine_called
from addin.nightly.engines.engine import Engine
from addin.nightly.inputs import inputs_of
from addin.nightly.logs import NightLog, usual_log
from addin.nightly.manifest import Studio, studio_of
from addin.nightly.names import name_of
from addin.nightly.orders import Orders, Task
from addin.nightly.plan import only, tasks_of
from addin.nightly.run import NightTold, Surroundings, night
from addin.nightly.spool import FILE_NAME as SPOOL
from addin.nightly.spool import Spool
from addin.nightly.stopping import Signals
from addin.nightly.while_held import NOT_SURE, WhileHeld
from addin.ports.nights import Nights
from addin.reports.nightly import summary_json, summary_text
from addin.settings.model import FILE_NAME
from addin.settings.studio import UNSAID, NightSettings, Writes
from addin.wiring.night_lease import Sure, night_lease
from addin.wiring.night_lock import STATE_FOLDER, night_lock
from addin.wiring.nights import address_in


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line; empty: as the manifest says."""

    at: dt.datetime
    only: tuple[str, ...] = ()
    since: dt.date | str | None = None
    is_dry: bool = False
    fresh: bool = False
    engine: str | None = None
    workers: int = 0
    tls: tuple[Path, Path, Path] | None = None
    state: str = ""
    writes_findings: bool = False
    pages: str | None = None
    fail_at: int = 3
    syncs: bool = True
    history: str = ""
    keeps_history: bool = True
    log: Path | None = None


def ran(places: Sequence[Path], asked: Asked, json_file: str | None, *, shown: bool = True) -> int:
    """Run a night and show how it went, unless nobody wants to see it; gives its exit status.

    Raises:
        AddinError: it could not run at all.
    """
    studio = studio_of(places, wiring.read_text)
    orders = _orders(studio, asked)
    tasks = only(tasks_of(studio, orders, _own_night), asked.only, _name_of)
    engine = _engine(studio, asked, len(tasks))
    with _held(studio, asked) as is_sure, _memory(studio, asked) as nights:
        told, left = _run(studio, tasks, orders, engine, nights, asked, is_sure)
        if shown:
            _show(told, json_file)
        for line in left:
            say(line, err=True)
    return told.status(asked.fail_at)


def _run(
    studio: Studio,
    tasks: Sequence[Task],
    orders: Orders,
    engine: Engine,
    nights: Nights | None,
    asked: Asked,
    is_sure: Sure,
) -> tuple[NightTold, tuple[str, ...]]:
    """The night, and what came of pages and alerts, in sentences."""
    home = None if asked.is_dry else studio.home
    log = NightLog(None if asked.is_dry else asked.log or (usual_log(home) if home else None))
    spool = Spool(home / STATE_FOLDER / SPOOL if home else None)
    with _progress(len(tasks)) as progress, Signals(_say) as signals:
        stop = WhileHeld(signals, is_sure)
        around = Surroundings(nights, spool, log, progress)
        if asked.is_dry:
            around = Surroundings(progress=progress)
        try:
            told = night(
                studio,
                tasks,
                orders,
                engine,
                stop,
                around,
                changed=_changed(studio, nights, asked),
                fresh=asked.fresh,
                fail_at=asked.fail_at,
            )
        except AddinError as error:
            if asked.log is None:  # else whoever named the log tells every refusal there
                around.log.note("refused", error=type(error).__name__)
            raise
        if asked.is_dry:
            return told, told.trouble
        wanted = After(
            pages=_pages(studio, asked),
            is_whole=not told.left and not asked.only,
            now=dt.datetime.now().replace(microsecond=0),  # noqa: DTZ005 - a coordinator's clock
        )
        lost = (NOT_SURE,) if stop.was_lost and told.left else ()
        return told, (*told.trouble, *lost, *after(studio, told, nights, wanted, log))


def _orders(studio: Studio, asked: Asked) -> Orders:
    history = asked.history
    if not history and studio.settings.shared_history and studio.home is not None:
        history = asked.state or studio.settings.state or address_in(studio.home)
    writes = frozenset({Writes.FINDINGS}) if asked.writes_findings else frozenset()
    return Orders(
        night="",
        at=asked.at,
        settings=studio.settings.night,
        history=history,
        keeps_history=asked.keeps_history,
        is_dry=asked.is_dry,
        syncs=asked.syncs,
        writes=writes,
    )


def _engine(studio: Studio, asked: Asked, productions: int) -> Engine:
    text = asked.engine if asked.engine is not None else studio.settings.engine
    cluster = studio.settings.cluster
    return engine_called(text, productions, workers=asked.workers, tls=asked.tls, cluster=cluster)


def _changed(studio: Studio, nights: Nights | None, asked: Asked) -> Callable[[Path], bool] | None:
    if asked.since is None:
        return None
    if isinstance(asked.since, dt.date):
        return SinceDay(asked.since)
    known = nights.last_inputs(studio.key) if nights else {}
    by_folder = {folder: studio.night_of(n) for n, folder in enumerate(studio.folders)}
    return SinceLast(known, lambda folder: inputs_of(folder, by_folder.get(folder, UNSAID)))


def _own_night(folder: Path) -> NightSettings:
    """What a production says of its nights; most say nothing, and nothing is read for it."""
    return wiring.settings_of(folder).night if (folder / FILE_NAME).is_file() else UNSAID


def _name_of(folder: Path) -> str:
    return name_of(folder, wiring.read_text)


@contextmanager
def _held(studio: Studio, asked: Asked) -> Iterator[Sure]:
    """The locks of a studio: on this machine, and over all that share its memory.

    Bare folders have none but those of each production.
    """
    now = dt.datetime.now()  # noqa: DTZ005 - a coordinator's own clock
    address = asked.state or studio.settings.state
    with ExitStack() as held:
        is_sure: Sure = _surely
        if studio.home is not None and not asked.is_dry:
            held.enter_context(night_lock(studio.home, now))
            if address and asked.keeps_history:
                is_sure = held.enter_context(night_lease(address, studio.key, now))
        yield is_sure


def _surely() -> bool:
    return True


@contextmanager
def _memory(studio: Studio, asked: Asked) -> Iterator[Nights | None]:
    """The studio's memory; none for bare folders, without a history, and where nothing is kept."""
    address = asked.state or studio.settings.state
    is_kept = asked.keeps_history and bool(address or studio.home)
    if asked.is_dry:  # it is read if it is there, and never made
        own = studio.home and (studio.home / STATE_FOLDER / "studio.db").exists()
        is_kept = is_kept and bool(asked.since and (address or own))
    if not is_kept:
        yield None
        return
    with wiring.nights(studio.home, address) as nights:
        yield nights


def _pages(studio: Studio, asked: Asked) -> Path | None:
    if asked.pages:
        return Path(asked.pages)
    reports = studio.settings.reports
    folder = studio.settings.pages or (reports.folder if reports.has_pages else "")
    if folder and studio.home is not None:
        return studio.home / folder
    return None


@contextmanager
def _progress(productions: int) -> Iterator[Callable[[ProductionNight, int, int], None]]:
    """A line on a terminal that says how far it is; elsewhere nothing."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as shown:
        line = shown.add_task("Productions", total=productions)

        def progress(one: ProductionNight, done: int, of: int) -> None:
            del one
            shown.update(line, completed=done, total=of)

        yield progress


def _say(sentence: str) -> None:
    """Said from within a signal: past every buffer, which may be in use just then."""
    with suppress(OSError):  # nobody listens
        os.write(2, f"{sentence}\n".encode())


def _show(told: NightTold, json_file: str | None) -> None:
    if json_file == "-":
        click.echo(summary_json(told.productions), nl=False)
    else:
        Console().print(summary_text(told.productions, told.left))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), summary_json(told.productions))
