"""A studio's memory beside a file of JSON for each night: seconds, size, and looking back.

Each production has 200 findings and 400 accounts, of which two findings and eight accounts move
each night. The peer writes each night's productions into one file, and reads all files to tell how
an account or a total moved. Both are measured in turn, in processor time of this process. Run
``python -m benchmarks.nights_kept [PRODUCTIONS] [NIGHTS] [--postgres]``; 20 and 40 unless told
otherwise. A server's processor time counts with this process's own.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from addin import wiring
from addin.domain.night import AccountLine, Ended, Facts, Point, ProductionNight
from addin.ports.nights import NightPlan
from benchmarks.servers import Where, where

_MONDAY = dt.datetime(2026, 1, 5, 3)
_STUDIO = "Northlight"


def production(folder: str, day: int) -> ProductionNight:
    """One production in one night."""
    points = tuple(
        Point(
            f"{number:06x}", "PO201", 3, "new" if number >= 198 + day else "still open",
            "PO Log.xlsx", "POs", f"F{number}",
            f"PO {number} is over-relieved by 1,234.56 against account {1000 + number}",
        )
        for number in range(day, 200 + day)
    )  # fmt: skip
    lines = tuple(
        AccountLine(
            f"{1000 + number}", f"Account {number}", 100_000, 20_000, 5_000, 15_000,
            40_000 + (day if number % 50 == day % 50 else 0), 60_000,
        )
        for number in range(400)
    )  # fmt: skip
    facts = Facts("USD", "Report.xlsx!Report", None, lines[0], lines)
    at = _MONDAY + dt.timedelta(day)
    return ProductionNight(
        0, Path(folder).name, folder, at, Ended.CHECKED, points=points, facts=facts
    )


def measured(productions: int, nights: int, home: Path, place: Where) -> Mapping[str, float]:
    """Seconds of each side, for what is done, and bytes."""
    folders = tuple(f"/shows/{number}" for number in range(productions))
    seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def taking(what: str) -> Iterator[None]:
        begun = place.spent()
        yield
        seconds[what] += place.spent() - begun

    with wiring.nights(home, place.address) as kept:
        for day in range(nights):
            at = _MONDAY + dt.timedelta(day)
            plan = NightPlan(_STUDIO, at, folders, f"{at}", "1", "in-process")
            number = kept.begin(plan).number
            ones = [production(folder, day) for folder in folders]
            with taking("recorded, tieout"):
                for one in ones:
                    kept.record(number, one)
            with taking("recorded, JSON"):
                text = json.dumps([dataclasses.asdict(one) for one in ones], default=str)
                (home / f"{day:04}.json").write_text(text)
            kept.end(number, at, 0)
        with taking("trend of all, tieout"):
            told = list(kept.trends(_STUDIO, folders).values())
        with taking("an account, tieout"):
            kept.accounts(_STUDIO, folders[0], "1005")
        with taking("latest, tieout"):
            kept.latest(_STUDIO)
    files = sorted(home.glob("*.json"))
    with taking("trend of all, JSON"):
        read = [json.loads(file.read_text()) for file in files]
    with taking("latest, JSON"):
        json.loads(files[-1].read_text())
    seconds["an account, JSON"] = seconds["trend of all, JSON"]
    if {len(one) for one in told} != {len(read)}:
        raise SystemExit("the two sides do not tell the same nights")
    file = home / ".tieout" / "studio.db"
    seconds["size, tieout"] = place.size() if place.address else file.stat().st_size
    seconds["size, JSON"] = sum(file.stat().st_size for file in files)
    return seconds


def main(words: Sequence[str]) -> None:
    """Measure, and say both sides and their ratio."""
    rest = list(words)
    with where(rest) as place, tempfile.TemporaryDirectory() as folder:
        productions, nights = (int(word) for word in (*rest, *("20", "40")[len(rest) :]))
        found = measured(productions, nights, Path(folder), place)
    print(f"{productions} productions, {nights} nights")
    print(f"{'':16} {'tieout':>12} {'JSON':>12} {'ratio':>8}")
    for what in ("recorded", "trend of all", "an account", "latest", "size"):
        ours, theirs = found[f"{what}, tieout"], found[f"{what}, JSON"]
        unit, scale = ("MB", 1e6) if what == "size" else ("s", 1)
        both = f"{ours / scale:10.2f} {unit} {theirs / scale:10.2f} {unit}"
        print(f"{what:16} {both} {ours / theirs:8.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
