"""Ordered failures."""

from __future__ import annotations

import itertools

import pytest

from sheets_emulator.errors import ApiError
from sheets_emulator.faults import Faults
from sheets_emulator.hook import Answer, Request

PUSH = "POST /v4/spreadsheets/b:batchUpdate"
READ = "GET /v4/spreadsheets/b"


class Server:
    """Counts what is applied; calls pass the faults as in the service."""

    def __init__(self) -> None:
        self.applied: list[str] = []
        self.numbers = itertools.count(1)
        self.faults = Faults(self.apply)

    def apply(self, request):
        """Apply a call, whatever was ordered."""
        self.applied.append(request.body.decode())
        return Answer(200, {"applied": request.body.decode()})

    def send(self, endpoint, body=""):
        """The answer that a client gets."""
        method, _, path = endpoint.partition(" ")
        request = Request(method, path, {}, {}, body.encode(), next(self.numbers))
        early = self.faults.before(request)
        return early or self.faults.after(request, self.apply(request))

    def order(self, *faults):
        """Order failures."""
        return self.faults.routes()["faults"]({"faults": list(faults)})

    def land(self, **body):
        """Let what is kept arrive."""
        return self.faults.routes()["land"](body)


def test_before_means_that_nothing_was_applied():
    """The client may send it again."""
    server = Server()
    server.order({"match": ":batchUpdate", "status": 503})

    assert server.send(PUSH, "one").body["error"]["status"] == "UNAVAILABLE"
    assert server.applied == []
    assert server.send(PUSH, "one").status == 200


def test_after_means_that_it_was_applied_and_nobody_was_told():
    """A second sending does it twice, if it is not marked."""
    server = Server()
    server.order({"match": ":batchUpdate", "when": "after", "status": 500})

    assert server.send(PUSH, "one").status == 500
    assert server.applied == ["one"]


def test_late_means_that_it_is_applied_when_told():
    """The newer batch lands first, the given-up one after it."""
    server = Server()
    server.order({"match": ":batchUpdate", "when": "late", "what": "cut"})

    assert server.send(PUSH, "old").cut == 0
    assert server.send(PUSH, "new").status == 200
    assert server.applied == ["new"]
    assert server.land()["landed"][0]["status"] == 200
    assert server.applied == ["new", "old"]
    assert server.land() == {"landed": []}


def test_late_can_land_by_itself_just_before_a_later_call():
    """The worst moment can be named: just before the next batch."""
    server = Server()
    server.order({"match": ":batchUpdate", "when": "late", "lands_before": ":batchUpdate"})

    assert server.send(PUSH, "old").status == 503
    assert server.send(READ, "read").status == 200
    assert server.send(PUSH, "new").status == 200
    assert server.applied == ["read", "old", "new"]


def test_a_late_request_can_be_lost_on_its_way():
    """Then it never lands."""
    server = Server()
    server.order({"match": ":batchUpdate", "when": "late"})
    server.send(PUSH, "old")

    assert server.land(drop=True) == {"dropped": 1}
    assert server.land() == {"landed": []}
    assert server.applied == []


@pytest.mark.parametrize(
    ("skip", "times", "failed"),
    [(0, 1, "x...."), (2, 1, "..x.."), (1, 2, ".xx.."), (3, None, "...xx")],
)
def test_which_calls_fail_is_counted_among_those_that_match(skip, times, failed):
    """The n-th, and how many."""
    server = Server()
    server.order({"match": "^GET", "skip": skip, "times": times})
    seen = ""
    for _ in range(5):
        assert server.send(PUSH).status == 200
        seen += "x" if server.send(READ).status == 503 else "."

    assert seen == failed


def test_each_kind_of_failure_is_what_it_says():
    """A status with its words and headers, a hang, a cut, a truncated answer."""
    server = Server()
    server.order(
        {"status": 429, "headers": {"Retry-After": "7"}},
        {"what": "hang", "seconds": 3},
        {"what": "cut"},
        {"what": "truncated", "bytes": 90},
        {"status": 403, "body": {"mine": 1}},
    )
    status, hang, cut, truncated, own = (server.send(READ, str(i)) for i in range(5))

    assert (status.status, status.headers["Retry-After"]) == (429, "7")
    assert status.body["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert (hang.delay, hang.cut) == (3, 0)
    assert (cut.delay, cut.cut) == (0, 0)
    assert (truncated.cut, truncated.body) == (90, {"applied": "3"})
    assert own.body == {"mine": 1}
    assert server.applied == ["3"]


def test_drive_gives_its_reason():
    """403 alone does not say whether to wait."""
    server = Server()
    server.order({"status": 403, "reason": "userRateLimitExceeded"})
    error = server.send("GET /drive/v3/files").body["error"]

    assert error["errors"][0]["reason"] == "userRateLimitExceeded"
    assert error["errors"][0]["domain"] == "usageLimits"
    assert "status" not in error


@pytest.mark.parametrize(
    "order",
    [
        {"what": "explode"},
        {"when": "yesterday"},
        {"mach": "typo"},
        {"match": "("},
        {"what": "truncated", "bytes": 4, "when": "before"},
        {"what": "truncated"},
        "503",
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order):
    """A test that orders nothing would otherwise pass for the wrong reason."""
    with pytest.raises(ApiError):
        Server().order(order)


def test_clearing_and_reset_end_all_failures():
    """The next test starts clean."""
    server = Server()
    server.order({"times": None})
    assert server.faults.routes()["faults"]({"clear": True}) == {"faults": []}
    assert server.send(READ).status == 200
    server.order({"times": None})
    server.faults.reset()

    assert server.send(READ).status == 200
