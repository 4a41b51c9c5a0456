"""Account codes are text; the mask undoes what Excel and haste did to them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask, cleaned, learned, near, slips

masks = st.sampled_from(["0000", "0000-00", "00-00", "A0-00", "000.000", "00.000.0000"])
digits = st.text("0123456789", min_size=1, max_size=6)


@settings(deadline=None)
@given(masks, st.text("0123456789-. A", max_size=12))
def test_normalising_twice_changes_nothing(pattern, code):
    """The project's way of writing a code is a fixed point."""
    mask = Mask(pattern)

    assert mask.normal(mask.normal(code)) == mask.normal(code)


@settings(deadline=None)
@given(st.integers(0, 9999))
def test_a_code_typed_as_a_number_is_the_code(number):
    """1245, 1245.0 and a lost leading zero are the account they were meant to be."""
    mask = Mask("0000")

    assert mask.normal(str(number)) == f"{number:04}"
    assert mask.normal(f"{number}.0") == f"{number:04}"


def test_without_a_mask_zeros_dashes_and_blanks_count():
    """Nobody said that 0100 and 100 are one account, so they are two."""
    mask = Mask()

    assert len({mask.normal(code) for code in ("0100", "100", "01-00", "01 00")}) == 4
    assert mask.normal("1245.0") == "1245"


@pytest.mark.parametrize(
    ("pattern", "typed", "meant"),
    [
        ("0000-00", "1100", "1100"),
        ("0000-00", "1100-01", "1100-01"),
        ("0000-00", "100-1", "0100-01"),
        ("0000-00", "110001", "1100-01"),
        ("A0-00", "a1–01", "A1-01"),  # noqa: RUF001 - the dash that Excel makes of a hyphen
        ("0000", "12345", "12345"),
        ("0000", "Camera", "CAMERA"),
        ("000 000 00", "500 100 01", "500 100 01"),
    ],
)
def test_a_mask_writes_codes_as_the_project_does(pattern, typed, meant):
    """What fits or can be made to fit is written so; the rest is left alone."""
    assert Mask(pattern).normal(typed) == meant


@settings(deadline=None)
@given(st.lists(digits, max_size=40))
def test_a_learned_mask_never_makes_two_codes_one(codes):
    """Codes that a list keeps apart stay apart."""
    known = {cleaned(code) for code in codes}

    mask = learned(codes)

    assert len({mask.normal(code) for code in known}) == len(known)


def test_a_mask_is_learned_from_the_usual_shape():
    """Four digits with a two-digit detail; a list with both 0100 and 100 has no usual shape."""
    assert learned(["1100", "1100-01", "1100-02", "2000-01", "2000"]).pattern == "0000-00"
    assert learned(["0100", "100", "2000", "3000", "4000"]).pattern == ""
    assert learned([]).pattern == ""


@settings(deadline=None)
@given(st.text("0123456789", min_size=4, max_size=6), st.data())
def test_one_slip_of_a_finger_is_near(code, draw):
    """A digit wrong, dropped, doubled or swapped with its neighbour; and nearness is mutual."""
    i = draw.draw(st.integers(0, len(code) - 2))
    wrong = draw.draw(st.sampled_from("0123456789"))
    slips = {
        code[:i] + wrong + code[i + 1 :],
        code[:i] + code[i + 1 :],
        code[:i] + wrong + code[i:],
        code[:i] + code[i + 1] + code[i] + code[i + 2 :],
    } - {code}

    for slip in slips:
        assert near(code, slip)
        assert near(slip, code)


def test_two_slips_are_not_near():
    """2450 may be 2540 or 2451, but not 2551."""
    assert not near("2450", "2551")
    assert not near("2450", "24")
    assert not near("2450", "2450")


short = st.text("0123A-", max_size=6)


@settings(deadline=None)
@given(short, short)
def test_one_slip_is_what_near_means(left, right):
    """Two ways of saying it agree: one slip by count, near by walking along."""
    assert (slips(left, right, 1) == 1) == near(left, right)


@settings(deadline=None)
@given(short, short, st.integers(0, 4))
def test_slips_are_counted_alike_from_both_sides_and_no_further_than_asked(left, right, most):
    """The limit only cuts: below it, it changes no count."""
    found = slips(left, right, most)

    assert found == slips(right, left, most)
    assert found == min(slips(left, right, 10), most + 1)
    assert (found == 0) == (left == right)


@settings(deadline=None)
@given(short, st.integers(0, 6), st.sampled_from("0123A-"))
def test_each_mark_put_in_is_at_most_one_slip(code, at, mark):
    """One character too many is one slip, wherever it stands."""
    assert slips(code, code[:at] + mark + code[at:], 3) == 1
