"""What everybody waits for who looks at a studio's memory after a year, in processor time.

Run ``python -m benchmarks.studio_looked_at [PRODUCTIONS] [NIGHTS] [ADDRESS]``: 300 and 400 unless
told otherwise, in a file of SQLite unless an address of another database is given (empty, as
``benchmarks.studio_filled`` fills it). Processor time is this process's own; a server's is its own.
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
from benchmarks.studio_filled import FIRST, STUDIO, filled, folders_of, night_plan, production_night

_DAYS_KEPT = 200


def _best(what: str, act: Callable[[], object], runs: int = 3) -> None:
    """Say the least processor time of some runs."""
    least = min(_seconds(act) for _ in range(runs))
    print(f"{what:44} {least:8.3f} s", flush=True)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def looked_at(kept: Nights, folders: Sequence[str]) -> None:
    """What reads and writes nothing."""
    studio, one = STUDIO, folders[len(folders) // 2]
    last = kept.nights(studio, 1)[0].number
    _best("nights, 30", lambda: kept.nights(studio))
    _best("nights, 400", lambda: kept.nights(studio, 400))
    _best("mark", lambda: kept.mark(studio))
    _best("overview", lambda: kept.overview(studio))
    _best("latest of one", lambda: kept.latest(studio, [one]))
    _best("latest", lambda: kept.latest(studio))
    _best("night", lambda: kept.night(last))
    _best("last_inputs", lambda: kept.last_inputs(studio))
    _best("trend of one", lambda: kept.trend(studio, one))
    _best("trend of all, 60 nights", lambda: [kept.trend(studio, each, 60) for each in folders])
    _best("trend of all", lambda: [kept.trend(studio, each) for each in folders])
    _best("an account", lambda: kept.accounts(studio, one, "1005"))
    nights = kept.latest(studio)
    trend = kept.trend(studio, one)
    trends = {each: kept.trend(studio, each, 60) for each in folders}
    _best("page of one, without the memory", lambda: night_page(nights[0], trend))
    _best(
        "portfolio's page, without the memory",
        lambda: portfolio_page(studio, nights[0].at, nights, trends, {}),
    )
    alert = AlertSettings("costs", to=("TIEOUT_COSTS",))
    told = Studio(studio, StudioSettings(alerts=(alert,)), (), None)
    _best("alerts, one address", lambda: list(due_now(told, nights, kept)))


def a_night(kept: Nights, folders: Sequence[str], nights: int, pages: Path) -> None:
    """One more night, as far as the memory has to do with it, and what follows it."""
    plan = night_plan(nights, tuple(folders))
    _best("begin", lambda: kept.begin(plan), 1)
    ones = [production_night(place, folder, nights) for place, folder in enumerate(folders)]
    number = kept.begin(plan).number

    def recorded() -> None:
        for one in ones:
            kept.record(number, one)

    _best("record all", recorded, 1)
    _best("begin, gone on with", lambda: kept.begin(plan), 1)
    _best("end", lambda: kept.end(number, plan.at + dt.timedelta(hours=1), 1), 1)
    studio = Studio(STUDIO, StudioSettings(keep_days=0), (), None)
    told, wanted = NightTold(number, tuple(ones)), After(pages, True, plan.at)
    _best("all pages after a night", lambda: after(studio, told, kept, wanted, NightLog(None)), 1)


def commands(home: Path) -> None:
    """What is typed, from the start of the program to its end."""
    manifest = home / "studio.toml"
    manifest.write_text(f'productions = ["shows/*"]\n\n[studio]\nname = "{STUDIO}"\n')
    (home / "shows" / "show-000").mkdir(parents=True, exist_ok=True)
    one = ["--production", "Show 150"]
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


def forgotten(kept: NightArchive, file: Path) -> None:
    """Old nights are forgotten: how long it takes, and what becomes of the file."""
    newest = kept.nights(STUDIO, 1)[0].begun.date()
    before = newest - dt.timedelta(_DAYS_KEPT)
    size = file.stat().st_size if file.exists() else 0
    _best("prune, one night", lambda: kept.prune(STUDIO, FIRST.date() + dt.timedelta(1)), 1)
    _best("prune, the older half: to be told", lambda: kept.forgettable(STUDIO, before), 1)
    _best("prune, the older half", lambda: kept.prune(STUDIO, before), 1)
    if size:
        print(f"the file: {size / 1e6:.0f} MB, then {file.stat().st_size / 1e6:.0f} MB")


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(words: Sequence[str]) -> None:
    """Fill a memory, and look at it."""
    productions, nights = (int(word) for word in (*words[:2], *("300", "400")[len(words) :]))
    address = words[2] if len(words) > 2 else ""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = home / ".tieout" / "studio.db"
        database = Connected(address) if address else Connected.in_folder(file.parent, file.name)
        begun = time.monotonic()
        filled(database, productions, nights)
        database.close()
        print(
            f"{productions} productions, {nights} nights, made in {time.monotonic() - begun:.0f} s"
        )
        measured(home, address, folders_of(productions), nights)


def measured(home: Path, address: str, folders: Sequence[str], nights: int) -> None:
    """All of it."""
    with wiring.nights(home, address) as kept:
        looked_at(kept, folders)
        if not address:
            commands(home)
        a_night(kept, folders, nights, home / "pages")
        forgotten(kept, home / ".tieout" / "studio.db")


if __name__ == "__main__":
    main(sys.argv[1:])
