"""Quotas."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_emulator.callers import Caller, Callers
from sheets_emulator.clock import Clock
from sheets_emulator.hook import Request
from sheets_emulator.quota import Quota, is_read

START = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
lively = settings(deadline=None)


def counted(**limits):
    """A quota that is on, with its clock stopped at a full minute."""
    clock, callers = Clock(), Callers()
    clock.stop(START)
    quota = Quota(callers, clock)
    quota.routes()["quota"]({"on": True, **limits})
    return quota, clock, callers


def call(method="GET", book="book", user="ann"):
    """A call of somebody to a spreadsheet."""
    path = f"/v4/spreadsheets/{book}" + ("" if method == "GET" else ":batchUpdate")
    return Request(method, path, {}, {"authorization": f"Bearer {user}"}, b"")


def test_the_sixty_first_read_of_a_user_in_a_minute_is_refused_in_googles_words():
    """Status, reason, metric and limit are what a client decides by."""
    quota, _, _ = counted()
    refused = [quota.before(call()) for _ in range(61)]

    assert refused[:60] == [None] * 60
    answer = refused[60]
    assert answer is not None
    error = answer.body["error"]
    assert (answer.status, error["code"], error["status"]) == (429, 429, "RESOURCE_EXHAUSTED")
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per "
        "user' of service 'sheets.googleapis.com' for consumer 'project_number:100000000001'."
    )
    assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"


def test_writes_are_counted_apart_from_reads():
    """Sixty reads leave sixty writes."""
    quota, _, _ = counted()
    for _ in range(60):
        assert quota.before(call()) is None

    assert quota.before(call("POST")) is None


def test_a_search_that_is_posted_counts_as_a_read():
    """It changes nothing."""
    paths = ["/values:batchGetByDataFilter", ":getByDataFilter", "/developerMetadata:search"]

    assert all(is_read(Request("POST", f"/v4/spreadsheets/b{p}", {}, {}, b"")) for p in paths)
    assert not is_read(call("POST"))


def test_users_share_their_projects_limit():
    """Five users of sixty each use up three hundred; a sixth gets nothing, another project does."""
    quota, _, callers = counted()
    for name in "abcdef":
        callers.learn(name, Caller(f"{name}@example.com", "1"))
    callers.learn("other", Caller("a@example.com", "2"))
    for name in "abcde":
        assert [quota.before(call(user=name)) for _ in range(60)] == [None] * 60

    refused = quota.before(call(user="f"))
    assert refused is not None
    assert "per minute'" in refused.body["error"]["message"]
    assert quota.before(call(user="other")) is None


def test_one_request_a_second_for_a_spreadsheet_is_answered_503():
    """The second limit, which no quota page lists; another spreadsheet is not held up."""
    quota, clock, _ = counted(per_spreadsheet_second=1)

    assert quota.before(call()) is None
    busy = quota.before(call())
    assert busy is not None
    assert (busy.status, busy.body["error"]["status"]) == (503, "UNAVAILABLE")
    assert quota.before(call(book="second")) is None
    clock.step(1)
    assert quota.before(call()) is None


def test_drive_and_a_quota_that_is_off_count_nothing():
    """Only the Sheets API has these limits."""
    quota, _, _ = counted(reads_per_user=1)
    drive = Request("GET", "/drive/v3/files/x", {}, {}, b"")
    assert [quota.before(drive) for _ in range(3)] == [None] * 3
    quota.reset()

    assert [quota.before(call()) for _ in range(99)] == [None] * 99


steps = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["GET", "POST"]), st.integers(0, 40)),
    max_size=120,
)


@lively
@given(steps, st.integers(1, 5), st.integers(1, 8))
def test_no_minute_lets_through_more_than_its_limits_and_none_less_than_it_may(
    history, user, project
):
    """For every history of calls and pauses: let through exactly what both limits allow."""
    quota, clock, callers = counted(
        reads_per_user=user,
        writes_per_user=user,
        reads_per_project=project,
        writes_per_project=project,
    )
    for name in "ab":
        callers.learn(name, Caller(name, "1"))
    let: dict[tuple[object, ...], int] = {}
    for name, method, pause in history:
        clock.step(pause)
        minute = int(clock.now().timestamp()) // 60
        mine, ours = (minute, method, name), (minute, method)
        allowed = let.get(mine, 0) < user and let.get(ours, 0) < project

        assert (quota.before(call(method, user=name)) is None) == allowed
        if allowed:
            let[mine] = let.get(mine, 0) + 1
            let[ours] = let.get(ours, 0) + 1


@lively
@given(st.integers(0, 59), st.integers(1, 120))
def test_a_new_minute_of_the_clock_refills_whatever_was_used(second, pause):
    """Waiting for the next full minute is enough, and nothing less is."""
    quota, clock, _ = counted(reads_per_user=1)
    clock.step(second)
    assert quota.before(call()) is None
    clock.step(pause)

    assert (quota.before(call()) is None) == (second + pause >= 60)
