"""The doctor for Excel on the web and on the Mac: manifest, certificate, trust and server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePath, PurePosixPath

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from addin.hosts.catalogue import HOSTS, Choices, installation
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Ran, ThisComputer, Where
from addin.hosts.install.home import Home
from addin.hosts.install.steps import carry_out
from addin.hosts.signing import lasts_until
from addin.hosts.web.certificates import SERVER_DAYS, local_certificate
from addin.hosts.web.doctor import examine
from addin.hosts.web.install import MANIFEST, folder
from tests.hosts.install.simulated import Simulated, home
from tests.hosts.web.serving_here import running

NOW = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)
WEF = PurePosixPath("/Users/zoë/Library/Containers/com.microsoft.Excel/Data/Documents/wef")


def address(one: Home, computer: Simulated) -> str:
    """Where the server has the manifest."""
    key = (computer.read(Where(folder(one) / "key")) or b"").decode().strip()
    return f"https://localhost:8765/manifest.xml?key={key}"


def set_up(platform: str, tmp_path: Path) -> tuple[Home, Simulated]:
    """A computer on which everything was installed, is trusted and is served."""
    one, there = home(platform), Simulated(tmp_path)
    if platform == "darwin":
        there.real(WEF.parent).mkdir(parents=True)
    steps, _ = installation(one, there, [HOSTS["web"]], Choices())
    carry_out(steps, there)
    local_certificate(there.real(folder(one)), NOW)
    manifest = there.read(Where(folder(one) / "load" / MANIFEST)) or b""
    there.pages[address(one, there)] = manifest
    authority = there.read(Where(folder(one) / "authority.pem")) or b""
    there.answer = lambda _command: Ran(0, authority.decode() if platform == "linux" else "")
    return one, there


@pytest.fixture
def mac(tmp_path: Path) -> tuple[Home, Simulated]:
    """A Mac on which everything is well."""
    return set_up("darwin", tmp_path)


def problem(one: Home, computer: Simulated, now: dt.datetime = NOW) -> Check:
    """The one thing that is wrong."""
    (found,) = [check for check in examine(one, computer, now) if check.state is State.PROBLEM]
    assert found.advice
    return found


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_all_is_well_when_everything_was_done(platform, tmp_path):
    """The store of certificates is asked by the system's own program."""
    one, computer = set_up(platform, tmp_path)
    was = computer.drawn()

    checks = list(examine(one, computer, NOW))

    assert {check.state for check in checks} == {State.OK}
    assert computer.ran[-1][0] == ("security" if platform == "darwin" else "certutil")
    assert computer.drawn() == was


def test_without_an_installation_it_says_how(tmp_path):
    """Nothing else is looked at."""
    (check,) = examine(home("darwin"), Simulated(tmp_path), NOW)

    assert check.state is State.PROBLEM
    assert "tieout install web" in check.advice


def test_a_server_that_does_not_answer_is_said(mac):
    """Every formula would show that there is no connection."""
    one, computer = mac
    computer.pages = {}

    found = problem(one, computer)

    assert "does not answer at https://localhost:8765" in found.says
    assert "tieout serve --https" in found.advice


def test_a_server_at_another_port_is_started_there(tmp_path):
    """The manifest names it."""
    one, computer = home("linux"), Simulated(tmp_path)
    steps, notes = installation(one, computer, [HOSTS["web"]], Choices(port=9001))
    carry_out(steps, computer)
    local_certificate(computer.real(folder(one)), NOW)

    advice = [check.advice for check in examine(one, computer, NOW)]

    assert any("tieout serve --https --port 9001" in note for note in notes)
    assert any("tieout serve --https --port 9001" in each for each in advice)


def test_a_server_of_another_version_is_said(mac):
    """It was not started anew after an update."""
    one, computer = mac
    computer.pages[address(one, computer)] = b"<another/>"

    assert "another version" in problem(one, computer).says


def test_the_end_of_the_certificate_is_said(mac):
    """Excel loads nothing from then on."""
    one, computer = mac
    later = NOW + dt.timedelta(days=SERVER_DAYS + 1)

    assert "The certificate ended on" in problem(one, computer, later).says


def test_a_certificate_of_another_authority_is_said(mac, tmp_path):
    """Trusting the one beside it would not help."""
    one, computer = mac
    other = local_certificate(tmp_path / "other", NOW)
    computer.write(folder(one) / "localhost.pem", other.certificate.read_bytes())

    assert "not one that the authority" in problem(one, computer).says


def test_windows_is_asked_for_this_very_authority(tmp_path):
    """By its fingerprint: an earlier one has the same name."""
    one, computer = set_up("win32", tmp_path)
    list(examine(one, computer, NOW))
    authority = computer.read(Where(folder(one) / "authority.pem")) or b""
    printed = x509.load_pem_x509_certificate(authority).fingerprint(hashes.SHA1())  # noqa: S303 - Windows' own

    assert computer.ran[-1] == ("certutil", "-user", "-store", "Root", printed.hex())


def test_a_missing_certificate_is_said(mac):
    """Before the first start of the server."""
    one, computer = mac
    for name in ("authority.pem", "localhost.pem"):
        computer.real(folder(one) / name).unlink()

    assert "no certificate" in problem(one, computer).says


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_an_authority_that_is_not_trusted_is_said_with_the_command(platform, tmp_path):
    """It is shown, never run."""
    one, computer = set_up(platform, tmp_path)
    computer.answer = lambda _command: Ran(1, "not found")

    found = problem(one, computer)

    assert "do not trust" in found.says
    assert "authority.pem" in found.advice
    assert len(computer.ran) == 1


def test_an_earlier_authority_of_the_same_name_is_not_enough_on_linux(tmp_path):
    """The store keeps it under our name."""
    one, computer = set_up("linux", tmp_path)
    computer.answer = lambda _command: Ran(0, "-----BEGIN CERTIFICATE-----\nother")

    assert "do not trust" in problem(one, computer).says


def test_a_system_without_the_program_that_tells_gets_a_note(tmp_path):
    """Not every Linux has it."""
    one, computer = set_up("linux", tmp_path)

    def missing(_command):
        raise FileNotFoundError(2, "No such file or directory")

    computer.answer = missing

    notes = [check.says for check in examine(one, computer, NOW) if check.state is State.NOTE]

    assert len(notes) == 1
    assert "libnss3-tools" in notes[0]


def test_a_manifest_that_excel_on_the_mac_does_not_find_is_said(mac):
    """And one that is another."""
    one, computer = mac
    path = computer.real(WEF / "tieout.xml")
    path.write_bytes(b"<another/>")
    assert "another one" in problem(one, computer).says
    path.unlink()
    assert "missing" in problem(one, computer).says


def test_a_second_manifest_is_said_by_its_identity(mac):
    """One that was copied by hand; those of other add-ins are no business of ours."""
    one, computer = mac
    manifest: PurePath = folder(one) / "load" / MANIFEST
    computer.write(WEF / "manifest.xml", computer.read(Where(manifest)) or b"")
    computer.write(WEF / "another.xml", b"<OfficeApp/>")

    found = problem(one, computer)

    assert str(WEF / "manifest.xml") in found.says
    assert "another.xml" not in found.says


def test_another_key_is_a_note(mac):
    """The manifest may be for a server with a key of its own; the server's answer decides."""
    one, computer = mac
    computer.write(folder(one) / "key", b"another-key-0123456789-0123456789-abc")

    states = [check.state for check in examine(one, computer, NOW)]

    assert State.NOTE in states


def test_the_earlier_end_counts(tmp_path):
    """Of the certificate and of its authority; no certificates have none."""
    made = local_certificate(tmp_path, NOW)
    pem, authority = made.certificate.read_bytes(), made.authority.read_bytes()

    assert lasts_until(pem, authority) == made.expires
    assert lasts_until(pem, b"") is None
    assert lasts_until(authority, pem) is None


def test_a_real_server_is_asked_over_https(tmp_path):
    """Its certificate is checked against the authority beside it, and what it answers is read."""
    made = local_certificate(tmp_path / "ours", dt.datetime.now(dt.UTC))
    other = local_certificate(tmp_path / "other", dt.datetime.now(dt.UTC))
    computer = ThisComputer()
    with running(certificate=made) as served:
        manifest = f"{served.base}/manifest.xml?key="

        found = computer.fetch(manifest + served.key, made.authority.read_bytes())

        assert served.base.encode() in found
        with pytest.raises(OSError, match="certificate verify failed"):
            computer.fetch(manifest + served.key, other.authority.read_bytes())
        with pytest.raises(OSError, match=r"40[13]"):
            computer.fetch(manifest + "none", made.authority.read_bytes())
    with pytest.raises(OSError, match=r"refused|reset"):
        computer.fetch(manifest + served.key, made.authority.read_bytes())
