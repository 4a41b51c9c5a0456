"""The HTTP layer against a real server on this computer: every failure, for every kind of call."""

from __future__ import annotations

import json
import socket

import gspread
import pytest
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import RefreshError, TransportError
from google.oauth2.credentials import Credentials

from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.limits import Turn
from addin.adapters.google_sheets.patience import Patience
from addin.adapters.google_sheets.transport import Connection, GoogleCalls, Means
from addin.errors import (
    AnswerLost,
    RequestRefused,
    SharedSheetBusy,
    SharingRefused,
    SignInNeeded,
)
from tests.adapters.google_sheets.loopback import Google, Say, StepClock, google_here, refusal

ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdef"
BATCH = f"/v4/spreadsheets/{ID}:batchUpdate"
VALUES = f"/v4/spreadsheets/{ID}/values:batchGet"
BRIEF = Patience(connect=5.0, read=0.15, write=0.15)  # for a server that hangs

UNAPPLIED = {
    "429": refusal(429, "RATE_LIMIT_EXCEEDED"),
    "429 bare": Say(429, b"slow down", applies=False),
    "403 rateLimitExceeded": refusal(403, "rateLimitExceeded"),
    "403 userRateLimitExceeded": refusal(403, "userRateLimitExceeded"),
}
PERHAPS = {
    "500": Say(500, {"error": {"code": 500, "message": "Internal error"}}),
    "502": Say(502, b"<html>Bad Gateway</html>"),
    "503": Say(503, {"error": {"code": 503, "message": "unavailable"}}),
    "504": Say(504, b""),
    "408": Say(408, b""),
    "hang": Say(how="hang"),
    "cut": Say(how="cut"),
    "half": Say(body={"spreadsheetId": ID}, how="half"),
    "not JSON": Say(body=b"<html>Sign in to Hotel WiFi</html>"),
}
before = {
    f"{name}, before": Say(s.status, s.body, s.headers, s.how, applies=False)
    for name, s in PERHAPS.items()
}
after = {f"{name}, after": s for name, s in PERHAPS.items()}
FAULTS = {**before, **after}


@pytest.fixture
def google():
    """The server."""
    with google_here() as here:
        yield here


def calls(google: Google, credentials=None, clock=None, patience=None, **means) -> GoogleCalls:
    """A signed-in account's calls to that server."""
    hangs = any(getattr(said, "how", "") == "hang" for said in (*google.script, google.otherwise))
    patience = patience or (BRIEF if hangs else Patience())
    given = Means(
        Hosts(google.base), patience, clock=clock or StepClock(), chance=lambda: 0.5, **means
    )
    return GoogleCalls(
        Connection(credentials or AnonymousCredentials(), given, "who", "tieout@studio.test"),
        "PO Log",
    )


def read(google: Google, **how):
    """A call that reads."""
    return calls(google, **how).request(
        "GET", VALUES, {"ranges": ["A1:B2", "C:C"]}, repeatable=True
    )


def write(google: Google, *, repeatable: bool, **how):
    """A call that writes."""
    return calls(google, **how).request("POST", BATCH, body={"requests": []}, repeatable=repeatable)


def test_a_call_carries_its_path_its_query_and_its_body(google):
    """What the sheet's side asks for is what arrives."""
    google.says(Say(body={"ranges": 2}), Say(body=b""))

    assert read(google) == {"ranges": 2}
    assert write(google, repeatable=True) == {}

    get, post = google.heard
    assert get.path == f"{VALUES}?ranges=A1%3AB2&ranges=C%3AC"
    assert (post.path, json.loads(post.body)) == (BATCH, {"requests": []})
    assert post.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("fault", [*UNAPPLIED, *FAULTS])
def test_a_read_outlives_any_one_fault(google, fault):
    """A second arrival of a read does no harm."""
    google.says({**UNAPPLIED, **FAULTS}[fault], Say(body={"values": 1}))

    assert read(google) == {"values": 1}
    assert len(google.heard) == 2


@pytest.mark.parametrize("fault", [*UNAPPLIED, *FAULTS])
def test_a_marked_batch_outlives_any_one_fault(google, fault):
    """It is sent again: of the two, one lands."""
    google.says({**UNAPPLIED, **FAULTS}[fault], Say(body={"replies": []}))

    assert write(google, repeatable=True) == {"replies": []}
    assert len(google.heard) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_may_not_be_repeated_is_sent_once(google, fault):
    """Whether it was applied cannot be known here, so it is not sent again, and that is said."""
    google.says(FAULTS[fault])

    with pytest.raises(AnswerLost, match="no answer came"):
        write(google, repeatable=False)
    assert len(google.heard) == 1


@pytest.mark.parametrize("fault", UNAPPLIED)
def test_a_write_refused_for_its_rate_is_sent_again_whatever_it_is(google, fault):
    """It was not applied."""
    google.says(UNAPPLIED[fault], Say(body={"replies": []}))

    assert write(google, repeatable=False) == {"replies": []}
    assert len(google.applied) == 1


@pytest.mark.parametrize("fault", [*UNAPPLIED, *FAULTS])
def test_a_fault_that_lasts_is_given_up_within_the_limits(google, fault):
    """At most 6 tries and 90 seconds; a read then changed nothing."""
    google.always({**UNAPPLIED, **FAULTS}[fault])
    clock = StepClock()

    with pytest.raises(SharedSheetBusy, match=r"PO Log could not be reached: .*after . tries"):
        read(google, clock=clock)
    assert 4 <= len(google.heard) <= 6
    assert sum(clock.slept) <= 90


@pytest.mark.parametrize("fault", FAULTS)
def test_a_batch_given_up_after_faults_may_have_landed(google, fault):
    """Only the next run can find out; the error says so and nothing else."""
    google.always(FAULTS[fault])

    with pytest.raises(AnswerLost, match="after 6 tries"):
        write(google, repeatable=True)


@pytest.mark.parametrize("fault", UNAPPLIED)
def test_a_batch_only_ever_refused_for_its_rate_did_not_land(google, fault):
    """Then nothing is in doubt."""
    google.always(UNAPPLIED[fault])

    with pytest.raises(SharedSheetBusy):
        write(google, repeatable=True)


@pytest.mark.parametrize("last", [*UNAPPLIED, "403", "404", "401"])
def test_one_try_in_doubt_leaves_the_whole_call_in_doubt(google, last):
    """A try that may have been applied is not forgotten when a later one is refused."""
    google.says(FAULTS["cut, after"])
    google.always(UNAPPLIED.get(last) or refusal(int(last[:3])))

    with pytest.raises(AnswerLost):
        write(google, repeatable=True)


def test_a_batch_refused_when_it_is_sent_again_is_refused_in_googles_words(google):
    """That is how the marker of a batch that landed the first time is met."""
    words = "Invalid requests[0].createDeveloperMetadata: id 7 is in use"
    google.says(FAULTS["hang, after"], refusal(400, message=words))

    with pytest.raises(RequestRefused) as caught:
        write(google, repeatable=True)
    assert caught.value.reason == words


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (refusal(400, message="Unable to parse range"), RequestRefused, "Unable to parse range"),
        (refusal(403, message="The caller does not have permission"), SharingRefused, "signs in as tieout@studio.test"),
        (refusal(403, "insufficientFilePermissions"), SharingRefused, "signs in as tieout@studio.test"),
        (refusal(404, "notFound", "File not found"), SharingRefused, "File not found"),
        (refusal(410), SharingRefused, "is gone"),
        (refusal(403, "storageQuotaExceeded"), RequestRefused, "cannot own files"),
        (refusal(403, "SERVICE_DISABLED"), SharingRefused, "administrator switches it on"),
        (refusal(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), SignInNeeded, "does not allow this"),
        (refusal(401, message="bad token"), SignInNeeded, "tieout sheets login"),
        (refusal(413), RequestRefused, "no"),
        (Say(302, b"", {"Location": "https://hotel.test/"}, applies=False), SharedSheetBusy, "in Google's place"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("writes", [True, False])
def test_what_waiting_cannot_help_stops_at_once(google, answer, error, says, writes):
    """One call, no pause, a sentence that says what to do."""
    google.always(answer)
    clock = StepClock()

    with pytest.raises(error, match=says):
        write(google, repeatable=True, clock=clock) if writes else read(google, clock=clock)
    assert len(google.heard) == 1
    assert clock.slept == []


def test_no_connection_is_tried_again_and_nothing_is_in_doubt(google):
    """A server that is not there was sent nothing, a write as little as a read."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        google.base = f"http://127.0.0.1:{free.getsockname()[1]}"
    clock = StepClock()

    with pytest.raises(SharedSheetBusy, match="no connection to Google, after 6 tries"):
        write(google, repeatable=False, clock=clock)
    assert len(clock.slept) == 5


def test_google_says_how_long_to_wait(google):
    """Retry-After is kept to, with a little on top so that not all come back at once."""
    google.says(refusal(429, Retry_After="7"), refusal(503, Retry_After="3"), Say())
    clock = StepClock()

    read(google, clock=clock)
    assert clock.slept == [7.5, 3.5]


def test_a_date_to_wait_until_is_understood(google):
    """Retry-After may be a moment."""
    google.says(refusal(503, Retry_After="Fri, 15 Jan 2027 08:00:30 GMT"), Say())
    clock = StepClock(start=1_800_000_000.0)  # 08:00:00 of that day

    read(google, clock=clock)
    assert clock.slept == [30.5]


def test_a_wait_beyond_our_patience_is_not_begun(google):
    """Google asks for an hour: the person hears it now."""
    google.says(refusal(429, Retry_After="3600"))
    clock = StepClock()

    with pytest.raises(SharedSheetBusy):
        read(google, clock=clock)
    assert clock.slept == []


def test_pauses_double_and_are_drawn_by_chance(google):
    """Full jitter: half of 1, 2, 4, 8 and 16 seconds when chance says a half."""
    google.always(FAULTS["503, before"])
    clock = StepClock()

    with pytest.raises(SharedSheetBusy):
        read(google, clock=clock)
    assert clock.slept == [0.5, 1.0, 2.0, 4.0, 8.0]


class Renewing(Credentials):
    """Credentials whose tokens are numbered, or refused as told."""

    def __init__(self, *errors: Exception | None) -> None:
        super().__init__(token="token-0")  # noqa: S106 - no password
        self.errors = list(errors)
        self.renewals = 0

    def refresh(self, request):
        """The next token, or the next error."""
        del request
        self.renewals += 1
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.token = f"token-{self.renewals}"


def test_a_token_that_is_refused_is_renewed_once(google):
    """The second token is the one that is accepted."""
    google.says(refusal(401), Say(body={"ok": 1}))
    renewing = Renewing()

    assert write(google, repeatable=False, credentials=renewing) == {"ok": 1}
    assert [one.headers["authorization"] for one in google.heard] == [
        "Bearer token-0",
        "Bearer token-1",
    ]


def test_a_renewed_token_that_is_refused_too_ends_it(google):
    """Two calls, one renewal, and the person signs in again."""
    google.always(refusal(401))
    renewing = Renewing()

    with pytest.raises(SignInNeeded):
        read(google, credentials=renewing)
    assert (len(google.heard), renewing.renewals) == (2, 1)


def test_a_sign_in_that_was_revoked_is_asked_for_once(google):
    """invalid_grant is for good: no try, no pause, no call to Google."""
    renewing = Renewing(RefreshError("invalid_grant: secret words", {"error": "invalid_grant"}))
    renewing.token = None
    clock = StepClock()

    with pytest.raises(SignInNeeded, match="revoked") as caught:
        read(google, credentials=renewing, clock=clock)
    assert "secret words" not in str(caught.value)
    assert (renewing.renewals, clock.slept, google.heard) == (1, [], [])


@pytest.mark.parametrize(
    "error",
    [
        RefreshError("503", {"error": "x"}, retryable=True),
        TransportError("no route", retryable=True),
        TransportError("x"),
    ],
)
def test_a_token_server_that_is_down_is_waited_for(google, error):
    """What has not been sent leaves nothing in doubt."""
    renewing = Renewing(error, error)
    renewing.token = None
    google.says(Say(body={"ok": 1}))

    assert write(google, repeatable=False, credentials=renewing) == {"ok": 1}
    assert renewing.renewals == 3

    renewing = Renewing(*[error] * 9)
    renewing.token = None
    with pytest.raises(SharedSheetBusy, match="sign-in server did not answer"):
        write(google, repeatable=False, credentials=renewing)


def test_gspread_itself_goes_through_it(google):
    """The subclass is gspread's own HTTP client: its Client opens a spreadsheet with our tries."""
    google.says(FAULTS["503, before"], Say(body={"properties": {"title": "Show"}, "sheets": []}))
    connection = calls(google).connection
    client = gspread.Client(AnonymousCredentials())
    client.http_client = connection

    assert client.open_by_key(ID).title == "Show"
    assert len(google.heard) == 2


def test_a_netrc_file_does_not_replace_the_token(google, tmp_path, monkeypatch):
    """A ``default`` entry of .netrc would otherwise be sent in place of the token."""
    (tmp_path / ".netrc").write_text("default login me password planted\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    connection = calls(google, Renewing()).connection
    connection.session.trust_env = True

    GoogleCalls(connection).request("GET", VALUES, repeatable=True)
    assert google.heard[0].headers["authorization"] == "Bearer token-0"


def test_an_error_without_a_given_name_shows_the_link(google):
    """A person can click it."""
    google.always(refusal(404))
    connection = calls(google).connection

    for path in (VALUES, f"/drive/v3/files/{ID}"):
        with pytest.raises(SharingRefused) as caught:
            GoogleCalls(connection).request("GET", path, repeatable=True)
        assert caught.value.sheet == f"https://docs.google.com/spreadsheets/d/{ID}"


class Counting:
    """A pace that notes whose turn it is, and holds each call for some seconds."""

    def __init__(self, clock: StepClock, holds: float = 10.0) -> None:
        self.turns: list[Turn] = []
        self.clock = clock
        self.holds = holds

    def wait(self, turn: Turn) -> float:
        """So many seconds."""
        self.turns.append(turn)
        self.clock.sleep(self.holds)
        return self.holds


def test_every_try_of_the_sheets_api_takes_its_turn_and_drive_none(google):
    """A try is a request to Google, the first as the sixth; Drive counts elsewhere."""
    clock = StepClock()
    pace = Counting(clock)
    google.says(FAULTS["503, before"], Say(), Say(), Say())
    asked = calls(google, clock=clock, pace=pace)

    asked.request("GET", VALUES, repeatable=True)
    asked.request(
        "POST", f"/v4/spreadsheets/{ID}/developerMetadata:search", body={}, repeatable=True
    )
    asked.request("GET", f"/drive/v3/files/{ID}", repeatable=True)

    names = [[name for name, _ in turn.queues] for turn in pace.turns]
    assert names == [["who reads", f"spreadsheet {ID}"]] * 3


def test_the_ledger_tells_quota_server_and_pauses_apart(google):
    """Where the seconds went; no token, no query, no cell among it."""
    clock = StepClock()
    google.says(refusal(429), FAULTS["503, before"], Say(body={"a": "bc"}))
    asked = calls(google, Renewing(), clock=clock, pace=Counting(clock))

    asked.request("POST", BATCH, body={"requests": []}, repeatable=True)

    ledger = asked.connection.means.ledger
    [call] = ledger.calls
    assert (call.kind, call.method, call.status, call.tries) == (
        "spreadsheets:batchUpdate",
        "POST",
        200,
        3,
    )
    assert (call.quota, call.pauses, call.server, call.client) == (32.0, 1.0, 0.0, 0.0)
    assert call.sent == 3 * len(b'{"requests":[]}')
    assert "token" not in repr(ledger.calls)
    assert str(ledger.spent()).startswith(
        "1 call to Google, 2 tries more (1 spreadsheets:batchUpdate)"
    )


def test_waiting_for_our_turn_is_not_taken_from_our_patience(google):
    """A night of fifty productions waits for quota by the minute; that is no fault of Google's."""
    clock = StepClock()
    google.always(FAULTS["503, before"])

    with pytest.raises(SharedSheetBusy):
        read(google, clock=clock, pace=Counting(clock, holds=60.0))
    assert len(google.heard) == 6


def test_a_server_that_only_trickles_a_refusal_of_a_token_says_nothing_of_it(google):
    """A server's message that repeats the token is not passed on."""
    google.always(refusal(400, message="you sent Bearer token-0"))

    with pytest.raises(RequestRefused) as caught:
        read(google, credentials=Renewing())
    assert "token-0" not in str(caught.value)
