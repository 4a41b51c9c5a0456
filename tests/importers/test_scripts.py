"""Scripts of Final Draft and Fountain: scenes, sets and speakers, and nothing that is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addin.domain.shooting_days import named, of_category
from addin.domain.stripboard import Category, ShootingSchedule
from addin.errors import ImportRefused
from addin.importers.final_draft import FINAL_DRAFT
from addin.importers.fountain import FOUNTAIN
from addin.importers.screenplay import parts, speaker


def _cast(schedule: ShootingSchedule, strip: str) -> set[str]:
    return {one.name for one in of_category(schedule, schedule.strips[strip], Category.CAST)}


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("INT. HOTEL METROPOLE - LOBBY - DAY", ("INT", "HOTEL METROPOLE - LOBBY", "DAY")),
        ("ext market square - night", ("EXT", "market square", "NIGHT")),
        ("INT./EXT. CAR - MOVING - DUSK", ("INT/EXT", "CAR - MOVING", "DUSK")),
        ("I/E BARN", ("INT/EXT", "BARN", "")),
        ("EXT. ROAD - LATER THAT NIGHT", ("EXT", "ROAD", "LATER THAT NIGHT")),
        ("INT. ROOM 402 - THE CUPBOARD", ("INT", "ROOM 402 - THE CUPBOARD", "")),
        ("A PLACE WITHOUT A PREFIX", ("", "A PLACE WITHOUT A PREFIX", "")),
        ("INTERLUDE", ("", "INTERLUDE", "")),
    ],
)
def test_a_heading_is_inside_or_outside_a_set_and_a_light(
    heading: str, told: tuple[str, str, str]
) -> None:
    """What a heading says is taken apart; a set that holds a dash stays whole."""
    assert parts(heading) == told


def test_a_speaker_is_one_person_however_the_cue_is_written() -> None:
    """Voice-over, continued and dual dialogue are not other people."""
    assert {speaker(one) for one in ("ANSELM", "ANSELM (V.O.)", "Anselm (cont'd)", "ANSELM ^")} == {
        "ANSELM"
    }


def test_page_lengths_and_tags_of_final_draft() -> None:
    """Eighths, synopsis and what was tagged in a scene are the script's own."""
    script = """<FinalDraft><Content>
      <Paragraph Type="Scene Heading" Number="12A"><SceneProperties Length="1 3/8" Page="14">
        <Summary><Paragraph><Text>They meet.</Text></Paragraph></Summary></SceneProperties>
        <Text>INT. BARN - NIGHT</Text></Paragraph>
      <Paragraph Type="Action"><Text>She lifts a </Text><Text TagNumber="7">lantern</Text></Paragraph>
      </Content><TagData><TagCategories><TagCategory Id="c" Name="Props"/></TagCategories>
      <TagDefinitions><TagDefinition Id="d" CatId="c" Label="Lantern"/></TagDefinitions>
      <Tags><Tag Number="7"><DefId>d</DefId></Tag></Tags></TagData></FinalDraft>"""
    schedule = FINAL_DRAFT.read(script.encode(), "a.fdx").schedule
    assert schedule is not None
    (strip,) = schedule.strips.values()
    assert (strip.scene, strip.eighths, strip.script_page) == ("12A", 11, "14")
    assert strip.description == "They meet."
    assert named(schedule, strip, Category.PROPS) == "Lantern"


@pytest.mark.real
def test_a_real_final_draft_script(real: Path) -> None:
    """Five scenes, three speakers, and a remark that no page length is in the file."""
    content = (real / "stripboard-fdx" / "screenplay-metropole.fdx").read_bytes()
    imported = FINAL_DRAFT.read(content, "metropole.fdx")
    assert imported.schedule is not None
    assert len(imported.schedule.strips) == 5
    assert _cast(imported.schedule, "1") == {"ANSELM", "INES"}
    assert "5 of 5 scenes have no page length" in imported.remarks[0].text


@pytest.mark.real
def test_a_long_fountain_script_against_its_breakdown(real: Path) -> None:
    """Sets, lights and numbers of 112 scenes are those of the breakdown; speakers are in the cast."""
    folder = real / "stripboard-fdx"
    truth = json.loads((folder / "screenplay-longform.breakdown.json").read_text())["scenes"]
    content = (folder / "screenplay-longform.fountain").read_bytes()
    schedule = FOUNTAIN.read(content, "longform.fountain").schedule
    assert schedule is not None
    assert len(schedule.strips) == len(truth) == 112
    for told, strip in zip(truth, schedule.strips.values(), strict=True):
        where = told["location"] + (f" - {told['set_name']}" if told["set_name"] else "")
        assert named(schedule, strip, Category.SET) == where
        assert named(schedule, strip, Category.INT_EXT) == told["int_ext"]
        assert named(schedule, strip, Category.DAY_NIGHT) == told["day_night"]
        assert _cast(schedule, strip.id) <= set(told["cast"])


def test_fountain_boneyards_and_forced_headings() -> None:
    """What is commented out is not shot; a dot makes a heading, a number stays with its scene."""
    script = (
        "Title: A Show\n\n.THE BARN #4A#\n\nBEN (O.S.)\nHello.\n\n/*\nINT. GONE - DAY\n\n*/\n"
        "CUT TO:\n\nEXT. YARD - DAY\n"
    )
    schedule = FOUNTAIN.read(script.encode(), "a.fountain").schedule
    assert schedule is not None
    assert schedule.title == "A Show"
    assert [one.scene for one in schedule.strips.values()] == ["4A", "2"]
    assert _cast(schedule, "1") == {"BEN"}
    assert _cast(schedule, "2") == set()


def test_a_script_without_a_scene_is_refused() -> None:
    """Text that holds no scene is no script."""
    with pytest.raises(ImportRefused, match="no scene heading"):
        FOUNTAIN.read(b"Dear all,\nplease find attached\n", "a.txt")
    with pytest.raises(ImportRefused, match="no scene heading"):
        FINAL_DRAFT.read(b"<FinalDraft><Content/></FinalDraft>", "a.fdx")
