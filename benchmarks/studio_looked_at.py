"""What everybody waits for who looks at a studio's memory after a year, in processor time.

Run ``python -m benchmarks.studio_looked_at [PRODUCTIONS] [NIGHTS] [--postgres]``: 300 and 400
unless told otherwise, in a file of SQLite, or in a throw-away server. Both times are told: this
process's own, and the server's.
Each figure is the best of three, and what forgets or records is done once.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from addin import wiring
from addin.adapters.database.connected import Connected
from addin.nightly.after import After, after
from addin.nightly.alerts import due_now
from addin.nightly.logs import NightLog
from addin.nightly.manifest import Studio
from addin.nightly.run import NightTold
from addin.ports.nights import NightArchive, Nights
from addin.reports.night_page import night_page
from addin.reports.portfolio_page import portfolio_page
from addin.settings.studio import AlertSettings, StudioSettings
from benchmarks.servers import Where, where
from benchmarks.studio_filled import FIRST, STUDIO, filled, folders_of, night_plan, production_night

_DAYS_KEPT = 200


Best = Callable[..., None]


def best_at(place: Where) -> Best:
    """What says the least processor time of some runs."""

    def best(what: str, act: Callable[[], object], runs: int = 3) -> None:
        least = min((place.used(act) for _ in range(runs)), key=lambda one: one.ours + one.servers)
        servers = f" {least.servers:8.3f} s" if place.server else ""
        print(f"{what:44} {least.ours:8.3f} s{servers}", flush=True)

    return best


def looked_at(kept: Nights, folders: Sequence[str], best: Best) -> None:
    """What reads and writes nothing."""
    studio, one = STUDIO, folders[len(folders) // 2]
    last = kept.nights(studio, 1)[0].number
    best("nights, 30", lambda: kept.nights(studio))
    best("nights, 400", lambda: kept.nights(studio, 400))
    best("mark", lambda: kept.mark(studio))
    best("overview", lambda: kept.overview(studio))
    best("latest of one", lambda: kept.latest(studio, [one]))
    best("latest", lambda: kept.latest(studio))
    best("night", lambda: kept.night(last))
    best("last_inputs", lambda: kept.last_inputs(studio))
    best("trend of one", lambda: kept.trend(studio, one))
    best("trend of all, 60 nights", lambda: [kept.trend(studio, each, 60) for each in folders])
    best("trend of all", lambda: kept.trends(studio, folders))
    best("trend of all, one by one", lambda: [kept.trend(studio, each) for each in folders])
    best("an account", lambda: kept.accounts(studio, one, "1005"))
    nights = kept.latest(studio)
    trend = kept.trend(studio, one)
    trends = {each: kept.trend(studio, each, 60) for each in folders}
    best("page of one, without the memory", lambda: night_page(nights[0], trend))
    best(
        "portfolio's page, without the memory",
        lambda: portfolio_page(studio, nights[0].at, nights, trends, {}),
    )
    best("review: a production's findings", lambda: [kept.mark(studio), kept.latest(studio, [one])])
    best("review: all productions", lambda: [kept.mark(studio), kept.overview(studio)])
    best("review: the report of all", lambda: _report_of_all(kept, folders))
    alert = AlertSettings("costs", to=("TIEOUT_COSTS",))
    told = Studio(studio, StudioSettings(alerts=(alert,)), (), None)
    best("alerts, one address", lambda: list(due_now(told, nights, kept)))


def _report_of_all(kept: Nights, folders: Sequence[str]) -> str:
    nights = kept.counted(STUDIO, folders)
    trends = kept.trends(STUDIO, folders, 60)
    return portfolio_page(STUDIO, max(one.at for one in nights), nights, trends, {})


def a_night(kept: Nights, folders: Sequence[str], nights: int, pages: Path, best: Best) -> None:
    """One more night, as far as the memory has to do with it, and what follows it."""
    plan = night_plan(nights, tuple(folders))
    best("begin", lambda: kept.begin(plan), 1)
    ones = [production_night(place, folder, nights) for place, folder in enumerate(folders)]
    number = kept.begin(plan).number

    def recorded() -> None:
        for one in ones:
            kept.record(number, one)

    best("record all", recorded, 1)
    best("begin, gone on with", lambda: kept.begin(plan), 1)
    best("end", lambda: kept.end(number, plan.at + dt.timedelta(hours=1), 1), 1)
    studio = Studio(STUDIO, StudioSettings(keep_days=0), (), None)
    told, wanted = NightTold(number, tuple(ones)), After(pages, True, plan.at)
    best("all pages after a night", lambda: after(studio, told, kept, wanted, NightLog(None)), 1)


def commands(home: Path, productions: int) -> None:
    """What is typed, from the start of the program to its end."""
    manifest = home / "studio.toml"
    manifest.write_text(f'productions = ["shows/*"]\n\n[studio]\nname = "{STUDIO}"\n')
    (home / "shows" / "show-000").mkdir(parents=True, exist_ok=True)
    one = ["--production", f"Show {productions // 2:03}"]
    for words in (
        ["history"],
        ["history", *one],
        ["history", "--findings", *one],
        ["trend"],
        ["trend", *one],
        ["trend", *one, "--account", "1005"],
    ):
        command = [sys.executable, "-m", "addin", *words, str(manifest)]
        begun = _of_children()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        print(f"{'tieout ' + ' '.join(words):44} {_of_children() - begun:8.3f} s", flush=True)


def forgotten(kept: NightArchive, file: Path, best: Best) -> None:
    """Old nights are forgotten: how long it takes, and what becomes of the file."""
    newest = kept.nights(STUDIO, 1)[0].begun.date()
    before = newest - dt.timedelta(_DAYS_KEPT)
    size = file.stat().st_size if file.exists() else 0
    best("prune, one night", lambda: kept.prune(STUDIO, FIRST.date() + dt.timedelta(1)), 1)
    best("prune, the older half: to be told", lambda: kept.forgettable(STUDIO, before), 1)
    best("prune, the older half", lambda: kept.prune(STUDIO, before), 1)
    if size:
        print(f"the file: {size / 1e6:.0f} MB, then {file.stat().st_size / 1e6:.0f} MB")


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(words: Sequence[str]) -> None:
    """Fill a memory, and look at it."""
    rest = list(words)
    with where(rest) as place, tempfile.TemporaryDirectory() as folder:
        productions, nights = (int(word) for word in (*rest[:2], *("300", "400")[len(rest) :]))
        home = Path(folder)
        file = home / ".tieout" / "studio.db"
        at_server = Connected(place.address) if place.address else None
        database = at_server or Connected.in_folder(file.parent, file.name)
        begun = time.monotonic()
        filled(database, productions, nights)
        if at_server is not None:  # as a server does by itself, some minutes later
            with at_server.transaction() as connection:
                connection.exec_driver_sql("ANALYZE")
        database.close()
        seconds = time.monotonic() - begun
        size = place.size() if place.address else file.stat().st_size
        made = f"{size / 1e6:.0f} MB, made in {seconds:.0f} s"
        print(f"{productions} productions, {nights} nights, {made}")
        if place.server:
            print(f"{'processor time of':44} {'this':>10} {'server':>10}")
        measured(home, place, folders_of(productions), nights)


def measured(home: Path, place: Where, folders: Sequence[str], nights: int) -> None:
    """All of it."""
    best = best_at(place)
    with wiring.nights(home, place.address) as kept:
        looked_at(kept, folders, best)
        if not place.address:
            commands(home, len(folders))
        a_night(kept, folders, nights, home / "pages", best)
        forgotten(kept, home / ".tieout" / "studio.db", best)


if __name__ == "__main__":
    main(sys.argv[1:])
