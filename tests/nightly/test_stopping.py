"""One signal brings a night to its end, a second one ends it at once."""

from __future__ import annotations

import signal
import threading

import pytest

from addin.nightly.stopping import Signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_ends(number):
    """Each is answered in a sentence; a third one is not."""
    said: list[str] = []
    with Signals(said.append) as stop:
        states = [(stop.asked(), stop.at_once())]
        for _ in range(3):
            signal.raise_signal(number)
            states.append((stop.asked(), stop.at_once()))

    assert states == [(False, False), (True, False), (True, True), (True, True)]
    assert [line.split()[0] for line in said] == ["Stopping:", "Ending"]


def test_signals_mean_what_they_meant_before_once_the_night_is_over():
    """Whatever that was."""
    before = signal.getsignal(signal.SIGTERM)

    with Signals(print):
        assert signal.getsignal(signal.SIGTERM) != before

    assert signal.getsignal(signal.SIGTERM) == before


def test_a_night_in_a_thread_leaves_signals_alone():
    """They belong to the program that it runs in."""
    before = signal.getsignal(signal.SIGTERM)
    found = []

    def run():
        with Signals(print) as stop:
            found.append((signal.getsignal(signal.SIGTERM), stop.asked()))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert found == [(before, False)]
