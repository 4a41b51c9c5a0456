"""Every kind of credentials against a token server on this computer, with a secret in each."""

from __future__ import annotations

import json
import logging
import os
import traceback
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from addin.adapters.google_sheets.account import PERSON, SERVICE, Wanted
from addin.adapters.google_sheets.account import Means as By
from addin.adapters.google_sheets.credentials import account_of, outside
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.ledger import Ledger
from addin.adapters.google_sheets.patience import Patience
from addin.adapters.google_sheets.sign_in import SignedIn
from addin.adapters.google_sheets.transport import Connection, GoogleCalls, Means
from addin.errors import FileMissing, RequestRefused, SheetsError, SignInNeeded, UnreadableFile
from tests.adapters.google_sheets.loopback import Heard, Say, StepClock, google_here, refusal

PLANTED = "planted-3f9c1e"
ROBOT = "nights@studio.iam.gserviceaccount.com"
VALUES = "/v4/spreadsheets/abc/values:batchGet"


@pytest.fixture
def google():
    """Google and its token servers."""
    with google_here() as here:
        yield here


@pytest.fixture(scope="session")
def key() -> str:
    """A private key, in the form that a service account's file has."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def private(path: Path, content: object) -> Path:
    """A file of credentials, readable by its owner alone."""
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return path


def service(key: str, **more: str) -> dict[str, str]:
    """What the console gives for a service account."""
    return {
        "type": "service_account", "client_email": ROBOT, "private_key": key, "private_key_id": PLANTED,
        "project_id": "studio", "token_uri": "https://oauth2.googleapis.com/token", **more,
    }  # fmt: skip


def gcloud(**more: str) -> dict[str, str]:
    """What gcloud keeps of a person."""
    return {
        "type": "authorized_user", "client_id": "id", "client_secret": PLANTED,
        "refresh_token": f"1//{PLANTED}", "account": "ann@studio.test", **more,
    }  # fmt: skip


def workload(folder: Path, **more: object) -> dict[str, object]:
    """Workload identity with a token of the platform's in a file."""
    (folder / "platform-token").write_text(PLANTED)
    return {
        "type": "external_account", "audience": "//iam.googleapis.com/pools/p/providers/q",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "token_url": "https://sts.googleapis.com/v1/token",
        "service_account_impersonation_url":
            f"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{ROBOT}:generateAccessToken",
        "credential_source": {"file": str(folder / "platform-token")}, **more,
    }  # fmt: skip


def tokens(heard: Heard) -> Say:
    """Google's token servers: each as its own documents say."""
    token = f"ya29.{PLANTED}"
    if heard.path.endswith(":generateAccessToken"):
        return Say(body={"accessToken": token, "expireTime": "2099-01-01T00:00:00Z"})
    if heard.path.endswith(":signJwt"):
        return Say(body={"keyId": "k", "signedJwt": PLANTED})
    if heard.path == "/v1/token":
        issued = "urn:ietf:params:oauth:token-type:access_token"
        return Say(
            body={
                "access_token": token,
                "issued_token_type": issued,
                "token_type": "Bearer",
                "expires_in": 3600,
            }
        )
    if heard.path == "/token":
        return Say(body={"access_token": token, "expires_in": 3600, "token_type": "Bearer"})
    return Say(body={"values": [heard.headers.get("authorization")]})


KINDS = [
    "key",
    "key for a person",
    "gcloud",
    "workload",
    "impersonated file",
    "impersonate",
    "person",
]


def account(kind: str, folder: Path, key: str, hosts: Hosts):
    """An account of each kind."""
    if kind == "person":
        return SignedIn("id", PLANTED, f"1//{PLANTED}", PERSON, "ann@studio.test").account()
    if kind == "impersonated file":
        source = gcloud()
        address = workload(folder)["service_account_impersonation_url"]
        made: object = {"type": "impersonated_service_account", "service_account_impersonation_url": address,
                "source_credentials": source, "delegates": []}  # fmt: skip
    else:
        made = {"gcloud": gcloud(), "workload": workload(folder)}.get(kind, service(key))
    wanted = Wanted(
        private(folder / "credentials.json", made),
        subject="producer@studio.test" if kind == "key for a person" else "",
        impersonate=ROBOT if kind == "impersonate" else "",
    )
    return account_of(wanted, hosts)


def calls(google, made, ledger=None) -> GoogleCalls:
    """The calls of an account."""
    means = Means(Hosts(google.base), Patience(), ledger=ledger or Ledger(), clock=StepClock())
    return GoogleCalls(Connection(made.credentials, means, "who", made.address), "PO Log")


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_of_every_kind_signs_in(google, tmp_path, key, kind):
    """Its token is asked for once, from Google's own servers, and carried by both calls."""
    google.otherwise = tokens
    made = account(kind, tmp_path, key, Hosts(google.base))
    asked = calls(google, made)

    for _ in range(2):
        answer = asked.request("GET", VALUES, repeatable=True)
        assert answer == {"values": [f"Bearer ya29.{PLANTED}"]}
    assert [one.path for one in google.heard].count(VALUES) == 2
    assert len(google.heard) <= 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_netrc_file_has_no_say(google, tmp_path, key, kind, monkeypatch):
    """Its ``default`` entry would go to the token servers, and in place of a source's own token."""
    (tmp_path / ".netrc").write_text("default login me password hunter2\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setattr(Hosts, "is_here", False)  # as at Google: the environment counts
    google.otherwise = tokens

    calls(google, account(kind, tmp_path, key, Hosts(google.base))).request(
        "GET", VALUES, repeatable=True
    )
    assert not any(one.headers.get("authorization", "").startswith("Basic") for one in google.heard)


def test_a_token_server_sends_nobody_elsewhere(google):
    """A redirect would take the refresh token to another server."""
    with google_here() as other:
        google.always(Say(307, b"", {"Location": f"{other.base}/token"}))
        with pytest.raises(SheetsError):
            calls(google, SignedIn("id", "s", "1//r", PERSON).account()).request(
                "GET", VALUES, repeatable=True
            )
        assert other.heard == []


def test_each_account_says_whom_to_share_with(google, tmp_path, key):
    """The address is what a person types into the share dialog."""
    hosts = Hosts(google.base)
    made = {kind: account(kind, tmp_path, key, hosts) for kind in KINDS}

    assert {kind: (one.means, one.address) for kind, one in made.items()} == {
        "key": (By.KEY, ROBOT),
        "key for a person": (By.KEY, "producer@studio.test"),
        "gcloud": (By.GCLOUD, "ann@studio.test"),
        "workload": (By.WORKLOAD, ROBOT),
        "impersonated file": (By.IMPERSONATED, ROBOT),
        "impersonate": (By.IMPERSONATED, ROBOT),
        "person": (By.PERSON, "ann@studio.test"),
    }
    assert google.heard == []  # nothing is asked of Google before it is needed


def test_a_service_account_asks_for_no_more_than_it_needs(google, tmp_path, key):
    """The scopes, and the person it acts for, stand in the claim that it signs."""
    google.otherwise = tokens
    calls(google, account("key for a person", tmp_path, key, Hosts(google.base))).request(
        "GET", VALUES, repeatable=True
    )

    import base64  # noqa: PLC0415 - here alone

    claim = dict(parse_qsl(google.heard[0].body.decode()))["assertion"].split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(claim + "=="))
    assert said["sub"] == "producer@studio.test"
    assert said["scope"].split() == list(SERVICE)
    assert "auth/drive " not in said["scope"] + " "


HOSTILE = {
    "refuses": lambda heard: Say(400, {"error": "invalid_grant", "error_description": heard.body.decode()}),
    "refuses and repeats": lambda heard: Say(403, {"error": {"code": 403, "message": heard.body.decode() or str(heard.headers)}}),
    "breaks": lambda heard: Say(500, heard.body or str(heard.headers).encode()),
    "talks nonsense": lambda heard: Say(body=heard.body + b"<html>" + str(heard.headers).encode()),
    "signs in, then refuses": lambda heard: (
        tokens(heard) if not heard.path.startswith("/v4") else refusal(400, message=f"you sent {heard.headers}")
    ),
    "signs in, then denies": lambda heard: (
        tokens(heard) if not heard.path.startswith("/v4") else refusal(401, message=f"you sent {heard.headers}")
    ),
    "works": tokens,
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_is_ever_in_a_log_an_error_or_the_ledger(
    google, tmp_path, key, kind, hostile, caplog, capfd, monkeypatch
):
    """A server that repeats what it was sent, and logging at its most talkative."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    google.otherwise = HOSTILE[hostile]
    ledger, written = Ledger(), []
    with caplog.at_level(logging.DEBUG):
        try:
            made = account(kind, tmp_path, key, Hosts(google.base))
            written.append(repr(made))
            calls(google, made, ledger).request("GET", VALUES, repeatable=True)
        except SheetsError as error:
            written += [str(error), repr(error), repr(error.args)]
            written += traceback.format_exception(error)
        else:
            assert hostile == "works"
    written += [caplog.text, repr(ledger.calls), str(ledger.spent()), *capfd.readouterr()]
    everything = "\n".join(written)

    assert google.heard
    assert PLANTED not in everything
    assert "PRIVATE KEY" not in everything
    for line in key.splitlines()[1:-1]:
        assert line not in everything


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"type": "service_account", "private_key": PLANTED, "client_email": ROBOT}, "not complete"),
        ({"type": "service_account", "private_key": PLANTED, "client_email": ROBOT,
          "token_uri": "https://oauth2.googleapis.com/token"}, "not complete"),
        ({"type": "service_account", "private_key": PLANTED, "token_uri": "https://evil.test/token"}, "not an address of Google's"),
        ({"type": "authorized_user", "refresh_token": PLANTED}, "not complete"),
        ({"type": "external_account", "token_url": "https://sts.googleapis.com.evil.test/"}, "not an address of Google's"),
        ({"type": "external_account", "credential_source": {"executable": {"command": PLANTED}}}, "would run a program"),
        ({"type": "external_account", "credential_source": PLANTED}, "not complete"),
        ({"type": "impersonated_service_account", "source_credentials": {"token_uri": "http://evil.test"}}, "not an address"),
        ({"installed": {"client_secret": PLANTED}}, "login --client"),
        ({"type": PLANTED}, "of a kind"),
        ([PLANTED], "no credentials"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named_and_not_quoted(tmp_path, content, says):
    """What is wrong, where, and no word of what is in it."""
    path = private(tmp_path / "key.json", content)

    with pytest.raises(UnreadableFile, match=says) as caught:
        account_of(Wanted(path), Hosts())
    shown = "".join(traceback.format_exception(caught.value))
    assert str(path) in str(caught.value)
    assert PLANTED not in shown


def test_a_file_that_is_no_json_or_missing_is_said(tmp_path):
    """By its name."""
    (tmp_path / "key.json").write_text(PLANTED)
    (tmp_path / "key.json").chmod(0o600)

    with pytest.raises(UnreadableFile, match="no JSON"):
        account_of(Wanted(tmp_path / "key.json"), Hosts())
    with pytest.raises(FileMissing):
        account_of(Wanted(tmp_path / "none.json"), Hosts())


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_key_that_others_may_read_is_refused(tmp_path, key):
    """Its owner is told how to put that right."""
    path = private(tmp_path / "key.json", service(key))
    path.chmod(0o644)

    with pytest.raises(UnreadableFile, match="chmod 600"):
        account_of(Wanted(path), Hosts())


def test_what_this_computer_has_is_used_when_asked_for(google, tmp_path, key, monkeypatch):
    """A named file goes before gcloud's; with neither, and no cloud around, that is said."""
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path / "gcloud"))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    with pytest.raises(SignInNeeded, match="no credentials of its own"):
        account_of(Wanted(default=True), Hosts(google.base))

    (tmp_path / "gcloud").mkdir()
    private(tmp_path / "gcloud" / "application_default_credentials.json", gcloud())
    assert account_of(Wanted(default=True), Hosts(google.base)).means is By.GCLOUD

    monkeypatch.setenv(
        "GOOGLE_APPLICATION_CREDENTIALS", str(private(tmp_path / "key.json", service(key)))
    )
    assert account_of(Wanted(default=True), Hosts(google.base)).means is By.KEY
    assert google.heard == []


def test_only_a_service_account_acts_for_somebody(google, tmp_path):
    """A person cannot become another."""
    path = private(tmp_path / "a.json", gcloud())

    with pytest.raises(SignInNeeded, match="only a service account can act for"):
        account_of(Wanted(path, subject="producer@studio.test"), Hosts(google.base))


def test_a_revoked_sign_in_is_told_from_a_wrong_client(google):
    """Both need a person; what to do differs."""
    signed_in = SignedIn("id", "s", "1//r", PERSON)
    for code, says in (("invalid_grant", "revoked"), ("invalid_client", "registration")):
        google.always(Say(400, {"error": code}))
        with pytest.raises(SignInNeeded, match=says):
            calls(google, signed_in.account()).request("GET", VALUES, repeatable=True)
        assert {one.path for one in google.heard} == {"/token"}


def test_settings_may_not_name_credentials_in_the_production_s_folder(tmp_path):
    """The folder is shared and copied; what came with it does not say who we are."""
    production, own = tmp_path / "show", tmp_path / "own" / "key.json"
    production.mkdir()

    assert outside(own, production) == own
    for wrong in (
        production / "key.json",
        tmp_path / "own" / ".." / "show" / "key.json",
        Path("key.json"),
    ):
        with pytest.raises(UnreadableFile):
            outside(wrong, production)


@pytest.mark.parametrize(
    "base",
    ["http://example.test", "ftp://127.0.0.1", "http://192.168.0.7:80", "sheets", "https://"],
)
def test_tokens_do_not_travel_in_the_clear(base):
    """Plain http is for this computer only."""
    with pytest.raises(RequestRefused, match="this computer"):
        Hosts(base)


@pytest.mark.parametrize(
    "base",
    ["", "http://127.0.0.1:5", "http://localhost:5", "http://[::1]:5", "https://gateway.test"],
)
def test_google_can_be_stood_in_for(base):
    """By a server on this computer, or over https."""
    assert Hosts(base).is_here == ("http:" in base)
