"""A studio with a manifest and some nights behind it, for tests of what looks back on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from addin import wiring
from addin.domain.night import NO_FACTS, Ended
from addin.nightly.manifest import studio_of
from addin.ports.nights import NightPlan
from tests.adapters.database.drawn_nights import DAY, MONDAY, account, night_of, point


def kept_studio(tmp_path: Path, nights: int = 3) -> Path:
    """Its manifest: three productions, one in euros, one that fails every second night."""
    for name in ("One", "Two", "Three"):
        (tmp_path / "shows" / name).mkdir(parents=True)
    manifest = tmp_path / "studio.toml"
    manifest.write_text('productions = ["shows/*"]\n[studio]\nname = "Northlight"\n')
    studio = studio_of([manifest], wiring.read_text)
    folders = tuple(map(str, studio.folders))
    with wiring.nights(studio.home) as kept:
        for day in range(nights):
            at = MONDAY + day * DAY
            plan = NightPlan(studio.key, at, folders, f"{at}", "1.0", "in-process")
            number = kept.begin(plan).number
            for position, folder in enumerate(folders):
                kept.record(number, _one(folder, position, at, day))
            kept.end(number, at + dt.timedelta(hours=1), 1)
    return manifest


def _one(folder: str, position: int, at: dt.datetime, day: int):
    name = Path(folder).name
    one = night_of(folder, at, position=position, production=name, seconds=3.2)
    if name == "Three" and day % 2:
        return replace(
            one, ended=Ended.FAILED, failure="Its drive is away.", points=(), facts=NO_FACTS
        )
    total = account("", 150_000 + 5_000 * day, 160_000, is_total=True)
    lines = (account("2500", 40_000 + 100 * (day // 2)), account("1100", day))
    facts = replace(one.facts, total=total, accounts=lines)
    if name == "Two":
        facts = replace(facts, currency="EUR")
    points = (
        point("a1", "new" if not day else "still open", message='=HYPERLINK("http://x";"y")'),
    )
    return replace(one, facts=facts, points=points)
