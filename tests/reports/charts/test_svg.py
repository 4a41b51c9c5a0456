"""A drawing as SVG is well formed, says what it shows, and holds nothing that a text brought."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from addin.reports.charts.drawing import (
    INKS,
    Dot,
    Drawing,
    Line,
    Rect,
    Role,
    Text,
    hatching,
)
from addin.reports.charts.svg import as_svg, number, small_svg, style
from tests.reports.charts.laws import names

HOSTILE = st.sampled_from(
    [
        "</title><script>alert(1)</script>",
        "</text><image href='x' onerror='alert(1)'/>",
        '" onload="alert(1)',
        "]]><!--",
        "&lt;b&gt; & <b>",
        "\0\x1b[31m\ud800",
        "{{ 7 * 7 }}{% raw %}",
    ]
)
TEXTS = names | HOSTILE
SVG = "{http://www.w3.org/2000/svg}"


def drawing(text: str = "Cast") -> Drawing:
    """One of each shape, with a text wherever there can be one."""
    return Drawing(
        text,
        text,
        100.0,
        40.0,
        (
            Rect(0, 0, 50, 10, Role.OVER, text),
            Line(((0, 0), (10.04, 20)), Role.PLAN),
            Dot(5, 5, 2, Role.ACTUAL, text),
            Dot(5, 5, 2, Role.ACTUAL, is_hollow=True),
            Text(100, 12, text, Role.INK, "end", is_bold=True),
        ),
    )


@settings(deadline=None)
@given(TEXTS)
def test_no_text_brings_an_element_or_an_attribute(text):
    """The tree is the one of a harmless text, but for the words in it."""
    found = etree.fromstring(as_svg(drawing(text), "one"))
    plain = etree.fromstring(as_svg(drawing(), "one"))

    def shape(tree):
        # what has nothing to tell has no <title> of its own
        kept = [one for one in tree.iter() if one.tag not in {"title", f"{SVG}title"}]
        return [(one.tag, sorted(one.attrib.items())) for one in kept]

    assert shape(found) == shape(plain)


def test_it_is_an_image_with_a_title_and_a_description():
    """Found by the keys that the element is labelled with."""
    found = etree.fromstring(as_svg(drawing(), "variance"))

    assert found.get("role") == "img"
    assert found.get("aria-labelledby") == "variance-t variance-d"
    assert [one.get("id") for one in found[:2]] == ["variance-t", "variance-d"]
    assert [one.text for one in found[:2]] == ["Cast", "Cast"]


def test_a_small_one_is_kept_from_screen_readers():
    """The figures beside it say the same."""
    assert 'aria-hidden="true"' in small_svg(drawing())
    assert "<desc" not in small_svg(drawing())


@pytest.mark.parametrize("key", ["", "a b", 'x" onload="', "é", "a<b"])
def test_a_key_is_letters_digits_and_dashes(key):
    """It becomes an id."""
    with pytest.raises(ValueError, match="letters, digits and dashes"):
        as_svg(drawing(), key)


def test_right_to_left_words_are_isolated():
    """So that their ellipsis stands at their own end."""
    made = as_svg(drawing("תפאורה…"), "one")

    assert "\N{FIRST STRONG ISOLATE}תפאורה…\N{POP DIRECTIONAL ISOLATE}" in made


def test_every_role_has_its_ink_in_light_and_dark():
    """The style names each; a line and a filled shape in one ink are told apart by dash or hatch."""
    made = style()

    assert set(INKS) == set(Role)
    for role in Role:
        assert made.count(f"--c-{role}:#") == 2
        assert f".f-{role}{{" in made
        assert f".s-{role}{{" in made


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG has it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.GRID, Role.TRACK}])
def test_what_is_drawn_can_be_seen(role):
    """Three to one for bars and lines, four and a half for words, on white and on dark."""
    least = 4.5 if role in {Role.INK, Role.SOFT, Role.OVER} else 3.0

    assert contrast(INKS[role].light, "FFFFFF") >= least
    assert contrast(INKS[role].dark, "161B20") >= least


def test_what_stands_beside_one_another_differs_without_colour():
    """Stacked bars differ by hatching, the plan from what is by its dash, over and under by sign."""
    assert len({INKS[role].hatch for role in (Role.GOOD, Role.ASK, Role.BAD)}) == 3
    assert len({INKS[role].hatch for role in (Role.BAD, Role.ASK, Role.QUIET)}) == 3
    assert INKS[Role.OVER].hatch != INKS[Role.UNDER].hatch
    assert INKS[Role.PLAN].dash
    assert not INKS[Role.ACTUAL].dash


@settings(deadline=None)
@given(
    st.floats(0.1, 300),
    st.floats(0.1, 60),
    st.floats(-50, 50),
    st.sampled_from(["", "/", "x"]),
)
def test_a_hatching_stays_in_its_rectangle(width, height, at, hatch):
    """Lines end at the edges."""
    rect = Rect(at, at, width, height, Role.OVER)
    for (x, y), (to_x, to_y) in hatching(rect, hatch):
        for each, least, most in ((x, at, at + width), (to_x, at, at + width)):
            assert least - 1e-6 <= each <= most + 1e-6
        for each in (y, to_y):
            assert at - 1e-6 <= each <= at + height + 1e-6
    assert hatch or not list(hatching(rect, hatch))


@settings(deadline=None)
@given(st.floats(-1e6, 1e6))
def test_lengths_have_a_tenth_at_most(value):
    """And no trailing noughts, and no minus before nothing."""
    text = number(value)

    assert re.fullmatch(r"-?\d+(\.[1-9])?", text)
    assert text != "-0"
    assert abs(float(text) - value) <= 0.05 + 1e-9
