"""The slips that make one amount another, and sentences that are true of the two."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from addin.domain.differences import Explanation, Slip, explanations, of_amounts
from addin.domain.money import Money, money, round_half_up

amounts = st.one_of(
    st.integers(-(10**9), 10**9),
    st.integers(-999, 999),
    st.sampled_from([0, 1000, 10000, 123400, 106000, 820000, 802000]),
).map(Money)


def slips(left: str, right: str) -> list[Slip]:
    """The slips between two amounts."""
    return [each.slip for each in explanations(money(left), money(right))]


@pytest.mark.parametrize(
    ("left", "right", "slip"),
    [
        ("8200", "8020", Slip.TRANSPOSED),
        ("45.00", "-45.00", Slip.SIGN),
        ("120.00", "12.00", Slip.SHIFTED),
        ("30616", "32452.96", Slip.TAX_RATE),
        ("184.55", "185", Slip.ROUNDED),
        ("35000", "25000", Slip.DIGIT),
        ("310", "620", Slip.DOUBLED),
        ("1234.56", "124.56", Slip.DROPPED),
    ],
)
def test_each_usual_slip_is_found(left, right, slip):
    """From either side."""
    assert slip in slips(left, right)
    assert slip in slips(right, left)


def _is_true(left: Money, right: Money, told: Explanation) -> bool:
    """Whether a person who checks the sentence with a calculator finds it true."""
    small, large = sorted((left.minor, right.minor), key=abs)
    difference = abs(left.minor - right.minor)
    number = re.search(r"one is (\d+) times|plus ([\d.]+) %", told.so)
    a, b = str(abs(small)), str(abs(large))
    checks = {
        Slip.SIGN: left.minor == -right.minor,
        Slip.TRANSPOSED: difference % 9 == 0 and sorted(a) == sorted(b),
        Slip.SHIFTED: number is not None and small * int(number[1] or 1) == large,
        Slip.TAX_RATE: number is not None
        and round_half_up(small * (1 + Fraction(number[2] or 0) / 100)) == large,
        Slip.DOUBLED: small * 2 == large,
        Slip.ROUNDED: difference < 100 and 0 in (small % 100, large % 100),
        Slip.DIGIT: len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1,
        Slip.DROPPED: any(b[:i] + b[i + 1 :] == a for i in range(len(b))),
    }
    return checks[told.slip]


@settings(deadline=None, max_examples=300)
@given(amounts, st.data())
def test_every_explanation_is_a_true_statement_of_the_two_amounts(left, draw):
    """What is said can be checked, and it holds; also of amounts that a slip was made in."""
    digits = str(abs(left.minor))
    at = draw.draw(st.integers(0, len(digits) - 1))
    slipped = draw.draw(
        st.sampled_from(
            [
                digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :],
                digits[:at] + digits[at + 1 :],
                digits[:at] + "7" + digits[at + 1 :],
                digits + "0",
                str(int(digits) * 2),
                str(round_half_up(Fraction(int(digits)) * Fraction(106, 100))),
            ]
        )
    )
    right = Money(int(slipped or "0") * draw.draw(st.sampled_from([1, -1])))

    for told in explanations(left, right):
        assert _is_true(left, right, told), told


@settings(deadline=None)
@given(amounts, amounts)
@example(Money(820000), Money(802000))
def test_which_amount_comes_first_changes_nothing(left, right):
    """A difference looks the same from either list."""
    assert list(explanations(left, right)) == list(explanations(right, left))


def test_equal_amounts_and_two_currencies_have_no_slip():
    """There is nothing to explain, or nothing to compare."""
    assert not slips("500", "500")
    assert not list(explanations(money("8200 GBP"), money("8020 USD")))


def test_only_the_rates_that_are_given_count():
    """13 % is a usual rate and explains nothing where the show pays 15 %."""
    left, right = money("1130"), money("1000")

    assert Slip.TAX_RATE in [each.slip for each in explanations(left, right)]
    given_rates = [each.slip for each in explanations(left, right, rates=(Decimal(15),))]
    assert Slip.TAX_RATE not in given_rates


def test_a_stated_tax_is_the_tax():
    """12.37 is no usual rate of 200, but the invoice says it is its tax."""
    found = list(explanations(money("200"), money("212.37"), [money("12.37")]))

    assert found[0].slip is Slip.TAX


def test_the_rows_of_a_sum_say_which_of_them_is_too_many():
    """One row, half of which, or several of which make the difference; credits by their size."""
    rows = [None, money("120"), money("-75.5"), money("33.12"), money("41.07")]

    def told(right: str) -> list[str]:
        return [each.so for each in of_amounts(money("1000"), money(right), rows)]

    assert told("880") == ["the difference 120.00 is amount 2"]
    assert told("1151") == ["half the difference is amount 3: is its sign wrong?"]
    assert told("925.81") == ["the difference 74.19 is the sum of amounts 4 + 5"]
    assert told("990.01") == []


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**5), min_size=1, max_size=8), st.integers(1, 10**6))
def test_what_is_said_of_the_rows_is_true(rows, difference):
    """The named rows are, or sum to, the difference; or half of it."""
    listed = [Money(minor) for minor in rows]

    for told in of_amounts(Money(difference), Money(0), listed):
        behind = told.so.partition("amount")[2].partition(":")[0]
        sizes = [rows[int(each) - 1] for each in re.findall(r"\d+", behind)]
        if told.slip is Slip.LISTED:
            assert set(sizes) == {difference}
        elif told.slip is Slip.HALF:
            assert {2 * size for size in sizes} == {difference}
        else:
            assert sum(sizes) == difference
