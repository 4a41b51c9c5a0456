"""A step is tried again for what passes by itself, and never for anything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from addin.domain.night import Outcome, Step
from addin.errors import (
    AddinError,
    FileChanged,
    FileInUse,
    HistoryBusy,
    HistoryUnusable,
    ImportRefused,
    NothingToDo,
    SharedSheetBusy,
    SignInNeeded,
)
from addin.nightly.steps.tries import pauses, timed, tried


@dataclass
class Waiting:
    """What tries need of a bench: how often, and somebody who counts the seconds."""

    tries: int = 3
    folder: str = "show"
    waited: list[float] = field(default_factory=list)
    overs: int = 0

    def sleep(self, seconds):
        """Count them."""
        self.waited.append(seconds)

    @property
    def reading(self):
        """What was read; it is over when the file was changed."""
        return self

    def over(self):
        """Count it."""
        self.overs += 1


def waiting(tries: int = 3) -> Any:
    """A bench as far as tries look at it."""
    return Waiting(tries)


def failing(times, error):
    """A step that fails so often, then is done."""
    left = [times]

    def step(_):
        left[0] -= 1
        if left[0] >= 0:
            raise error
        return Step("x", Outcome.DONE)

    return step


@pytest.mark.parametrize(
    "error",
    [FileInUse("a"), FileChanged("a"), HistoryBusy("a", "b"), SharedSheetBusy("a")],
    ids=lambda error: type(error).__name__,
)
def test_what_passes_is_tried_again_until_it_has(error):
    """It is said how often it was tried; a file that changed is read anew."""
    bench = waiting()
    done = tried("x", failing(2, error), bench)

    assert (done.outcome, done.tries, bench.waited) == (Outcome.DONE, 3, [0.25, 1.0])
    assert bench.overs == (2 if isinstance(error, FileChanged) else 0)


@pytest.mark.parametrize(
    "error",
    [HistoryUnusable("a", "b"), ImportRefused("a"), NothingToDo("a"), SignInNeeded("a")],
    ids=lambda error: type(error).__name__,
)
def test_what_stays_is_tried_once(error):
    """Whatever is asked for: it would fail again, or do harm."""
    bench = waiting()
    done = tried("x", failing(1, error), bench)

    assert (done.outcome, done.error, done.tries) == (Outcome.FAILED, type(error).__name__, 1)
    assert bench.waited == []


def test_what_does_not_pass_in_time_is_a_failure_with_its_sentence():
    """After as many tries as there may be."""
    done = tried("x", failing(9, FileInUse("Budget.xlsx")), waiting(tries=2))

    assert (done.outcome, done.error, done.tries) == (Outcome.FAILED, "FileInUse", 2)
    assert "Budget.xlsx is open in another program" in done.sentence


def test_a_step_that_says_it_failed_for_a_while_is_tried_again_too():
    """Buttons and syncs give a sentence instead of an exception."""
    answers = [Step("x", Outcome.FAILED, "", "SyncLocked"), Step("x", Outcome.DONE)]

    assert tried("x", lambda _: answers.pop(0), waiting()).tries == 2


def test_what_an_earlier_try_wrote_is_touched():
    """The last one finds it done, and writes the rest."""
    answers = [
        Step("x", Outcome.FAILED, "", "FileInUse", touched=("a", "b")),
        Step("x", Outcome.DONE, touched=("c",)),
    ]

    assert tried("x", lambda _: answers.pop(0), waiting()).touched == ("a", "b", "c")


def test_a_bug_is_a_failure_that_is_not_tried_again():
    """Its class is named; the night goes on."""
    done = tried("x", failing(1, ZeroDivisionError("y")), waiting())

    assert (done.outcome, done.error, done.tries) == (Outcome.FAILED, "ZeroDivisionError", 1)
    assert "Tieout itself failed here" in done.sentence


def test_what_ends_the_process_is_not_held_up():
    """Ctrl+C, and an engine that ends a worker."""
    with pytest.raises(KeyboardInterrupt):
        tried("x", failing(1, KeyboardInterrupt()), waiting())


def test_pauses_grow_and_end():
    """Nobody waits for minutes in a night."""
    assert [list(pauses(tries)) for tries in (0, 1, 2)] == [[], [], [0.25]]
    assert max(pauses(50)) == 4.0


def test_the_time_of_a_step_is_taken_whatever_happens():
    """Also of one that failed."""
    assert timed("x", failing(1, AddinError("y")), waiting()).seconds > 0
