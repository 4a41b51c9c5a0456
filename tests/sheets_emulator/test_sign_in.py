"""Signing in, with Google's own library and gspread over HTTP."""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib
import json
import threading
import time
import webbrowser
from urllib.parse import parse_qs, urlsplit

import gspread
import pytest
import requests
from google.auth import credentials as google_credentials
from google.auth import jwt as google_jwt
from google.auth.crypt import RSASigner
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import credentials, service_account
from gspread.http_client import HTTPClient

from sheets_emulator.keys import is_signed, new_private_key, public_key

ROBOT = "nightly@emulated-project.iam.gserviceaccount.com"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
METADATA = "https://www.googleapis.com/auth/drive.metadata.readonly"
DRIVE = "https://www.googleapis.com/auth/drive"
OWN_FILES = "https://www.googleapis.com/auth/drive.file"


def gspread_at(address, signed_in):
    """The client of gspread, sent to the emulator by its own extension point."""

    class Here(HTTPClient):
        def request(self, method, endpoint, *given, **named):
            path = urlsplit(endpoint)._replace(scheme="", netloc="").geturl()
            return super().request(method, address + path, *given, **named)

    return gspread.Client(auth=signed_in, http_client=Here)


@pytest.fixture(autouse=True)
def _no_word_to_google(monkeypatch):
    """google-auth asks Google in the background where a service account may be used from."""
    there = google_credentials.CredentialsWithRegionalAccessBoundary
    name = "_is_regional_access_boundary_lookup_required"
    if hasattr(there, name):
        monkeypatch.setattr(there, name, lambda _: False)


@functools.cache
def private_key():
    """A private key: making one takes a second."""
    return new_private_key()


@pytest.fixture
def key():
    """A private key, the same for all tests."""
    return private_key()


@pytest.fixture
def robot(emulator, tmp_path, key):
    """The path of a service account's key file; from now on everybody needs a token."""
    return registered(emulator, tmp_path, key)


def registered(emulator, folder, key, *, delegated=False):
    """The path of the key file of a service account that the emulator knows."""
    kept = {"type": "service_account", "client_email": ROBOT, "private_key": key}
    kept |= {"private_key_id": "1", "token_uri": f"{emulator.address}/token"}
    emulator.admin("accounts", register=kept, delegated=delegated)
    emulator.admin("token", on=True)
    path = folder / "key.json"
    path.write_text(json.dumps(kept), encoding="utf-8")
    return path


@pytest.fixture
def book_id(emulator):
    """A spreadsheet that a coordinator owns."""
    rows = [{"rows": [["PO"], ["1042"]]}]
    seeded = emulator.admin("seed", spreadsheets=[{"title": "Pilot", "sheets": rows}])
    return seeded["spreadsheetIds"][0]


def share(emulator, book_id, email, role="writer"):
    """The coordinator shares the file."""
    permissions = emulator.service.drive.files[book_id].permissions
    permissions.append({"id": email, "type": "user", "role": role, "emailAddress": email})


def robots(path, *scopes):
    """The service account's credentials, by its file."""
    return service_account.Credentials.from_service_account_file(str(path), scopes=list(scopes))


def status(excinfo):
    """The HTTP status of gspread's error."""
    return excinfo.value.response.status_code


def test_a_service_account_works_from_its_file_to_a_cell(emulator, tmp_path, book_id):
    """The key file's own token_uri leads here; the letter's signature is checked."""
    told = emulator.admin("accounts", service_account=ROBOT, address=emulator.address)
    robot = tmp_path / "key.json"
    robot.write_text(json.dumps(told), encoding="utf-8")
    emulator.admin("token", on=True)
    share(emulator, book_id, ROBOT)
    client = gspread_at(emulator.address, robots(robot, SHEETS, METADATA))
    sheet = client.open_by_key(book_id).sheet1
    sheet.update([["1043"]], "A3")

    assert sheet.get_all_values() == [["PO"], ["1042"], ["1043"]]


def test_a_sheet_that_is_not_shared_is_403_and_an_unknown_one_404(emulator, robot, book_id):
    """As Sheets says it; Drive says 404 for both."""
    client = gspread_at(emulator.address, robots(robot, SHEETS, DRIVE))
    with pytest.raises(PermissionError):
        client.open_by_key(book_id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("1unknown")
    session = AuthorizedSession(robots(robot, DRIVE))
    answer = session.get(f"{emulator.address}/drive/v3/files/{book_id}")

    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (404, "notFound")


def test_a_reader_may_read_and_not_write(emulator, robot, book_id):
    """Shared to read only."""
    share(emulator, book_id, ROBOT, "reader")
    sheet = gspread_at(emulator.address, robots(robot, SHEETS)).open_by_key(book_id).sheet1
    assert sheet.acell("A2").value == "1042"
    with pytest.raises(gspread.exceptions.APIError) as refused:
        sheet.update([["x"]], "A2")

    assert status(refused) == 403


@pytest.mark.parametrize(("role", "can"), [("reader", False), ("writer", True)])
def test_drive_says_who_asks_and_whether_they_may_write(emulator, robot, book_id, role, can):
    """What a probe before the sync looks at."""
    share(emulator, book_id, ROBOT, role)
    session = AuthorizedSession(robots(robot, DRIVE))
    drive = f"{emulator.address}/drive/v3"
    user = session.get(f"{drive}/about", params={"fields": "user"}).json()["user"]
    fields = {"fields": "capabilities(canEdit)"}
    file = session.get(f"{drive}/files/{book_id}", params=fields).json()

    assert user["emailAddress"] == ROBOT
    assert file == {"capabilities": {"canEdit": can}}


def test_a_token_without_the_scope_is_refused(emulator, robot, book_id):
    """Least scopes: metadata of files does not read cells."""
    share(emulator, book_id, ROBOT)
    session = AuthorizedSession(robots(robot, METADATA))
    seen = session.get(f"{emulator.address}/drive/v3/files/{book_id}?fields=version")
    refused = session.get(f"{emulator.address}/v4/spreadsheets/{book_id}")

    assert seen.status_code == 200
    assert refused.status_code == 403
    assert refused.json()["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_a_service_account_has_no_storage(emulator, robot):
    """It cannot create a file in My Drive; in a shared drive it can."""
    client = gspread_at(emulator.address, robots(robot, SHEETS, DRIVE))
    with pytest.raises(gspread.exceptions.APIError) as refused:
        client.create("Pilot")
    reason = refused.value.response.json()["error"]["errors"][0]["reason"]
    assert (status(refused), reason) == (403, "storageQuotaExceeded")
    emulator.admin("accounts", shared_drive="0AStudio")

    assert client.create("Pilot", folder_id="0AStudio").sheet1.title == "Sheet1"


def test_an_expired_token_is_401_and_renewed_in_the_middle_of_a_run(emulator, robot, book_id):
    """The emulator's clock moves on an hour; the client's does not."""
    share(emulator, book_id, ROBOT)
    sheet = gspread_at(emulator.address, robots(robot, SHEETS)).open_by_key(book_id).sheet1
    token = sheet.client.auth.token
    emulator.admin("clock", step=3601)
    bare = {"Authorization": f"Bearer {token}"}
    old = requests.get(f"{emulator.address}/v4/spreadsheets/{book_id}", headers=bare, timeout=5)
    assert (old.status_code, old.json()["error"]["status"]) == (401, "UNAUTHENTICATED")

    assert sheet.acell("A2").value == "1042"
    assert sheet.client.auth.token != token


def test_a_revoked_service_account_gets_no_token(emulator, robot, book_id):
    """It is told once and not tried again: reconnect."""
    share(emulator, book_id, ROBOT)
    sheet = gspread_at(emulator.address, robots(robot, SHEETS)).open_by_key(book_id).sheet1
    emulator.admin("accounts", revoke=ROBOT)
    with pytest.raises(RefreshError) as refused:
        sheet.acell("A2")

    assert "invalid_grant" in str(refused.value)
    assert not refused.value.retryable


def persons(emulator, email="ann@example.com", **more):
    """A person's credentials, from an authorized-user file."""
    told = emulator.admin("accounts", person=email, address=emulator.address, **more)
    kept = {k: told[k] for k in ("client_id", "client_secret", "token_uri")}
    return credentials.Credentials(None, refresh_token=told["refresh_token"], **kept)


def test_a_refresh_token_gives_access_until_it_is_revoked(emulator, book_id):
    """Revoked in the account's settings: invalid_grant, for good."""
    emulator.admin("token", on=True)
    share(emulator, book_id, "ann@example.com")
    ann = persons(emulator, scopes=SHEETS)
    sheet = gspread_at(emulator.address, ann).open_by_key(book_id).sheet1
    assert sheet.acell("A1").value == "PO"
    emulator.admin("accounts", revoke="ann@example.com")
    with pytest.raises(RefreshError, match="Token has been expired or revoked") as refused:
        sheet.acell("A1")

    assert not refused.value.retryable


def test_the_program_itself_can_revoke(emulator):
    """What a logout does."""
    ann = persons(emulator, scopes=SHEETS)
    ann.refresh(Request())
    address = f"{emulator.address}/revoke"
    first = requests.post(address, data={"token": ann.refresh_token}, timeout=5)
    second = requests.post(address, data={"token": ann.refresh_token}, timeout=5)

    assert (first.status_code, second.status_code) == (200, 400)
    with pytest.raises(RefreshError):
        ann.refresh(Request())


def test_drive_file_reaches_only_what_the_program_made_or_was_given(emulator, book_id):
    """The non-sensitive scope; a picked file is reached from then on."""
    emulator.admin("token", on=True)
    share(emulator, book_id, "ann@example.com")
    client = gspread_at(emulator.address, persons(emulator))
    mine = client.create("Hot costs")
    mine.sheet1.update([["1"]], "A1")
    assert [file["name"] for file in client.list_spreadsheet_files()] == ["Hot costs"]
    with pytest.raises(PermissionError):
        client.open_by_key(book_id)
    emulator.admin("accounts", open=book_id)

    assert client.open_by_key(book_id).title == "Pilot"


def test_a_failing_token_endpoint_is_tried_again(emulator):
    """A 503 of /token passes."""
    ann = persons(emulator, scopes=SHEETS)
    emulator.admin("faults", match="POST /token", status=503)
    ann.refresh(Request())

    assert ann.valid


@pytest.mark.parametrize("verifier", ["right", "wrong", None])
def test_an_installed_program_signs_in_with_a_code_and_its_verifier(emulator, verifier):
    """The browser comes back at once; a code is good once, and only with the verifier (PKCE)."""
    program = emulator.admin("accounts", client_id="tieout", sign_in="bob@example.com")
    back = "http://127.0.0.1:9/"
    asked = {
        "client_id": "tieout", "redirect_uri": back, "response_type": "code", "scope": OWN_FILES,
        "state": "s1", "code_challenge_method": "S256", "access_type": "offline",
    }  # fmt: skip
    digest = hashlib.sha256(b"right").digest()
    asked["code_challenge"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    page = requests.get(f"{emulator.address}/auth", params=asked, allow_redirects=False, timeout=5)
    told = parse_qs(urlsplit(page.headers["Location"]).query)
    assert (page.status_code, told["state"]) == (302, ["s1"])
    form = {
        "grant_type": "authorization_code", "code": told["code"][0], "redirect_uri": back,
        "client_id": "tieout", "client_secret": program["client_secret"],
    } | ({"code_verifier": verifier} if verifier else {})  # fmt: skip
    answer = requests.post(f"{emulator.address}/token", data=form, timeout=5)
    again = requests.post(f"{emulator.address}/token", data=form, timeout=5)

    assert answer.status_code == (200 if verifier == "right" else 400)
    assert again.json()["error"] == "invalid_grant"
    if verifier == "right":
        assert answer.json()["refresh_token"].startswith("1//")
        assert answer.json()["scope"] == OWN_FILES


def test_googles_own_flow_signs_a_person_in(emulator, book_id, monkeypatch):
    """google-auth-oauthlib from its browser to a cell; it wants to be told that http is meant."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    told = emulator.admin("accounts", client_id="tieout", sign_in="bob@example.com")
    emulator.admin("token", on=True)
    share(emulator, book_id, "bob@example.com")
    pages = {"auth_uri": f"{emulator.address}/auth", "token_uri": f"{emulator.address}/token"}
    program = {"installed": {**told, **pages, "redirect_uris": ["http://localhost"]}}
    seen = []

    class Browser(webbrowser.BaseBrowser):
        """Follows the address at once."""

        def open(self, url, new=0, autoraise=True):  # noqa: FBT002 - webbrowser's own
            seen.append((url, new, autoraise))
            threading.Thread(target=requests.get, args=(url,), kwargs={"timeout": 5}).start()
            return True

    webbrowser.register("at once", None, Browser("at once"))
    flows = importlib.import_module("google_auth_oauthlib.flow")  # it has no types
    flow = flows.InstalledAppFlow.from_client_config(program, [SHEETS])
    bob = flow.run_local_server(port=0, browser="at once", authorization_prompt_message="")

    assert len(seen) == 1
    assert "code_challenge=" in seen[0][0]
    assert bob.refresh_token
    assert gspread_at(emulator.address, bob).open_by_key(book_id).title == "Pilot"


def test_a_person_may_say_no(emulator):
    """The program is told so."""
    emulator.admin("accounts", client_id="tieout", deny=True)
    asked = {"client_id": "tieout", "redirect_uri": "http://localhost:9/", "response_type": "code"}
    page = requests.get(f"{emulator.address}/auth", params=asked, allow_redirects=False, timeout=5)

    assert "error=access_denied" in page.headers["Location"]


def test_a_code_is_sent_to_this_machine_only(emulator):
    """An installed program listens on loopback."""
    emulator.admin("accounts", client_id="tieout")
    asked = {"client_id": "tieout", "redirect_uri": "https://example.com/", "response_type": "code"}
    page = requests.get(f"{emulator.address}/auth", params=asked, allow_redirects=False, timeout=5)

    assert page.status_code == 400


def letter(key, **claims):
    """A service account's letter."""
    now = int(time.time())
    said = {
        "iss": ROBOT,
        "aud": "http://127.0.0.1/token",
        "scope": SHEETS,
        "iat": now,
        "exp": now + 3600,
    }
    return google_jwt.encode(RSASigner.from_string(key), {**said, **claims}).decode()


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ({}, None),
        ({"iat": 1, "exp": 3601}, "invalid_grant"),
        ({"exp": int(time.time()) + 9999}, "invalid_grant"),
        ({"aud": "https://example.com"}, "invalid_grant"),
        ({"iss": "stranger@x.iam.gserviceaccount.com"}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"sub": "boss@example.com"}, "unauthorized_client"),
        ("another key", "invalid_grant"),
        ("no letter", "invalid_grant"),
    ],
)
@pytest.mark.usefixtures("robot")
def test_a_letter_is_held_against_its_claims_and_its_signature(emulator, key, claims, error):
    """Stale, for somebody else, from nobody, without scope, for another person, forged."""
    sent = letter(key, **claims) if isinstance(claims, dict) else "a.b.c"
    if claims == "another key":
        sent = letter(new_private_key(1024))
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": sent}
    answer = requests.post(f"{emulator.address}/token", data=form, timeout=5).json()

    assert answer.get("error") == error
    assert ("access_token" in answer) == (error is None)


def test_delegation_acts_for_the_person_it_names(emulator, book_id, tmp_path, key):
    """A studio on Workspace lets the service account act for its people."""
    path = registered(emulator, tmp_path, key, delegated=True)
    share(emulator, book_id, "boss@example.com")
    boss = robots(path, SHEETS).with_subject("boss@example.com")

    assert gspread_at(emulator.address, boss).open_by_key(book_id).title == "Pilot"


def test_without_a_token_nobody_is_let_in(emulator, book_id):
    """Once it is on."""
    emulator.admin("token", on=True)
    sheets = requests.get(f"{emulator.address}/v4/spreadsheets/{book_id}", timeout=5)
    drive = requests.get(f"{emulator.address}/drive/v3/files", timeout=5)

    assert (sheets.status_code, drive.status_code) == (403, 401)


def test_the_keys_are_what_other_libraries_take_them_for():
    """Made and read here, signed there."""
    key = new_private_key()
    signature = RSASigner.from_string(key).sign(b"said")

    assert is_signed(b"said", signature, public_key(key))
    assert not is_signed(b"Said", signature, public_key(key))
    assert not is_signed(b"said", signature[:-1], public_key(key))
    with pytest.raises(ValueError, match="no RSA key"):
        public_key("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")
