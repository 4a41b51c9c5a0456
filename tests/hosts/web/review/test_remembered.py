"""What was read of the nights is read again when something moved, and only then."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace

import pytest

from addin.errors import HistoryUnusable
from addin.hosts.web.review.remembered import Remembered


class Memory:
    """As much of ``Nights`` as is asked; ``says`` is its mark."""

    def __init__(self) -> None:
        self.says = "1"
        self.asked = 0

    def mark(self, studio: str) -> str:
        """What a test set."""
        assert studio == "Northlight"
        return self.says

    def latest(self, studio: str) -> str:
        """What it says, counted."""
        self.asked += 1
        if self.says == "away":
            raise HistoryUnusable("db", "the server is gone")
        return f"{studio} {self.says}"


@pytest.fixture
def memory():
    """A memory that counts what it is asked."""
    return Memory()


@pytest.fixture
def remembered(memory):
    """What is kept of it."""

    @contextmanager
    def opened():
        yield memory

    return Remembered("Northlight", opened)


def ask(nights):
    """A question."""
    return nights.latest("Northlight")


def test_an_answer_holds_as_long_as_the_mark(memory, remembered):
    """The memory is asked once for each mark and each question."""

    async def course():
        told = [await remembered.asked("one", ask) for _ in range(3)]
        told.append(await remembered.asked("two", ask))
        memory.says = "2"
        return [*told, *[await remembered.asked("one", ask) for _ in range(2)]]

    assert asyncio.run(course()) == ["Northlight 1"] * 4 + ["Northlight 2"] * 2
    assert memory.asked == 3


def test_many_who_ask_at_once_wait_for_one_answer(memory, remembered):
    """A studio that opens its page at nine does not read its nights fifty times."""

    async def course():
        return await asyncio.gather(*(remembered.asked("one", ask) for _ in range(50)))

    assert set(asyncio.run(course())) == {"Northlight 1"}
    assert memory.asked == 1


def test_what_moves_while_it_is_read_is_read_again(memory, remembered):
    """An answer is never kept under a mark that is newer than what it says."""

    def meanwhile(nights):
        said = ask(nights)
        memory.says = "2"
        return said

    async def course():
        return [await remembered.asked("one", meanwhile), await remembered.asked("one", ask)]

    assert asyncio.run(course()) == ["Northlight 1", "Northlight 2"]


def test_a_failure_is_not_remembered(memory, remembered):
    """When the memory is there again, so is its answer."""

    async def course():
        memory.says = "away"
        with pytest.raises(HistoryUnusable):
            await remembered.asked("one", ask)
        memory.says = "1"
        return await remembered.asked("one", ask)

    assert asyncio.run(course()) == "Northlight 1"


def test_only_so_many_answers_are_kept(memory, remembered):
    """The service does not grow with what people look at; what is looked at often stays."""

    async def course():
        for number in range(100):
            await remembered.asked("often", ask)
            await remembered.asked(number, ask)
        return memory.asked

    assert asyncio.run(course()) == 101
    assert asyncio.run(asked_again(remembered, memory)) == 102


async def asked_again(remembered, memory):
    """How often the memory was asked once the first of many is asked for again."""
    await remembered.asked("often", ask)
    await remembered.asked(0, ask)
    return memory.asked


def test_the_studio_page_reads_no_finding_and_follows_the_nights(inside):
    """It is read once, from figures alone, until a night or a person's step says otherwise."""
    with inside.browser("editor") as browser:
        for _ in range(3):
            page = browser.get("").text
        assert "1 error" in page
        assert inside.nights.read == ["overview"]
        inside.nights.kept[0] = replace(inside.nights.kept[0], points=())
        assert "1 error" not in browser.get("").text
        browser.get("/report")
        browser.get("/report")
    assert inside.nights.read == ["overview", "overview", "latest"]
