"""Calls that are slow, endless or deadly cost themselves, and no other."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from addin.hosts.web.errors import NotServed
from addin.hosts.web.limits import Limits
from addin.hosts.web.workers import Busy, Workers
from tests.hosts.web.serving_here import ODD_WORKER

QUICK = Limits(call_seconds=0.5, batch_seconds=5, waiting=2)


def batch(*calls):
    """A request's body."""
    return json.dumps({"calls": [{"f": name, "a": list(given)} for name, *given in calls]}).encode()


def answers(reply):
    """What came back for each call."""
    assert reply.status == 200, reply.body
    return json.loads(reply.body)["answers"]


def ask(*bodies, limits=QUICK, count=2, pause=0.0):
    """The replies to batches that are asked at once, or one after the other."""

    async def asking():
        async with Workers(limits, count=count, command=ODD_WORKER) as workers:
            if not pause:
                return await asyncio.gather(*(workers.answer(body) for body in bodies))
            replies = []
            for body in bodies:
                replies.append(await workers.answer(body))
                await asyncio.sleep(pause)
            return replies

    return asyncio.run(asking())


def test_an_endless_call_is_stopped_and_the_others_have_their_answers():
    """Those before it and those behind it, in one batch."""
    calls = [("ODD_ECHO", 1), ("ODD_SPIN",), ("ODD_ECHO", 3), ("ODD_SLEEP", 9), ("ODD_ECHO", 5)]

    (reply,) = ask(batch(*calls))
    first, endless, third, slow, last = answers(reply)

    assert [first, third, last] == [{"r": 1}, {"r": 3}, {"r": 5}]
    assert endless["e"] == slow["e"] == "#N/A"
    assert "stopped after 0.5 s" in endless["m"]


def test_a_call_that_ends_its_process_is_told_and_the_rest_goes_on():
    """As when memory runs out."""
    (reply,) = ask(batch(("ODD_ECHO", 1), ("ODD_END",), ("ODD_ECHO", 3)))
    first, deadly, last = answers(reply)

    assert [first, last] == [{"r": 1}, {"r": 3}]
    assert deadly["e"] == "#N/A"
    assert "ended the program" in deadly["m"]


def test_a_slow_batch_does_not_hold_up_another():
    """Each has a process of its own."""
    began = time.monotonic()

    async def asking():
        limits = Limits(call_seconds=20, batch_seconds=20)
        async with Workers(limits, count=2, command=ODD_WORKER) as workers:
            slow = asyncio.ensure_future(workers.answer(batch(("ODD_SLEEP", 20))))
            await asyncio.sleep(0.1)
            quick = await workers.answer(batch(("ODD_ECHO", "quick")))
            slow.cancel()
            await asyncio.gather(slow, return_exceptions=True)
            return quick

    assert answers(asyncio.run(asking())) == [{"r": "quick"}]
    assert time.monotonic() - began < 15


def test_a_batch_that_takes_too_long_gets_what_was_worked_out_by_then():
    """The rest say so; nothing is lost that was there."""
    limits = Limits(call_seconds=9, batch_seconds=1)

    (reply,) = ask(batch(("ODD_ECHO", 1), ("ODD_SLEEP", 5), ("ODD_ECHO", 3)), limits=limits)
    first, *late = answers(reply)

    assert first == {"r": 1}
    assert [one["e"] for one in late] == ["#N/A", "#N/A"]
    assert all("no answer within 1 s" in one["m"] for one in late)
    assert all(one["late"] for one in late)


def test_a_batch_that_nobody_waits_for_is_stopped():
    """Its process is replaced, and the next batch is answered."""

    async def asking():
        limits = Limits(call_seconds=60, batch_seconds=60)
        async with Workers(limits, count=1, command=ODD_WORKER) as workers:
            left = asyncio.ensure_future(workers.answer(batch(("ODD_SPIN",))))
            await asyncio.sleep(0.2)
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            return await asyncio.wait_for(workers.answer(batch(("ODD_ECHO", 2))), 30)

    assert answers(asyncio.run(asking())) == [{"r": 2}]


def test_more_than_can_wait_are_sent_away():
    """Rather than piled up."""

    async def asking():
        patient = replace(QUICK, call_seconds=20.0, batch_seconds=20.0)
        async with Workers(patient, count=1, command=ODD_WORKER) as workers:
            running = [
                asyncio.ensure_future(workers.answer(batch(("ODD_SLEEP", 0.3)))) for _ in range(3)
            ]
            await asyncio.sleep(0.1)
            with pytest.raises(Busy):
                await workers.answer(batch(("ODD_ECHO", 1)))
            return await asyncio.gather(*running)

    assert [answers(reply) for reply in asyncio.run(asking())] == [[{"r": "slept"}]] * 3


def test_large_and_many_answers_arrive_whole_and_in_order():
    """However they are cut up on their way."""
    calls = [("ODD_ECHO", number) for number in range(500)]

    (reply,) = ask(batch(*calls[:250], ("ODD_BLOCK", 900, 100), *calls[250:]))
    found = answers(reply)

    assert [one["r"] for one in (*found[:250], *found[251:])] == list(range(500))
    assert found[250]["r"] == [[0] * 100] * 900


def test_all_answers_together_may_not_be_larger_than_allowed():
    """Many answers of moderate size make a large one, too."""
    limits = Limits(answered=1000)

    (reply,) = ask(batch(*[("ODD_BLOCK", 20, 20)] * 4), limits=limits)

    assert ["r" in one for one in answers(reply)] == [True, True, False, False]


def test_a_refused_batch_leaves_its_process_ready():
    """The next one is answered by the same."""
    bad, good = ask(b"no json", batch(("ODD_ECHO", 1)), count=1, pause=0.01)

    assert bad.status == 400
    assert "no JSON" in json.loads(bad.body)["error"]
    assert answers(good) == [{"r": 1}]


STARTS = """
import asyncio, sys
from addin.hosts.web.limits import Limits
from addin.hosts.web.workers import Workers

async def start():
    async with Workers(Limits(call_seconds=99), count=2, command=sys.argv[1:]) as workers:
        print(*(each._process.pid for each in workers._all), flush=True)
        await workers.answer(b'{"calls": [{"f": "ODD_SPIN"}]}')

asyncio.run(start())
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux does")
def test_nothing_is_left_running_when_the_server_is_killed():
    """Not even a process in an endless call: it sees its input end."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTS, *ODD_WORKER], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        pids = server.stdout.readline().split()
        time.sleep(0.3)
        running = [_is_running(pid) for pid in pids]
        server.kill()
    until = time.monotonic() + 20
    while any(map(_is_running, pids)) and time.monotonic() < until:
        time.sleep(0.05)

    assert running == [True, True]
    assert not any(map(_is_running, pids))


def _is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_functions_that_cannot_be_loaded_are_told_before_anything_starts():
    """A server without functions is of no use."""

    async def starting():
        async with Workers(QUICK, command=(sys.executable, "-c", "raise SystemExit(3)")):
            return

    with pytest.raises(NotServed, match="nothing was started"):
        asyncio.run(starting())
