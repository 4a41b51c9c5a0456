"""SHT101 to SHT107: shots in the edit, assets, hand-overs, load and quotas."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.rules.animation import (
    asset_not_ready,
    edit_gap,
    edit_length,
    frame_count,
    late_handover,
    overbooked_artist,
    quota,
)
from addin.rules.rule import Options, Workpapers
from tests.rules.trackers import found, papers, real_papers

EVERY = (
    edit_gap,
    frame_count,
    edit_length,
    asset_not_ready,
    late_handover,
    overbooked_artist,
    quota,
)
SHOTS = """
    Episode | Sequence | Shot | Frame In | Frame Out | Frames
    E1 | SQ1 | SH1 | 1   | 100 | 100
    E1 | SQ1 | SH2 | 101 | 150 | 50
    E1 | SQ1 | SH3 | 151 | 200 | 50
    E1 | SQ2 | SH1 | 201 | 240 | 40
"""


def test_shots_that_join_and_count_right_say_nothing():
    """A shot list as it should be."""
    given = papers(Shots=SHOTS)
    for rule in EVERY:
        assert found(rule, given) == []


def test_a_gap_and_an_overlap_are_found_with_their_frames():
    """Both name the shot before."""
    broken = SHOTS.replace("151 | 200", "155 | 203")
    assert found(edit_gap, papers(Shots=broken)) == [
        ("E1, SQ1 SH3: gap after SQ1 SH2, 4 frames.", ["D4", "E4"]),
        ("E1, SQ2 SH1: overlaps SQ1 SH3, 3 frames.", ["D5", "E5"]),
    ]


def test_frames_of_the_shot_itself_are_no_edit():
    """Every shot from 1001: there is nothing to join."""
    own = """
        Sequence | Shot | Frame In | Frame Out
        SQ1 | SH1 | 1001 | 1100
        SQ1 | SH2 | 1001 | 1050
        SQ1 | SH3 | 1001 | 1075
    """
    assert found(edit_gap, papers(Shots=own)) == []


def test_a_count_that_is_not_from_first_to_last_is_found():
    """Unless most counts are: then it is counted otherwise, or is something else."""
    (one,) = found(frame_count, papers(Shots=SHOTS.replace("151 | 200 | 50", "151 | 200 | 44")))
    assert one == ("SQ1 SH3 runs from 151 to 200: 50 frames, not 44.", ["F4", "D4", "E4"])
    handles = (
        SHOTS.replace("| 100\n", "| 116\n").replace("| 50\n", "| 66\n").replace("| 40", "| 56")
    )
    assert found(frame_count, papers(Shots=handles)) == []


def test_an_episode_that_its_shots_do_not_fill_is_found():
    """240 frames at 24 are ten seconds; the edit is half a second longer."""
    episodes = """
        Episode | Edit length | FPS
        E1 | 00:00:{} | 24
    """
    assert found(edit_length, papers(Shots=SHOTS, Edits=episodes.format("10:00"))) == []
    (one,) = found(edit_length, papers(Shots=SHOTS, Edits=episodes.format("10:12")))
    assert one[0] == "The 4 shots of E1 have 240 frames, its edit 252: 12 shorter."
    assert one[1] == ["B2", "F2", "D2", "F5", "E5"]


CASTING = """
    Episode | Parent | Name | Asset Type | Asset | Occurences | Label
    E1 | SQ1 | SH1 | Props | Lantern | 1 | fixed
    E1 | SQ1 | SH2 | Props | Lantern | 2 | fixed
    E1 | SQ2 | SH1 | Props | Boat | 1 | fixed
"""
ASSETS = """
    Type | Name | Description | Modeling | Rigging
    Prop | Lantern | It glows | done | {}
    Prop | Boat | It leaks | done | done
"""
STATUSES = """
    Episode | Sequence | Name | Layout | Animation
    E1 | SQ1 | SH1 | done | wip
    E1 | SQ1 | SH2 | wip | todo
    E1 | SQ2 | SH1 | done | done
"""


def test_a_shot_in_animation_with_an_asset_in_rigging_is_found():
    """Layout works with stand-ins; shots not begun wait in peace."""
    given = papers(Casting=CASTING, Assets=ASSETS.format("wip"), Shots=STATUSES)
    assert found(asset_not_ready, given) == [
        (
            "Lantern is not ready (Rigging in work), and is cast in 1 shot that needs it before: SQ1 SH1 (Animation).",
            ["E2", "E2", "E2"],
        )
    ]
    ready = papers(Casting=CASTING, Assets=ASSETS.format("done"), Shots=STATUSES)
    assert found(asset_not_ready, ready) == []


def test_a_shot_planned_before_its_asset_is_due_is_found():
    """By the dates of a list of tasks."""
    tasks = """
        Project | Task Type | Episode | Sequence | Entity Type | Entity | Assignees | Start date | Due date | Task Status
        P | Rigging | | | Prop | Lantern | Kim | 2026-03-02 | 2026-03-10 | wip
        P | Animation | E1 | SQ1 | Shot | SH1 | Jo | 2026-03-09 | 2026-03-13 | todo
        P | Animation | E1 | SQ1 | Shot | SH2 | Al | 2026-03-11 | 2026-03-13 | todo
    """
    (one,) = found(asset_not_ready, papers(Casting=CASTING, Tasks=tasks))
    assert "due Tue 10 March" in one[0]
    assert "1 shot that needs it before: SQ1 SH1 (Animation)" in one[0]


def test_assets_named_beside_the_shot_and_a_stage_instead_of_a_status_are_understood():
    """Gull is at *Rig* while others are approved; a column of stages alone says nothing."""
    shots = """
        Sequence | Shot | Assets | Layout | Animation
        010 | 010_10 | Gull, Boat | Done | {}
        010 | 010_20 | Boat | Done | Done
    """
    assets = """
        Asset | Category | Stage | Artist
        Gull | Character | {} | Maja
        Boat | Prop | Approved | Ben
    """
    early = papers(Shots=shots.format("WIP"), Assets=assets.format("Rig"))
    (one,) = found(asset_not_ready, early)
    assert one[0].startswith("Gull is not ready (Rig in work), and is cast in 1 shot that needs it")
    assert one[1] == ["C2", "E2", "C2"]
    for shot, stage in (("Ready", "Rig"), ("WIP", "Approved"), ("Done", "Rig")):
        given = papers(Shots=shots.format(shot), Assets=assets.format(stage))
        assert found(asset_not_ready, given) == []
    stages = assets.format("Rig").replace("Approved", "Surface")
    assert found(asset_not_ready, papers(Shots=shots.format("WIP"), Assets=stages)) == []


def tasks(*rows: str) -> Workpapers:
    """A list of tasks as Kitsu exports it."""
    head = (
        "Project | Task Type | Episode | Sequence | Entity Type | Entity | Assignees | Estimation"
        " | Start date | Due date | Task Status"
    )
    return papers(Tasks="\n".join((head, *rows)))


def test_a_department_that_is_due_after_the_next_begins_is_found():
    """Lighting on the 11th, animation until the 13th; departments nobody knows are left out."""
    given = tasks(
        "P | Lighting | E1 | SQ1 | Shot | SH1 | Al | 2 | 2026-03-11 | 2026-03-16 | todo",
        "P | Animation | E1 | SQ1 | Shot | SH1 | Jo | 5 | 2026-03-09 | 2026-03-13 | wip",
        "P | Paperwork | E1 | SQ1 | Shot | SH1 | Bo | 5 | 2026-03-01 | 2026-03-30 | wip",
        "P | Animation | E1 | SQ1 | Shot | SH2 | Mo | 5 | 2026-03-09 | 2026-03-11 | wip",
        "P | Lighting | E1 | SQ1 | Shot | SH2 | Di | 2 | 2026-03-11 | 2026-03-16 | todo",
    )
    assert found(late_handover, given) == [
        (
            "SQ1 SH1: Animation is due Fri 13 March, Lighting begins Wed 11 March, 2 days before.",
            ["I2", "J3"],
        )
    ]


def test_an_artist_with_more_due_than_there_are_days_is_found():
    """Two tasks of three days in one week fit, of four each do not; shared work is shared."""
    rows = [
        "P | Animation | E1 | SQ1 | Shot | SH{} | Jo | {} | 2026-03-09 | 2026-03-13 | todo".format(
            *one
        )
        for one in ((1, 4), (2, 4))
    ]
    (one,) = found(overbooked_artist, tasks(*rows))
    assert one[0] == (
        "Jo has 2 tasks of 8 working days in all, due between Mon 9 March and Fri 13 March:"
        " 5 working days."
    )
    assert one[1] == ["J2", "J3"]
    assert found(overbooked_artist, tasks(*(row.replace("| 4 |", "| 2 |") for row in rows))) == []
    both = [row.replace("| Jo |", "| Jo, Al |") for row in rows]
    assert found(overbooked_artist, tasks(*both)) == []


QUOTAS = """
    Department | Quota per week | Artists | Frames left | Delivery
    Animation | 200 | 6 | {} | 2026-04-20
    Lighting | 400 | 3 | 1200 | 2026-04-20
"""


def test_a_quota_that_cannot_be_kept_is_found_with_the_day_it_would_be():
    """Seven weeks of 1,200 frames are 8,400."""
    today = Options(today=dt.date(2026, 3, 2))
    assert found(quota, papers(today, Quotas=QUOTAS.format(8400))) == []
    (one,) = found(quota, papers(today, Quotas=QUOTAS.format(9600)))
    assert one[0] == (
        "Animation has 9,600 left and can do 8,400: 6 artists, 200 a week each, 7 weeks. At that"
        " pace it is through on Mon 27 April 2026."
    )
    assert found(quota, papers(Quotas=QUOTAS.format(9600))) == [], "nobody said what day it is"


def test_work_less_what_is_finished_is_what_is_left():
    """Weeks left beside a deadline are those that the work takes: the deadline counts."""
    departments = """
        Department | Quota | Artists | Deadline | Work | Finished | Weeks Left
        Comp | 20 | 2 | 2026-03-16 | 200 | {} | 2.5
    """
    today = Options(today=dt.date(2026, 3, 2))
    assert found(quota, papers(today, Departments=departments.format(120))) == []
    (one,) = found(quota, papers(today, Departments=departments.format(100)))
    assert one[0].startswith("Comp has 100 left and can do 80: 2 artists, 20 a week each, 2 weeks.")


@pytest.mark.real
def test_lists_that_kitsu_takes_say_nothing_wrong(real: Path):
    """Its own import files, each alone, good and broken.

    Frames out belong to the next shot, columns are empty, a status is none.
    """
    files = sorted((real / "zou-csv").glob("*.csv"))
    assert len(files) == 20
    for file in files:
        for rule in EVERY:
            assert found(rule, real_papers(file)) == [], (file.name, rule.CODE)


@pytest.mark.real
def test_a_real_shot_list_with_a_shot_moved_is_found(real: Path, tmp_path: Path):
    """Kitsu's own shots, of which one begins five frames late: the gap is counted as they count."""
    text = (real / "zou-csv" / "shots.csv").read_text("utf-8")
    moved = tmp_path / "shots.csv"
    moved.write_text(text.replace("E02,SE01,S01", "E01,SE03,S01").replace("300,400", "305,400"))
    assert found(edit_gap, real_papers(moved)) == [
        ("E01, SE03 S01: gap after SE02 S01, 5 frames.", ["F5", "G5"])
    ]
