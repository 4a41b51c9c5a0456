"""The real server over HTTP: what it gives, and whom it sends away."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from itertools import product

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.hosts.web.access import access, office_origins
from addin.hosts.web.app import app
from addin.hosts.web.files import KINDS
from addin.hosts.web.limits import Limits
from addin.hosts.web.workers import Reply
from addin.udfs.catalogue import FUNCTIONS, call
from tests.hosts.web.serving_here import ODD_WORKER, running
from tests.hosts.web.test_batch import any_json

GOOD = json.dumps({"calls": [{"f": "COST_EFC", "a": [1, 2, 3]}]})
OFFICE = [
    "https://excel.officeapps.live.com",
    "https://ppc-excel.officeapps.live.com",
    "https://excel.cloud.microsoft",
]
FOREIGN = [
    "https://evil.example",
    "null",
    "https://officeapps.live.com.evil.example",
    "https://evilofficeapps.live.com",
    "http://excel.officeapps.live.com",
    "https://excel.officeapps.live.com:8443",
    "https://contoso.sharepoint.com",
    "https://localhost.evil.example",
    "",
]


def test_calls_are_answered_in_their_order(server):
    """Values and errors, each in its place."""
    found = server.answers(
        ("COST_EFC", [1, 2, 3]), ("NO_SUCH", []), ("COST_EFC", ["x"]), ("COST_EFC", [4])
    )

    assert found[0] == {"r": 6}
    assert found[1] == {"e": "#NAME?", "m": "there is no function NO_SUCH"}
    assert found[2]["e"] == "#VALUE!"
    assert found[3] == {"r": 4}


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "[::1]"])
def test_it_answers_on_every_address_of_this_computer(server, address):
    """Whichever a browser tries first; so nobody else can answer there."""
    if address == "[::1]" and not _has_ipv6():
        pytest.skip("this computer has no IPv6")

    assert server.client.get(f"http://{address}:{server.port}/v1/about").json()["functions"] == len(
        FUNCTIONS
    )


def _has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("name", ["functions.json", "help.html", "icon-16.png", "color.png"])
def test_open_files_are_served_to_everybody_on_this_computer(server, name):
    """As what they are, never guessed at by the browser."""
    reply = server.client.get(f"{server.base}/{name}")

    assert reply.status_code == 200
    assert reply.headers["content-type"] == KINDS["." + name.rpartition(".")[2]]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert server.key.encode() not in reply.content


@pytest.mark.parametrize("name", ["functions.js", "functions.html"])
def test_files_with_the_key_are_given_to_those_who_have_it(server, name):
    """Any page could ask for a script; it must not find the key in it."""
    address = f"{server.base}/{name}"

    assert server.client.get(address).status_code == 401
    assert server.client.get(address, params={"key": "wrong"}).status_code == 401
    reply = server.client.get(address, params={"key": server.key})
    assert reply.status_code == 200
    assert server.key in reply.text


def test_manifests_are_not_served_over_http(server):
    """Excel would refuse them, without saying why."""
    for name in ("manifest.xml", "manifest.json"):
        assert server.client.get(f"{server.base}/{name}?key={server.key}").status_code == 404


@pytest.mark.parametrize(
    "given", ["", "wrong", "Bearer", "Bearer wrong", "Basic {}", "{}", "Bearer {}x"]
)
def test_calls_without_the_key_are_not_answered(server, given):
    """Missing, wrong, or brought in another way."""
    headers = {"Authorization": given.format(server.key), "Content-Type": "text/plain"}

    reply = server.client.post(f"{server.base}/v1/call", content=GOOD, headers=headers)

    assert reply.status_code == 401
    assert "load this server's manifest" in reply.json()["error"]


def test_the_key_may_stand_in_the_address(server):
    """Excel's engine without a page can send no header of ours."""
    told = {"Content-Type": "text/plain"}
    address = f"{server.base}/v1/call?key="

    assert server.client.post(address + server.key, content=GOOD, headers=told).status_code == 200
    assert server.client.post(address + "wrong", content=GOOD, headers=told).status_code == 401


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("what", ["call", "file", "preflight"])
def test_pages_from_elsewhere_may_not_ask(server, origin, what):
    """Even with the key: a page in the user's browser can reach this computer, too."""
    headers = {
        "Origin": origin,
        "Content-Type": "text/plain",
        "Authorization": f"Bearer {server.key}",
    }
    if what == "call":
        reply = server.client.post(f"{server.base}/v1/call", content=GOOD, headers=headers)
    elif what == "file":
        reply = server.client.get(f"{server.base}/functions.json", headers=headers)
    else:
        reply = server.client.options(f"{server.base}/v1/call", headers=headers)

    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("origin", OFFICE)
def test_pages_of_excel_on_the_web_may_ask(server, origin):
    """And are told so by name, never by a star."""
    reply = server.client.get(f"{server.base}/functions.json", headers={"Origin": origin})

    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == origin
    assert "access-control-allow-credentials" not in reply.headers
    assert reply.headers["vary"] == "Origin"


def test_our_own_page_may_ask(server):
    """It is the one that runs the functions."""
    for name in ("localhost", "127.0.0.1"):
        assert server.post(GOOD, origin=f"http://{name}:{server.port}").status_code == 200
    assert server.post(GOOD, origin=f"http://localhost:{server.port + 1}").status_code == 403


def test_a_browser_that_asks_first_is_answered(server):
    """Also when it asks whether a public page may reach this computer."""
    asked = {
        "Origin": OFFICE[0],
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
        "Access-Control-Request-Private-Network": "true",
    }

    reply = server.client.options(f"{server.base}/v1/call", headers=asked)

    assert reply.status_code == 204
    assert reply.headers["access-control-allow-origin"] == OFFICE[0]
    assert "Authorization" in reply.headers["access-control-allow-headers"]
    assert reply.headers["access-control-allow-private-network"] == "true"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "localhost:1", "localhost.evil.example:{}", ""]
)
def test_another_name_pointed_at_this_computer_is_not_answered(server, host):
    """A page can let its own name point here; its browser then asks for that name."""
    reply = server.client.get(
        f"{server.base}/functions.json", headers={"Host": host.format(server.port)}
    )

    assert reply.status_code in {400, 421}
    assert "TIEOUT" not in reply.text


def test_a_batch_of_another_kind_is_not_taken(server):
    """Forms of other pages send themselves as something else."""
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert server.post(GOOD, Content_Type=kind).status_code == 415


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"calls":{}}', b"[" * 50_000])
def test_what_is_no_batch_is_refused_with_a_reason(server, body):
    """As JSON, never as a traceback."""
    reply = server.post(body)

    assert reply.status_code == 400
    assert "Traceback" not in reply.text
    assert reply.json()["error"]


def test_too_much_is_refused():
    """By its announced size, by its real one, by its calls and by its cells."""
    limits = Limits(body=2000, calls=5, cells=100)
    with running(limits=limits, command=ODD_WORKER) as server:
        sizes = {
            "announced": server.post(b" " * 2001),
            "calls": server.post(json.dumps({"calls": [{"f": "A"}] * 6})),
            "cells": server.post(json.dumps({"calls": [{"f": "A", "a": [1] * 101}]})),
        }

        def chunks():
            for _ in range(30):
                yield b" " * 100

        headers = {"Authorization": f"Bearer {server.key}", "Content-Type": "text/plain"}
        sizes["sent"] = server.client.post(
            f"{server.base}/v1/call", content=chunks(), headers=headers
        )

        assert {name: reply.status_code for name, reply in sizes.items()} == dict.fromkeys(
            sizes, 413
        )
        assert all(reply.json()["error"] for reply in sizes.values())
        assert server.answers(("ODD_ECHO", [1])) == [{"r": 1}]


def test_a_body_that_does_not_arrive_is_not_waited_for():
    """Nobody holds a place by sending nothing."""
    with (
        running(limits=Limits(body_seconds=0.3), command=ODD_WORKER) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as line,
    ):
        line.sendall(
            f"POST /v1/call HTTP/1.1\r\nHost: localhost:{server.port}\r\nAuthorization: Bearer "
            f"{server.key}\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n[".encode()
        )
        assert b" 408 " in line.recv(4096)


def test_a_slow_call_does_not_keep_others_waiting():
    """It ends in an error of its own while the others have their answers."""
    with running(limits=Limits(call_seconds=2), command=ODD_WORKER) as server:
        slow: list[dict[str, str]] = []
        thread = threading.Thread(target=lambda: slow.extend(server.answers(("ODD_SPIN", []))))
        thread.start()
        began = time.monotonic()
        for number in range(5):
            assert server.answers(("ODD_ECHO", [number])) == [{"r": number}]
        quick = time.monotonic() - began
        thread.join(30)

        assert quick < 2
        assert slow[0]["e"] == "#N/A"


def test_a_batch_is_dropped_when_its_asker_goes_away():
    """Its process is free again long before the call would have ended."""
    limits = Limits(call_seconds=60, batch_seconds=60)
    body = json.dumps({"calls": [{"f": "ODD_SPIN", "a": []}]})
    with running(limits=limits, command=ODD_WORKER) as server:
        for _ in range(4):
            with pytest.raises(httpx.ReadTimeout):
                server.client.post(
                    f"{server.base}/v1/call",
                    content=body,
                    headers={"Authorization": f"Bearer {server.key}", "Content-Type": "text/plain"},
                    timeout=0.3,
                )

        assert server.answers(("ODD_ECHO", [1])) == [{"r": 1}]


def test_unknown_addresses_and_methods_are_told_as_json(server):
    """A person who mistypes one reads a sentence."""
    assert server.client.get(f"{server.base}/nothing").json()["error"]
    assert server.client.get(f"{server.base}/../../etc/passwd").status_code == 404
    assert server.client.get(f"{server.base}/v1/call").status_code == 405
    assert server.client.request("PUT", f"{server.base}/v1/call").status_code == 405


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    any_json
    | st.builds(
        lambda calls: {"calls": calls},
        st.lists(
            st.builds(
                lambda name, given: {"f": name, "a": given},
                st.sampled_from(sorted(FUNCTIONS)),
                st.lists(any_json, max_size=4),
            ),
            max_size=3,
        ),
    )
)
def test_no_json_makes_it_fail(server, value):
    """Whatever is sent is answered or refused."""
    reply = server.post(json.dumps(value))

    assert reply.status_code in {200, 400, 413}
    assert isinstance(reply.json(), dict)


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(server, body):
    """Nor do bytes that are no JSON at all."""
    assert server.post(body).status_code in {200, 400, 413}


def test_what_is_served_is_what_python_gives(server):
    """The server adds nothing and loses nothing."""
    column = [[1100], [2200], [3300]]
    amounts = [[10.5], [20.25], ["#N/A"]]

    assert server.answers(("ACT_BELOW", [column, None, [*amounts[:2], [1]], 2200])) == [
        {"r": call("ACT_BELOW", [column, None, [*amounts[:2], [1]], 2200])}
    ]


def test_a_small_answer_is_sent_at_once(server):
    """Waiting for more to send would cost 40 ms each time."""
    server.post(GOOD)
    took = []
    for _ in range(9):
        began = time.monotonic()
        server.post(GOOD)
        took.append(time.monotonic() - began)

    assert min(took) < 0.03


def test_what_has_begun_is_finished_before_the_server_stops(tmp_path):
    """A cell that is being worked out when somebody presses Ctrl+C still gets its value."""
    begun = tmp_path / "begun"
    found: list[httpx.Response] = []
    with running(command=ODD_WORKER) as server:

        def asking() -> None:
            with httpx.Client(timeout=60, trust_env=False) as client:
                reply = client.post(
                    f"{server.base}/v1/call",
                    content=json.dumps({"calls": [{"f": "ODD_BEGIN", "a": [str(begun)]}]}),
                    headers={"Authorization": f"Bearer {server.key}", "Content-Type": "text/plain"},
                )
                found.append(reply)

        thread = threading.Thread(target=asking)
        thread.start()
        patience = time.monotonic() + 30
        while not begun.exists() and time.monotonic() < patience:
            time.sleep(0.05)
    thread.join(30)

    assert found[0].json() == {"answers": [{"r": "slept"}]}


class Broken:
    """Workers with a mistake in them."""

    limits = Limits()

    async def answer(self, body: bytes) -> Reply:
        """Fails, with the cells in its words."""
        raise RuntimeError(body.decode())


def test_a_mistake_of_ours_shows_neither_where_it_is_nor_what_was_sent(caplog, capfd):
    """Cells are nobody's business, least of all a log's."""

    async def asking() -> httpx.Response:
        let_in = access("a-key", "http://localhost:8765", 8765)
        inner = app(let_in, Broken(), Broken(), {}, {})  # type: ignore[arg-type] # broken on purpose
        transport = httpx.ASGITransport(inner)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.post(
                "http://localhost:8765/v1/call",
                content="salary 1234",
                headers={"Authorization": "Bearer a-key", "Content-Type": "text/plain"},
            )

    reply = asyncio.run(asking())

    assert reply.status_code == 500
    assert reply.json() == {"error": "Tieout itself failed; nothing was changed"}
    assert "salary" not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(("port", "usual"), [(443, True), (80, True), (8765, False)])
def test_browsers_leave_usual_ports_out(port, usual):
    """https://localhost is https://localhost:443."""
    let_in = access("key", f"https://localhost:{port}", port, ["Tieout.Example"])

    assert let_in.knows_host("localhost") == usual
    assert let_in.knows_host(f"LOCALHOST:{port}")
    assert let_in.knows_host(f"tieout.example:{port}")
    assert not let_in.knows_host(f"evil.example:{port}")


def test_a_name_of_the_companys_own_is_answered():
    """Behind a proxy it is the only one that arrives."""
    let_in = access("key", "https://tieout.example", 8765)

    assert let_in.knows_host("tieout.example")
    assert let_in.knows_origin("https://tieout.example")
    assert not let_in.knows_origin("http://tieout.example")


@pytest.mark.parametrize(
    "origin", [origin for pair in product(OFFICE, ["", "."]) for origin in ["".join(pair)]]
)
def test_a_star_stands_for_names_and_nothing_else(origin):
    """A dot too many is another name."""
    assert bool(office_origins().fullmatch(origin)) == (origin in OFFICE)
