"""Presses over HTTP: who may ask, what is told meanwhile, and what happens to those nobody wants."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator
from typing import cast

import pytest

from addin import wiring
from addin.adapters.snapshots.snapshot import as_json
from addin.hosts.web.app import PRESSES
from addin.hosts.web.limits import Limits
from addin.hosts.web.presses import Presses, TooManyPresses
from addin.hosts.web.productions import Productions
from tests.hosts.snapshots.demo_here import AT, files
from tests.hosts.web.serving_here import running

REPORT = "Cost Report wk09.xlsx"


@pytest.fixture
def folder(tmp_path):
    """A production of one workbook."""
    made = tmp_path / "Night Shift"
    made.mkdir()
    (made / REPORT).write_bytes(files()[REPORT])
    return made


@pytest.fixture
def served(folder, tmp_path):
    """A server for it."""
    told = Productions((folder,), tmp_path / "own")
    with running(productions=told, today=AT.isoformat()) as server:
        yield server


def _asked(folder, button="explain_cell", **more):
    return {
        "button": button,
        "answers": {},
        "document": f"https://show.example/{REPORT}",
        "workbook": as_json(wiring.workbooks(folder).read(REPORT)),
        "selection": {"sheet": "CR wk09", "cell": "H108"},
        **more,
    }


def _ask(served, kind, asked, **headers):
    told = {"Authorization": f"Bearer {served.key}", "Content-Type": "text/plain", **headers}
    return served.client.post(f"{served.base}/v1/{kind}", content=json.dumps(asked), headers=told)


def _done(reply):
    assert reply.status_code == 200, reply.text
    lines = [json.loads(line) for line in reply.text.splitlines()]
    return lines[:-1], lines[-1]["done"]


def test_a_press_is_answered_line_by_line(served, folder):
    """First the server says what it does, at last what came of it."""
    told, done = _done(_ask(served, "press", _asked(folder)))

    assert done["ok"], done["sentence"]
    assert done["sentence"].startswith(f"{REPORT}!CR wk09!H108") or "H108" in done["sentence"]
    assert {"far": 0.0, "said": f"Reading {REPORT}"} in told
    assert done["workbook"] == REPORT


@pytest.mark.parametrize("kind", PRESSES)
def test_presses_need_the_key_and_a_known_origin(kind, served):
    """As calls of functions do: another page in the same browser gets nothing done."""
    assert _ask(served, kind, {}, Authorization="Bearer wrong").status_code == 401
    assert _ask(served, kind, {}, Origin="https://elsewhere.example").status_code == 403
    assert (
        _ask(served, kind, {}, **{"Content-Type": "application/x-www-form-urlencoded"}).status_code
        == 415
    )
    assert _ask(served, kind, {}, Origin="https://excel.officeapps.live.com").status_code == 200


@pytest.mark.parametrize(
    "body", [[], "x", {"button": 7}, {"document": "https://x/a.xlsx", "workbook": 3}]
)
def test_nonsense_ends_in_a_sentence(body, served):
    """Whatever is sent, the answer is one that the pane can show."""
    _, done = _done(_ask(served, "press", body))

    assert done["ok"] is False
    assert "Nothing was" in done["sentence"]


def test_the_pane_is_told_which_productions_there_are(served):
    """And which of them has a workbook of that name."""
    _, done = _done(_ask(served, "productions", {"document": f"C:\\Shows\\{REPORT}"}))

    assert done == [{"number": 0, "name": "Night Shift", "has_it": True}]


def test_a_press_that_takes_too_long_is_stopped(folder, tmp_path):
    """Its process is ended, and the answer says that nothing was written."""
    told = Productions((folder,), tmp_path / "own")
    with running(productions=told, limits=Limits(press_seconds=0.01)) as server:
        _, done = _done(_ask(server, "press", _asked(folder, "validate")))

    assert done["sentence"] == "This took too long and was stopped. Nothing was written."
    assert (folder / REPORT).read_bytes() == files()[REPORT]


SLOW = """
import json, sys, time, pathlib
say = lambda told: print(json.dumps(told), flush=True)
say({"ready": True}); sys.stdin.readline()
if "writes" in sys.argv[-1]:
    say({"writes": True})
time.sleep(1.0)
pathlib.Path(json.loads(sys.argv[-1])["own"]).write_text("finished")
say({"done": {}})
"""


def test_those_that_ask_while_the_first_starts_are_counted_too(tmp_path):
    """Else a hundred at once would be a hundred processes."""

    async def asked() -> int:
        command = (sys.executable, "-c", SLOW)
        async with Presses(Productions((), tmp_path), Limits(presses=2), command) as presses:

            async def one() -> bool:
                try:
                    presses.require_room()
                except TooManyPresses:
                    return False
                return bool([line async for line in presses.lines("press", b"{}")])

            return sum(await asyncio.gather(*(one() for _ in range(8))))

    assert asyncio.run(asked()) == 2


@pytest.mark.parametrize("writes", [False, True])
def test_one_that_nobody_waits_for_is_ended_unless_it_writes(writes, tmp_path):
    """While it reads it is stopped at once; once it writes it comes to its end by itself."""
    import asyncio  # noqa: PLC0415 - for this test alone

    mark = tmp_path / ("writes" if writes else "reads")
    command = (sys.executable, "-c", SLOW)

    async def leaving() -> None:
        async with Presses(Productions((), mark), Limits(), command) as presses:
            lines = cast("AsyncGenerator[bytes]", presses.lines("press", b"{}"))
            first = asyncio.ensure_future(anext(lines))
            await asyncio.sleep(0.6)
            if not first.done():
                first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            await lines.aclose()

    began = time.monotonic()
    asyncio.run(leaving())

    assert mark.exists() is writes
    assert time.monotonic() - began < 30


def test_what_cannot_be_loaded_says_where_to_look(tmp_path):
    """A process that does not even start is not taken for one that wrote half of something."""
    import asyncio  # noqa: PLC0415 - for this test alone

    async def asking() -> list[bytes]:
        command = (sys.executable, "-c", "raise SystemExit(3)")
        async with Presses(Productions((), tmp_path), Limits(), command) as presses:
            return [line async for line in presses.lines("press", b"{}")]

    (line,) = asyncio.run(asking())

    assert "tieout doctor" in json.loads(line)["done"]["sentence"]
