"""How often tokens may be tried."""

from __future__ import annotations

import pytest

from addin.hosts.web.review.throttle import Throttle
from tests.hosts.web.review.inside import Clock


@pytest.fixture
def clock():
    """A time that goes on when told."""
    return Clock()


@pytest.fixture
def throttle(clock):
    """Nobody has tried anything yet."""
    return Throttle(clock.monotonic)


def guesses(throttle, clock, seconds, address="203.0.113.9", step=0.05, every=1):
    """How many of a flood of guesses are looked at; ``every``: how many addresses take turns."""
    looked_at = 0
    for number in range(int(seconds / step)):
        one = f"198.51.{number % every // 250}.{number % 250}" if every > 1 else address
        if not throttle.wait(one):
            looked_at += 1
            throttle.failed(one)
        clock.wait(step)
    return looked_at


def test_a_flood_of_guesses_from_one_address_is_held_to_two_a_minute(throttle, clock):
    """The first few at once, then ever more slowly; 12,000 are sent in ten minutes."""
    assert guesses(throttle, clock, 600) <= 3 + 5 + 600 / 30 + 1  # of 12,000


def test_a_flood_from_many_addresses_is_held_to_a_rate_for_all(throttle, clock):
    """Each address is new, so none waits for its own mistakes."""
    assert guesses(throttle, clock, 100, every=5000) <= 60 + 20 + 100 * 6 + 1


def test_who_waits_as_told_gets_their_try(throttle, clock):
    """However long others have been guessing from the same address."""
    guesses(throttle, clock, 600)
    wait = throttle.wait("203.0.113.9")

    assert 0 < wait <= 30
    clock.wait(wait)
    assert throttle.wait("203.0.113.9") == 0


def test_a_person_elsewhere_is_not_held_up_by_one_who_guesses(throttle, clock):
    """Theirs is another address."""
    guesses(throttle, clock, 60)

    assert throttle.wait("192.0.2.7") == 0


def test_a_known_browser_is_never_held_up_by_others(throttle, clock):
    """Even at the address from which somebody guesses, and while everybody does."""
    guesses(throttle, clock, 60)
    guesses(throttle, clock, 60, every=5000)

    assert throttle.wait("203.0.113.9", "a browser") == 0


def test_a_known_browser_waits_for_its_own_mistakes(throttle, clock):
    """Else whoever has a token could guess at others' from it."""
    looked_at = 0
    for _ in range(1200):
        if not throttle.wait("192.0.2.7", "a browser"):
            looked_at += 1
            throttle.failed("192.0.2.7", "a browser")
        clock.wait(0.05)

    assert looked_at <= 10


def test_signing_in_does_not_forgive_an_address_its_mistakes(throttle, clock):
    """Or somebody with a token could guess at others' in between their own."""
    looked_at = 0
    for _ in range(600):
        if not throttle.wait("192.0.2.7"):
            looked_at += 1
            throttle.failed("192.0.2.7")
            throttle.succeeded("192.0.2.7")
        clock.wait(0.1)

    assert looked_at <= 10


def test_mistakes_are_forgiven_after_a_quiet_while(throttle, clock):
    """Somebody who mistyped yesterday starts anew."""
    for _ in range(6):
        throttle.failed("192.0.2.7")
    assert throttle.wait("192.0.2.7") > 0
    clock.wait(901)

    assert throttle.wait("192.0.2.7") == 0
    assert len(throttle) == 0


def test_memory_is_bounded(throttle):
    """Whatever the number of addresses."""
    for number in range(20_000):
        throttle.failed(f"2001:db8:{number:x}::1")

    assert len(throttle) == 4096


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("no address" * 50, "no address" * 60),
    ],
)
def test_one_who_has_many_addresses_is_one(throttle, one, other):
    """A home has 18 quintillion of them in IPv6."""
    for _ in range(6):
        throttle.failed(one)

    assert throttle.wait(other) > 0
