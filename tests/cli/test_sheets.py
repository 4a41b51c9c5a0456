"""``tieout sheets`` as a person types it, against the emulator over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from addin.adapters.google_sheets.probe import CHECKS
from addin.ports.probing import Holds
from addin.settings.read import settings
from sheets_emulator.emulator import start

ROBOT = "nights@studio.iam.gserviceaccount.com"
PERSON = "coordinator@example.com"
CLIENT = "tieout.apps.googleusercontent.com"


@pytest.fixture
def google(tmp_path, monkeypatch):
    """Google, for which the emulator stands in, asking everybody who they are; a home of one's own."""
    for name in ("CREDENTIALS", "IMPERSONATE", "SUBJECT", "CLIENT"):
        monkeypatch.delenv(f"TIEOUT_GOOGLE_{name}", raising=False)
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    with start(seed=7) as emulator:
        monkeypatch.setenv("TIEOUT_GOOGLE_BASE", emulator.address)
        emulator.admin("token", on=True)
        yield emulator


@pytest.fixture
def browser(monkeypatch):
    """A person at a browser, who agrees to everything; the pages that they saw."""
    pages: list[str] = []

    def visit(address: str) -> None:
        with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 - our own server
            page.read()

    def opened(address: str) -> bool:
        pages.append(address)
        threading.Thread(target=visit, args=(address,)).start()
        return True

    monkeypatch.setattr("webbrowser.open", opened)
    return pages


def client_file(google, folder: Path) -> Path:
    """What Google's console gives for a desktop app."""
    made = google.admin("accounts", client_id=CLIENT)
    path = folder / "client.json"
    path.write_text(json.dumps({"installed": made}))
    return path


def robot_file(google, folder: Path) -> Path:
    """The key of a service account."""
    made = google.admin("accounts", service_account=ROBOT, address=google.address)
    path = folder / "robot.json"
    path.write_text(json.dumps(made))
    path.chmod(0o600)
    return path


def secrets_in(*files: Path) -> set[str]:
    """Every secret that stands in them."""
    found: set[str] = set()
    for file in files:
        content = json.loads(file.read_text())
        content = content.get("installed", content)
        for name in ("client_secret", "refresh_token", "private_key"):
            found.update(line for line in content.get(name, "").splitlines() if len(line) > 8)
    return found


@pytest.fixture
def show(tmp_path):
    """A production with a PO log of three orders."""
    folder = tmp_path / "show"
    folder.mkdir()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "POs"
    for line in (
        ["PO #", "Vendor", "Amount", "Tax", "Total"],
        ["1041", "Panavision", 500.0, 0.2, "=C2*(1+D2)"],
        ["1042", "Keslow", 120.5, 0.2, "=C3*(1+D3)"],
        ["1043", "Cinelease", 80.0, 0.2, "=C4*(1+D4)"],
    ):
        sheet.append(line)
    for row in range(2, 5):
        sheet.cell(row, 3).number_format = "#,##0.00"
        sheet.cell(row, 4).number_format = "0%"
    book.save(folder / "PO Log.xlsx")
    return folder


def test_a_person_signs_in_asks_who_they_are_and_signs_out(google, browser, tieout, tmp_path):
    """From the first page to the last: what is kept is theirs alone, and is gone in the end."""
    client = client_file(google, tmp_path)

    status, out, err = tieout("sheets", "login", "--client", client)
    [kept] = (tmp_path / "home").glob("*.secret")
    planted = secrets_in(client, kept)
    assert (status, f"Signed in as {PERSON}. Kept in {kept}" in out, err) == (0, True, "")
    assert "scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdrive.file&" in browser[0]

    said = [out, *map(str, tieout("sheets", "whoami"))]
    assert f"{PERSON} (a person who signed in)\nGoogle takes it." in said[2]

    status, out, _ = tieout("sheets", "logout")
    assert (status, f"Signed out {PERSON}. Google has forgotten it too." in out) == (0, True)
    assert list((tmp_path / "home").glob("*.secret")) == []
    assert "Nobody was signed in" in tieout("sheets", "logout")[1]
    assert len(planted) == 2
    assert not any(secret in text for secret in planted for text in [*said, out, *browser])


@pytest.mark.usefixtures("browser")
def test_a_second_sign_in_needs_no_client(google, tieout, tmp_path):
    """The program stays registered; a usual place serves everybody from the start."""
    client = client_file(google, tmp_path)
    tieout("sheets", "login", "--client", client)
    assert tieout("sheets", "login")[0] == 0

    tieout("sheets", "logout")
    status, _, err = tieout("sheets", "login")
    assert (status, "--client" in err) == (2, True)
    client.rename(tmp_path / "home" / "google-client.json")
    assert tieout("sheets", "login")[0] == 0


@pytest.mark.usefixtures("browser")
def test_declining_changes_nothing(google, tieout, tmp_path):
    """The person said no: a sentence, and nothing is kept."""
    client = client_file(google, tmp_path)
    google.admin("accounts", deny=True)

    status, _, err = tieout("sheets", "login", "--client", client)
    assert (status, "declined" in err) == (2, True)
    assert not list((tmp_path / "home").glob("*.secret"))


@pytest.mark.usefixtures("browser")
def test_a_revoked_sign_in_is_said_with_what_to_do(google, tieout, tmp_path):
    """The person took it back at Google."""
    tieout("sheets", "login", "--client", client_file(google, tmp_path))
    google.admin("accounts", revoke=PERSON)

    status, _, err = tieout("sheets", "whoami")
    assert (status, "revoked" in err, "tieout sheets login" in err) == (2, True, True)


def test_nobody_is_signed_in(monkeypatch, tieout, tmp_path):
    """At Google itself, nothing is assumed."""
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))
    monkeypatch.delenv("TIEOUT_GOOGLE_BASE", raising=False)
    monkeypatch.delenv("TIEOUT_GOOGLE_CREDENTIALS", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    status, _, err = tieout("sheets", "whoami")
    assert (status, "nobody is signed in" in err) == (2, True)


def test_a_service_account_is_named_by_the_production(google, tieout, tmp_path, show):
    """Its file stands outside the folder; inside it, it is refused."""
    key = robot_file(google, tmp_path)
    (show / "production.toml").write_text(f'[google]\ncredentials = "{key}"\n')
    status, out, _ = tieout("sheets", "whoami", "--production", show)
    assert (status, f"{ROBOT} (a service account's key)" in out) == (0, True)

    inside = show / "robot.json"
    inside.write_bytes(key.read_bytes())
    inside.chmod(0o600)
    (show / "production.toml").write_text(f'[google]\ncredentials = "{inside}"\n')
    status, _, err = tieout("sheets", "whoami", "--production", show)
    assert (status, "do not belong in a production's folder" in err) == (2, True)


def test_a_service_account_makes_no_spreadsheet_and_is_told_why(
    google, tieout, tmp_path, show, monkeypatch
):
    """It has no storage: no wait, no second try."""
    monkeypatch.setenv("TIEOUT_GOOGLE_CREDENTIALS", str(robot_file(google, tmp_path)))

    status, _, err = tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--new", "PO Log")
    assert (status, "A service account cannot own files" in err) == (2, True)
    assert not (show / "production.toml").exists()


@pytest.mark.usefixtures("browser")
def test_a_sheet_that_is_not_shared_names_whom_to_share_it_with(
    google, tieout, tmp_path, show, monkeypatch
):
    """The address is what the person types into Google's dialog; once shared, it goes on."""
    tieout("sheets", "login", "--client", client_file(google, tmp_path))
    tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--new", "PO Log")
    link = settings((show / "production.toml").read_text(), "").syncs[0].spreadsheet_id
    (show / "production.toml").unlink()
    key = robot_file(google, tmp_path)
    with monkeypatch.context() as night:
        night.setenv("TIEOUT_GOOGLE_CREDENTIALS", str(key))
        status, _, err = tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--to", link)
        assert (status, f"Tieout signs in as {ROBOT}" in err) == (2, True)

    assert tieout("sheets", "share", link, ROBOT)[0] == 0
    with monkeypatch.context() as night:
        night.setenv("TIEOUT_GOOGLE_CREDENTIALS", str(key))
        status, out, err = tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--to", link)
        assert (status, "'POs' is tied to" in out) == (0, True), err


@pytest.mark.usefixtures("browser")
def test_a_table_is_tied_with_a_proposal_for_each_column(google, tieout, tmp_path, show):
    """The key tells rows apart; formulas that mean something in Excel alone show their values."""
    tieout("sheets", "login", "--client", client_file(google, tmp_path))
    before = (show / "PO Log.xlsx").read_bytes()

    status, out, _ = tieout(
        "sheets", "link", show / "PO Log.xlsx", "POs", "--new", "PO Log", "--dry-run"
    )
    assert (status, 'key = "PO #"' in out, list(show.glob("*.toml"))) == (0, True, [])

    status, out, _ = tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--new", "PO Log")
    [tied] = settings((show / "production.toml").read_text(), "").syncs
    assert (status, tied.name, tied.key, tied.sheet) == (0, "POs", "PO #", "POs")
    assert [(one.name, str(one.policy), str(one.shown)) for one in tied.columns] == [
        ("PO #", "ask", ""), ("Vendor", "ask", ""), ("Amount", "ask", "money"), ("Tax", "ask", "percent"),
        ("Total", "mirror", ""),
    ]  # fmt: skip
    assert all(one.metadata_id for one in tied.columns)
    assert (show / "PO Log.xlsx").read_bytes() == before

    [book] = google.admin("dump")["spreadsheets"]
    assert "Vendor" in json.dumps(book)

    status, _, err = tieout(
        "sheets", "link", show / "PO Log.xlsx", "POs", "--to", tied.spreadsheet_id
    )
    assert (status, "already" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["POs"], "Say where"),
        (["POs", "--to", "x", "--new", "y"], "Say where"),
        (["Bills", "--new", "y"], "There is no sheet 'Bills'"),
        (["POs", "--new", "y", "--key", "Colour"], "There is no column 'Colour'"),
        (["POs", "--to", "https://example.test/"], "no link to a Google spreadsheet"),
        (["POs", "--to", "1" * 44], "gone, or not shared"),
    ],
)
@pytest.mark.usefixtures("browser")
def test_what_cannot_be_tied_is_said(google, tieout, tmp_path, show, words, says):
    """A sentence, status 2, and no file."""
    tieout("sheets", "login", "--client", client_file(google, tmp_path))

    status, _, err = tieout("sheets", "link", show / "PO Log.xlsx", *words)
    assert (status, says in err) == (2, True), err
    assert not (show / "production.toml").exists()


@pytest.mark.usefixtures("browser")
def test_the_probe_prints_what_holds_and_leaves_nothing_behind(
    google, tieout, tmp_path, show, monkeypatch
):
    """Each check with what was seen, and what it cost; what does not hold is the exit status."""
    tieout("sheets", "login", "--client", client_file(google, tmp_path))
    tieout("sheets", "link", show / "PO Log.xlsx", "POs", "--new", "PO Log")
    link = settings((show / "production.toml").read_text(), "").syncs[0].spreadsheet_id
    before = google.admin("dump")
    few = [one for one in CHECKS if one.number in {1, 11}]
    monkeypatch.setattr("addin.adapters.google_sheets.probe.CHECKS", few)

    status, out, _ = tieout("sheets", "probe", link)
    assert (status, "2 of 2 hold" in out) == (0, True), out
    assert "  1  a number in use fails the batch: holds\n" in out
    assert "calls to Google" in out
    after = google.admin("dump")
    assert [one["sheets"] for one in after["spreadsheets"]] == [
        one["sheets"] for one in before["spreadsheets"]
    ]

    broken = replace(few[0], run=lambda _: (Holds.NO, "it took the batch"))
    monkeypatch.setattr("addin.adapters.google_sheets.probe.CHECKS", [broken])
    status, out, _ = tieout("sheets", "probe", link)
    assert (status, "0 of 1 hold" in out, broken.rests_on in out) == (1, True, True)


def test_help_loads_nothing_of_googles():
    """`tieout sheets --help` answers at once."""
    code = "import sys, addin.cli.sheets\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert loaded & {"gspread", "google", "keyring", "requests", "openpyxl"} == set()


def test_an_address_that_would_carry_tokens_in_the_clear_is_refused(tieout, monkeypatch):
    """Whoever sets it by mistake is told; nothing was sent."""
    monkeypatch.setenv("TIEOUT_GOOGLE_BASE", "http://sheets.example.test")

    status, _, err = tieout("sheets", "whoami")
    assert (status, "only https or a server on this computer" in err) == (2, True)
