"""The review service on a real server: real processes, real sockets, real slowness."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from dataclasses import replace

import httpx
import pytest

from addin import wiring
from addin.hosts.web.access import access
from addin.hosts.web.certificates import local_certificate
from addin.hosts.web.limits import Limits
from addin.hosts.web.presses import Presses
from addin.hosts.web.productions import Productions
from addin.hosts.web.review import serving
from addin.wiring.people import people
from tests.hosts.web.review.studio_here import (
    BANK_ONLY,
    EDITOR,
    TOKENS,
    Visitor,
    address,
    reviewing,
    visiting,
)


@pytest.fixture
def served(studio):
    """A real server."""
    with reviewing(studio) as server:
        yield server


def test_without_a_studio_there_is_no_review_service(server):
    """The usual server has no such pages."""
    assert server.client.get(f"{server.base}/review").status_code == 404
    assert server.client.get(f"{server.base}/review/sign-in").status_code == 404


def test_a_morning_over_http(studio, served):
    """A suggestion is accepted, a second person is told, and all of it is audited."""
    with visiting(served, "editor") as mara, visiting(served, "bank") as bo:
        page = mara.get(address(studio.bank, "/suggestions")).text
        (line,) = re.findall(r'name="line" value="(\w+)"', page)
        form = {"line": line, "verdict": "accept", "reason": "one lorry"}
        first = mara.act(address(studio.bank, "/decide"), form)
        second = bo.act(address(studio.bank, "/decide"), {**form, "verdict": "reject"})

    assert "Accepted: " in first.text
    assert "decided already" in second.text
    trail = [(one.who, one.action.partition(" ")[0]) for one in reversed(studio.audited())]
    assert trail == [
        ("Mara Quell", "sign"), ("Bo Finn", "sign"), ("Mara Quell", "accept_suggestion"), ("Bo Finn", "reject_suggestion"),
    ]  # fmt: skip
    assert studio.audited()[0].sentence.startswith("Not done: ")
    assert not any(token in repr(studio.audited()) for token in TOKENS.values())


def test_a_slow_production_holds_nobody_else_up(studio, served):
    """It is worked on in a process of its own, while pages and formulas are answered."""
    done = threading.Event()

    def reading():
        with visiting(served, "viewer") as vic:
            vic.get(address(studio.bank, "/suggestions"))
        done.set()

    thread = threading.Thread(target=reading)
    with visiting(served, "editor") as mara:
        mara.get()
        thread.start()
        quick = []
        while not done.is_set():
            began = time.monotonic()
            assert mara.get("/audit").status_code == 200
            quick.append(time.monotonic() - began)
            assert served.answers(("COST_EFC", [1, 2, 3])) == [{"r": 6}]
        thread.join(60)

    assert len(quick) >= 2


def test_who_is_removed_on_the_command_line_is_out_at_once(studio, served):
    """The server reads the list at each request."""
    with visiting(served, "editor") as mara:
        assert mara.get().status_code == 200
        people(studio.home).remove("Mara Quell")
        assert mara.get().status_code == 401
        assert mara.sign_in(EDITOR).status_code == 403


def test_a_file_that_does_not_arrive_is_not_waited_for(studio, monkeypatch):
    """Nobody holds a place by sending slowly; nor does who is not even signed in."""
    made = serving.review_of

    def hasty(*asked):
        review = made(*asked)
        review.sizes = replace(review.sizes, file_seconds=0.5, form_seconds=0.5)
        return review

    monkeypatch.setattr(serving, "review_of", hasty)
    with reviewing(studio) as server, visiting(server, "editor") as mara:
        cookies = "; ".join(f"{one.name}={one.value}" for one in mara.client.cookies.jar)
        for cookie, status in ((cookies, b" 408 "), ("", b" 401 ")):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
                line.sendall(
                    f"POST /review{address(studio.show, '/drop')} HTTP/1.1\r\n"
                    f"Host: localhost:{server.port}\r\nOrigin: {server.base}\r\nCookie: {cookie}\r\n"
                    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x".encode()
                )
                assert status in line.recv(65536)


def test_who_is_removed_while_a_file_arrives_keeps_nothing_there(studio, served):
    """The file was begun by an editor; when it is whole nobody is."""
    with visiting(served, "editor") as mara:
        form = mara.form(address(studio.show))
        cookies = "; ".join(f"{one.name}={one.value}" for one in mara.client.cookies.jar)
        body = (
            f'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\n{form}\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="late.csv"\r\n\r\n'
            "a,b\r\n--x--\r\n"
        ).encode()
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as line:
            line.sendall(
                f"POST /review{address(studio.show, '/drop')} HTTP/1.1\r\n"
                f"Host: localhost:{served.port}\r\nOrigin: {served.base}\r\nCookie: {cookies}\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body[:-3]
            )
            time.sleep(0.5)
            people(studio.home).remove("Mara Quell")
            line.sendall(body[-3:])

            assert b" 401 " in line.recv(65536)
    assert not list(studio.show.rglob("late.csv"))


def test_many_questions_of_one_person_start_few_processes(studio, served):
    """Two at once, however quickly they come; others still have theirs."""
    with visiting(served, "viewer") as vic, visiting(served, "editor") as mara:
        found: list[int] = []

        page = f"{served.base}/review{address(studio.bank, '/suggestions')}"
        together = threading.Barrier(12)  # the last is to come before the first is answered

        def ask():
            together.wait()
            found.append(client.get(page).status_code)

        with httpx.Client(cookies=dict(vic.client.cookies), timeout=120) as client:
            asking = [threading.Thread(target=ask) for _ in range(12)]
            for one in asking:
                one.start()
            time.sleep(0.2)
            other = mara.get(address(studio.bank, "/suggestions"))
            for one in asking:
                one.join()

    assert found.count(200) == 2
    assert found.count(429) == 10
    assert other.status_code == 200


def test_a_large_file_goes_through_byte_for_byte(studio, served):
    """As large as one may be; a byte more is refused."""
    content = os.urandom(1 << 20) * 32
    with visiting(served, "editor") as mara:
        for name, sent, there in (
            ("Big.txt", content, True),
            ("Bigger.txt", content + b"x", False),
        ):
            files = {"file": (name, sent, "text/plain")}
            told = {"form": mara.form(), "into": "Inbox"}
            mara.post(address(studio.show, "/drop"), told, files=files)
            assert (studio.show / "Inbox" / name).exists() == there
    assert (studio.show / "Inbox" / "Big.txt").read_bytes() == content


def test_over_https_the_cookies_are_secure(studio, tmp_path):
    """With the certificate that 'tieout serve --https' makes."""
    made = local_certificate(tmp_path, dt.datetime.now(dt.UTC))
    with reviewing(studio, certificate=made) as server:
        trusted = ssl.create_default_context(cafile=made.authority)
        with httpx.Client(timeout=60, verify=trusted, trust_env=False) as client:
            visitor = Visitor(server.base, client)
            reply = visitor.sign_in(BANK_ONLY)
            lines = reply.headers.get_list("set-cookie")
            assert visitor.get().status_code == 200

    assert all("Secure" in line for line in lines)
    assert lines[0].startswith("__Secure-tieout_review=")


SLOW = """
import json, sys, time
say = lambda told: print(json.dumps(told), flush=True)
say({"ready": True}); sys.stdin.readline(); say({"writes": True}); time.sleep(5)
"""


def test_a_decision_that_takes_too_long_is_not_told_as_undone(tmp_path):
    """It is left to finish once it may have written: nobody knows yet what it will have done."""

    async def last() -> bytes:
        told = Productions((), tmp_path)
        limits = Limits(press_seconds=3)
        async with Presses(told, limits, (sys.executable, "-c", SLOW)) as presses:
            return [line async for line in presses.lines("waive", b"{}")][-1]

    said = json.loads(asyncio.run(last()))["done"]

    assert not said["ok"]
    assert "left to finish" in said["sentence"]
    assert "Nothing was written" not in said["sentence"]


def test_the_processes_are_the_review_services_own():
    """They press buttons of studios' productions, and know no workbook of Excel's."""
    let_in = access("k" * 40, "http://localhost:1", 1)

    assert serving.COMMAND[-1] == "addin.hosts.web.review.worker"
    assert let_in.may_ask("https://excel.officeapps.live.com", "/v1/call")
    assert not let_in.may_ask("https://excel.officeapps.live.com", "/review/p/x")
    assert let_in.may_ask("https://excel.officeapps.live.com", "/reviewed")


@pytest.mark.skipif(os.name != "posix", reason="kills a server as a service manager does")
def test_tieout_serve_reviews_the_studio_of_a_manifest(studio, tmp_path):
    """As IT starts it: the manifest says which productions, and where its memory is."""
    manifest = studio.home / "studio.toml"
    manifest.write_text(
        'productions = ["Night Shift", "Bank Tie"]\n[studio]\nname = "Harbor Lane"\n'
        '[night]\ndrop = ["From the bank"]\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "addin", "serve", "--port", "0", "--studio", str(manifest)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TIEOUT_HOME": str(tmp_path / "own"), "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        said = ""
        for text in process.stdout:
            said += text
            if text.startswith("Stop with"):
                break
        found = re.search(r"Harbor Lane is reviewed at (\S+)/review; 3 may sign in", said)
        assert found, said
        with httpx.Client(timeout=60, trust_env=False) as client:
            mara = Visitor(found[1], client)
            assert mara.sign_in(EDITOR).status_code == 303
            assert "Need somebody (2)" in mara.get().text
            assert "From the bank" in mara.get(address(studio.show)).text
            assert "COS102" in mara.get(address(studio.show)).text
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=60)
    assert errors == ""


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--state", "sqlite:///x.db"], "--studio"),
        (["--proxy", "10.0.0.5"], "--studio"),
        (["--studio", "good.toml", "--proxy", "localhost"], "127.0.0.1"),
        (["--studio", "damaged.toml"], "damaged.toml"),
        (["--studio", "good.toml", "--state", "env:TIEOUT_NOWHERE"], "TIEOUT_NOWHERE"),
    ],
)
def test_what_cannot_be_reviewed_is_said_before_anything_starts(tmp_path, options, why):
    """In a sentence, with status 2."""
    (tmp_path / "show").mkdir()
    (tmp_path / "good.toml").write_text('productions = ["show"]\n')
    (tmp_path / "damaged.toml").write_text('productions = ["no such folder"]\n')
    whole = [str(tmp_path / one) if one.endswith(".toml") else one for one in options]
    done = subprocess.run(
        [sys.executable, "-m", "addin", "serve", "--port", "0", *whole],
        capture_output=True,
        text=True,
        env={**os.environ, "TIEOUT_HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_the_journal_has_the_persons_name_and_not_the_computers(studio, served):
    """Who signed in is who did it."""
    with visiting(served, "editor") as mara:
        keys = re.findall(r'name="finding" value="(\w+)"', mara.get(address(studio.show)).text)
        mara.act(address(studio.show, "/waive"), {"finding": keys[:2], "reason": "agreed"})
    with wiring.kept(studio.show, None) as kept:
        assert kept is not None
        names = {(one.who, one.button) for one in kept.journal.entries(studio.show.name)}

    assert names == {("Mara Quell", "waive_finding")}
