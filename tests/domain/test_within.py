"""Texts in so many letters at most."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.within import both_ends, within

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e9\U0001f1ea"
HAND = "\U0001f44b\U0001f3fd"
ACCENT = "e\u0301"
HINDI = "\u0915\u0940"


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, 50))
def test_a_text_is_never_longer_and_the_rest_is_marked(text, most):
    """What fits stays as it is."""
    short = within(text, most)

    assert len(short) <= most
    assert short == text if len(text) <= most else not most or short.endswith("…")


@settings(deadline=None)
@given(
    st.lists(st.text("abcdef", min_size=1, max_size=5), min_size=1, max_size=20),
    st.integers(12, 40),
)
def test_words_stay_whole(words, most):
    """The last one that fits is wholly there."""
    short = within(" ".join(words), most).removesuffix("…")

    assert short.split() == words[: len(short.split())]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([FAMILY, FLAG, HAND, ACCENT, HINDI, "a"]), min_size=1, max_size=20),
    st.integers(1, 40),
)
def test_no_letter_and_no_picture_is_cut(letters, most):
    """Families, flags, tones of skin, accents, vowel signs: what a reader sees as one."""
    short = within("".join(letters), most).removesuffix("…")

    whole = [""]
    for letter in letters:
        whole.append(whole[-1] + letter)
    assert short in whole


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("The Long Night of the Harbour", 20, "The Long Night of…"),
        ("Harbour, the second block", 12, "Harbour…"),
        ("A Donaudampfschifffahrtsgesellschaft", 20, "A Donaudampfschifff…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_a_cut_is_where_a_person_would_cut(text, most, short):
    """Between words, without a comma at the end; a word that is too long is cut itself."""
    assert within(text, most) == short


@settings(deadline=None)
@given(
    st.text(max_size=60) | st.lists(st.text("abcdef", max_size=9), max_size=12).map(" ".join),
    st.integers(0, 50),
)
def test_a_name_with_both_its_ends_is_never_longer(text, most):
    """What fits stays as it is; what is cut is marked."""
    short = both_ends(text, most)

    assert len(short) <= most
    assert short == text if len(text) <= most else not most or "…" in short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Long Night of the Harbour, season 2", "The Long Night of… season 2"),
        ("Weekly Cost Report of the second unit 12.xlsx", "Weekly Cost Report of… 12.xlsx"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsgesells…"),
    ],
)
def test_names_that_differ_in_their_last_word_alone_are_told_apart(text, short):
    """A season, a week, a unit."""
    assert both_ends(text, 30) == short
