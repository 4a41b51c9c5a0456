"""Connections that ask nothing keep nobody out."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

import pytest

from addin.hosts.web import connections
from addin.hosts.web.connections import MOST, Patient
from tests.hosts.web.serving_here import running

HALF = b"GET /v1/about HTTP/1.1\r\nHost: localhost\r\n"
LOCAL = "127.0.0.1"


def lines(stack, port, count, said=HALF):
    """So many connections that have begun to ask."""
    found = [stack.enter_context(socket.create_connection((LOCAL, port))) for _ in range(count)]
    for one in found:
        one.sendall(said)
    return found


def answered(line):
    """What comes back, whole."""
    found = b""
    while not found.endswith(b"}"):
        found += line.recv(65536)
    return found


def ends(line, seconds=5.0):
    """Whether the other side hangs up in time."""
    line.settimeout(seconds)
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


def test_many_who_say_nothing_keep_nobody_out():
    """More than there are places for: who asks something whole is answered."""
    with running() as server, ExitStack() as stack:
        lines(stack, server.port, MOST + 30)

        assert server.client.get(f"{server.base}/v1/about").status_code == 200


@pytest.mark.parametrize("said", [b"", HALF], ids=["nothing", "half"])
def test_half_a_request_is_not_waited_for_for_ever(monkeypatch, said):
    """Whether it comes first or after one that was answered."""
    monkeypatch.setattr(Patient, "head_seconds", 0.5)
    with running() as server, ExitStack() as stack:
        whole = f"GET /v1/about HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
        (first,) = lines(stack, server.port, 1, said)
        (second,) = lines(stack, server.port, 1, whole)
        answered(second)
        second.sendall(said)

        assert ends(first)
        assert ends(second)


def test_a_whole_request_after_a_while_is_answered(monkeypatch):
    """The time counts anew for each."""
    monkeypatch.setattr(Patient, "head_seconds", 1.0)
    with running() as server, ExitStack() as stack:
        whole = f"GET /v1/about HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
        (line,) = lines(stack, server.port, 1, b"")
        for _ in range(3):
            time.sleep(0.5)
            line.sendall(whole)
            assert b" 200 " in answered(line)


@pytest.mark.parametrize(("trusted", "held"), [("", True), (LOCAL, False)])
def test_one_address_takes_no_more_than_its_part(monkeypatch, trusted, held):
    """But the proxy, which speaks for many, and what runs on this very computer."""
    monkeypatch.setattr(connections, "MOST_EACH", 3)
    monkeypatch.setattr(connections, "_is_here", lambda _: False)
    monkeypatch.setattr(Patient, "trusted", trusted)
    monkeypatch.setattr("addin.hosts.web.serving.patient", lambda _: Patient)
    with running() as server, ExitStack() as stack:
        found = lines(stack, server.port, 3)
        time.sleep(0.2)
        (late,) = lines(stack, server.port, 1, b"")

        assert ends(late, 0.5) is held
        assert not ends(found[0], 0.5)
