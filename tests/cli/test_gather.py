"""``tieout history gather``, and the night that does the same."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from addin import wiring
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from tests.cli.drawn_files import folder_of

AT = dt.datetime(2026, 3, 16, 23)


@pytest.fixture
def studio(tmp_path):
    """Two productions, in one of which a finding was waived; they share no history yet."""
    for name, lighting in (("Show", "500"), ("Quiet", "545")):
        folder_of(tmp_path / name, lighting)
    with wiring.kept(tmp_path / "Show", None) as kept:
        assert kept is not None
        work(Task(0, str(tmp_path / "Show"), Orders("", AT - dt.timedelta(1))))
        night = work(Task(0, str(tmp_path / "Show"), Orders("", AT - dt.timedelta(1))))
        kept.history.waive("Show", night.points[0].key, "agreed", "Sam", AT)
    manifest = tmp_path / "studio.toml"
    manifest.write_text('productions = ["Show", "Quiet"]\n[studio]\nname = "Kestrel"\n')
    return manifest


def waivers(manifest):
    """Who waived something where the productions share a history."""
    shared = f"sqlite:///{manifest.parent / '.tieout' / 'studio.db'}"
    with wiring.kept(manifest.parent / "Show", shared) as kept:
        assert kept is not None
        return [one.by for one in kept.history.waivers("Show")]


def test_it_is_said_first_then_done_then_nothing_is_new(tieout, studio):
    """A dry run writes nothing; the file in the folder stays byte for byte."""
    own = studio.parent / "Show" / ".tieout" / "history.db"
    before = own.read_bytes()
    dry = tieout("history", "gather", studio, "--dry-run")
    made = (studio.parent / ".tieout").exists()
    done = tieout("history", "gather", studio)
    again = tieout("history", "gather", studio)

    assert (dry[0], done[0], again[0]) == (0, 0, 0)
    said = " ".join(dry[1].split())
    assert "Show: 1 waiver, " in said
    assert "which stays as it is." in said
    assert "this was a dry run" in said
    assert not made
    assert "1 production had nothing new." in done[1]
    assert "shared_history = true" in done[1]
    assert "2 productions had nothing new." in again[1]
    assert own.read_bytes() == before
    assert waivers(studio) == ["Sam"]


def test_a_history_that_cannot_be_read_is_named_and_the_others_are_taken_over(tieout, studio):
    """Status 1; nothing of it is overwritten."""
    broken = studio.parent / "Quiet" / ".tieout" / "history.db"
    broken.parent.mkdir(exist_ok=True)
    broken.write_bytes(b"no database " * 500)
    status, _, err = tieout("history", "gather", studio)

    assert status == 1
    assert "Quiet: The history in" in " ".join(err.split())
    assert broken.read_bytes() == b"no database " * 500
    assert waivers(studio) == ["Sam"]


def test_a_night_takes_over_what_is_new_and_says_so(tieout, studio):
    """Turned on later, a shared history drops no waiver; the second night has nothing to say."""
    text = studio.read_text()
    studio.write_text(text + "shared_history = true\n")
    nights = []
    for day in ("17", "18"):
        status, out, _ = tieout("nightly", studio, "--today", f"2026-03-{day}", "--json", "-")
        assert status in {0, 1}
        nights.append({one["production"]: one for one in json.loads(out)})
    with wiring.nights(studio.parent) as kept:
        told = [
            [step.sentence for one in kept.night(night.number) for step in one.steps
             if step.name == "history"]
            for night in reversed(kept.nights("Kestrel"))
        ]  # fmt: skip
        points = {one.production: one.points for one in kept.latest("Kestrel")}

    assert len(told[0]) == 1
    assert told[0][0].startswith("Taken over: 1 waiver, ")
    assert told[1] == []
    assert "waived" in {one.standing for one in points["Show"]}


def test_an_own_history_that_is_damaged_makes_a_night_partly_done(studio):
    """Its waivers may be in it: the production is checked, and the step says why they are not."""
    show = studio.parent / "Show"
    (show / ".tieout" / "history.db").write_bytes(b"no database " * 500)
    shared = f"sqlite:///{studio.parent / 'shared.db'}"
    night = work(Task(0, str(show), Orders("n", AT, history=shared)))

    assert night.ended == "partly"
    (step,) = [one for one in night.steps if one.name == "history"]
    assert (step.outcome, "history.db cannot be used" in step.sentence) == ("failed", True)
