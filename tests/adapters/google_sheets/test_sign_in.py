"""A person signs in: a browser that is a thread of this test, Google that is a server of it."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from addin.adapters.google_sheets.account import OWN_FILES, PERSON
from addin.adapters.google_sheets.clock import SystemClock
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.sign_in import (
    Client,
    SignedIn,
    SigningIn,
    client_in,
    read_kept,
    revoke,
    with_address,
)
from addin.errors import SignInNeeded, UnreadableFile
from tests.adapters.google_sheets.loopback import Say, google_here

CLIENT = Client("1234.apps.googleusercontent.com", "GOCSPX-planted")
TOKEN = Say(
    body={"refresh_token": "1//planted", "access_token": "ya29.planted", "scope": OWN_FILES}
)


@pytest.fixture
def google():
    """The server of tokens."""
    with google_here() as here:
        yield here


class Visitor:
    """A person at a browser: looks at the page, and comes back with what ``answers`` makes of it."""

    def __init__(self, *answers: Callable[[dict[str, str]], str]) -> None:
        self.answers = answers
        self.page = ""
        self.statuses: list[int] = []
        self.threads: list[threading.Thread] = []

    def __call__(self, address: str) -> bool:
        """Open the page; the person answers a moment later."""
        self.page = address
        asked = dict(parse_qsl(urlsplit(address).query))
        thread = threading.Thread(target=self._come_back, args=(asked,))
        self.threads.append(thread)
        thread.start()
        return True

    def _come_back(self, asked: dict[str, str]) -> None:
        for answer in self.answers:
            try:
                with urllib.request.urlopen(answer(asked), timeout=5) as page:  # noqa: S310 - our own
                    self.statuses.append(page.status)
            except urllib.error.HTTPError as error:
                self.statuses.append(error.code)
                error.close()


def back(**answer: str) -> Callable[[dict[str, str]], str]:
    """Google sends the browser back with this, and with the state that it was given."""
    return lambda asked: f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], **answer})}"


def signing_in(google, visitor, told=None, seconds=10.0) -> SigningIn:
    """A sign-in with that server and that person."""
    tell = (told if told is not None else []).append
    return SigningIn(CLIENT, Hosts(google.base), visitor, tell, SystemClock(), seconds)


def test_a_person_signs_in_with_a_code_that_only_this_program_can_use(google):
    """PKCE: what Google is shown first is the digest of what it is told at last."""
    google.says(TOKEN)
    visitor = Visitor(back(code="4/code", scope=OWN_FILES))

    picked = signing_in(google, visitor).run()

    asked = dict(parse_qsl(urlsplit(visitor.page).query))
    [exchange] = google.heard
    form = dict(parse_qsl(exchange.body.decode()))
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert (asked["code_challenge_method"], asked["scope"]) == ("S256", OWN_FILES)
    assert asked["access_type"] == "offline"
    assert exchange.path == "/token"
    assert (form["code"], form["redirect_uri"]) == ("4/code", asked["redirect_uri"])
    assert form["redirect_uri"].startswith("http://127.0.0.1:")
    assert picked.signed_in.refresh_token == "1//planted"  # noqa: S105 - planted
    assert "planted" not in visitor.page + repr(picked) + repr(CLIENT)
    assert visitor.statuses == [200]


def test_a_person_picks_spreadsheets_on_the_way(google):
    """The page asks for spreadsheets, and their ids come back with the code."""
    google.says(TOKEN)
    visitor = Visitor(back(code="c", picked_file_ids="one,two"))

    picked = signing_in(google, visitor).run(pick=True)

    asked = parse_qs(urlsplit(visitor.page).query)
    assert asked["trigger_onepick"] == ["true"]
    assert asked["mimetypes"] == ["application/vnd.google-apps.spreadsheet"]
    assert picked.files == ("one", "two")


def test_visits_that_do_not_know_our_state_are_sent_away(google):
    """A browser's own request for an icon, and a forged answer, do not end the sign-in."""
    google.says(TOKEN)
    visitor = Visitor(
        lambda asked: asked["redirect_uri"] + "favicon.ico",
        lambda asked: asked["redirect_uri"] + "?state=forged&code=evil",
        lambda asked: asked["redirect_uri"] + "?code=evil",
        back(code="good"),
    )

    signing_in(google, visitor).run()

    assert visitor.statuses == [404, 404, 404, 200]
    assert b"code=good" in google.heard[0].body


def test_declining_is_said_and_nothing_is_asked_of_google(google):
    """The person pressed Cancel."""
    with pytest.raises(SignInNeeded, match="declined"):
        signing_in(google, Visitor(back(error="access_denied"))).run()
    assert google.heard == []


def test_nobody_comes(google):
    """The page was closed: it ends by itself."""
    with pytest.raises(SignInNeeded, match="nobody signed in within 1 seconds"):
        signing_in(google, Visitor(), seconds=0.6).run()


def test_where_no_browser_can_be_shown_the_address_is_told(google):
    """A person opens it by hand."""
    google.says(TOKEN)
    told: list[str] = []
    visitor = Visitor(back(code="c"))

    def no_browser(address: str) -> bool:
        visitor(address)
        return False

    signing_in(google, no_browser, told).run()
    assert told == [visitor.page]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Say(400, {"error": "invalid_grant", "error_description": "GOCSPX-planted"}), "revoked"),
        (Say(401, {"error": "invalid_client"}), "registration"),
        (Say(400, {"error": "GOCSPX-planted"}), "gave no sign-in"),
        (Say(500, b"<html>GOCSPX-planted"), "gave no sign-in"),
        (Say(body=b"<html>GOCSPX-planted"), "no lasting sign-in"),
        (Say(body=["GOCSPX-planted"]), "no lasting sign-in"),
        (Say(body={"access_token": "ya29.planted"}), "no lasting sign-in"),
        (Say(body={"refresh_token": "planted", "scope": "openid"}), "not ticked .drive.file."),
        (Say(how="cut"), "did not answer"),
    ],
)
def test_what_google_refuses_is_said_without_its_words(google, answer, says):
    """The server's text may repeat what it was sent."""
    google.says(answer)

    with pytest.raises(SignInNeeded, match=says) as caught:
        signing_in(google, Visitor(back(code="c"))).run()
    assert "planted" not in str(caught.value) + repr(caught.value)
    assert "tieout sheets login" in str(caught.value)


def test_what_is_kept_of_a_sign_in_fits_a_keyring_and_comes_back():
    """An entry of Windows' Credential Manager ends at 1,280 characters."""
    signed_in = SignedIn("1" * 72, "G" * 35, "1//" + "r" * 512, PERSON, "coordinator@show.test")

    assert len(signed_in.kept()) <= 1280
    assert read_kept(signed_in.kept()) == signed_in
    assert signed_in.account().address == "coordinator@show.test"
    assert with_address(signed_in, "a@b.test").address == "a@b.test"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"scopes": [], "more": 1}', "null"])
def test_a_damaged_sign_in_asks_for_a_new_one(text):
    """What is in it is not repeated."""
    with pytest.raises(SignInNeeded, match="cannot be read"):
        read_kept(text)


def test_the_client_is_read_from_the_console_s_file(tmp_path):
    """Its addresses are not: a sign-in goes to Google, whatever the file says."""
    path = tmp_path / "client.json"
    made = {"client_id": "id", "client_secret": "s", "token_uri": "https://evil.test/"}
    path.write_text(json.dumps({"installed": made}))

    assert client_in(path) == Client("id", "s")
    wrongs: list[object] = [{"web": made}, {"type": "service_account"}, {"installed": {}}, []]
    for wrong in wrongs:
        path.write_text(json.dumps(wrong))
        with pytest.raises(UnreadableFile, match="Desktop app"):
            client_in(path)


def test_signing_out_has_google_forget_it(google):
    """What Google does not know any more is no trouble."""
    signed_in = SignedIn("id", "secret", "1//planted", PERSON)
    google.says(Say(), Say(400, {"error": "invalid_token"}))

    assert [revoke(signed_in, Hosts(google.base)) for _ in range(2)] == [True, False]
    assert [one.path for one in google.heard] == ["/revoke", "/revoke"]
    assert google.heard[0].body == b"token=1%2F%2Fplanted"
