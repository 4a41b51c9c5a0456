"""What productions are called in addresses, and who sees which."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.web.review.studio import id_of, shown
from addin.settings.studio import UNSAID, NightSettings
from tests.hosts.web.review.inside import inside as made

names = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1)
raw_names = (
    st.binary(min_size=1)
    .filter(lambda name: not {0, 47} & set(name))
    .map(lambda name: name.decode("utf-8", "surrogateescape"))
)
"""Names on an old share are bytes of any code page."""


@settings(deadline=None)
@given(names | raw_names)
def test_an_id_is_plain_whatever_the_folder_is_called(name):
    """Letters, digits and hyphens; short; the same every time."""
    found = id_of(Path("/shows") / name)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{10}", found)
    assert len(found) <= 51
    assert found == id_of(Path("/shows") / name)


@settings(deadline=None)
@given(names, names)
def test_two_folders_have_two_ids(one, other):
    """Also where they are called alike."""
    assert (id_of(Path("/a") / one) == id_of(Path("/b") / other)) is False
    assert (id_of(Path("/a", one)) == id_of(Path("/a", other))) == (
        Path("/a", one) == Path("/a", other)
    )


def test_productions_are_known_by_the_name_of_their_latest_night(inside):
    """Patterns are of names as people know them; order is the manifest's."""
    studio = inside.review.studio
    kept = [replace(inside.nights.kept[0], production="The Pier"), inside.nights.kept[1]]
    nights = [one.overview() for one in kept]
    mara, _, bo = inside.people.people

    assert [one.name for one in shown(studio, nights, mara)] == ["The Pier", "Bank Tie"]
    assert [one.name for one in shown(studio, nights, bo)] == ["Bank Tie"]
    assert [one.name for one in shown(studio, nights, replace(bo, productions=("the p*",)))] == [
        "The Pier"
    ]
    assert [one.name for one in shown(studio, [], replace(bo, productions=("night*",)))] == [
        "Night Shift"
    ]


def test_a_night_goes_as_the_manifest_says(tmp_path):
    """And as usual where it says nothing."""
    service = made(tmp_path)
    studio = service.review.studio
    service.runner.close()

    second = NightSettings(drop=("B", "C"))
    assert studio.night_of(1) == UNSAID
    assert replace(studio, orders=(UNSAID, second)).night_of(1) == second
