"""Where a sign-in is kept: a keyring that works, one that does not, and none at all."""

from __future__ import annotations

import os

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from addin.adapters import secrets as kept
from addin.adapters.private_files import own_folder, read_private, write_private
from addin.adapters.secrets import LONGEST, Secrets
from addin.errors import FileMissing, UnreadableFile, WriteRefused

PLANTED = "1//planted-refresh-token"


class InMemory:
    """A keyring; ``breaks`` as a locked one does."""

    def __init__(self, *, breaks: str = "") -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.breaks = breaks

    def _open(self, value: str = "") -> None:
        if self.breaks:
            raise RuntimeError(f"{self.breaks} {value}")

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept."""
        self._open()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._open(password)
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        self._open()
        del self.entries[service, username]


def test_a_keyring_keeps_it_and_no_file_does(tmp_path):
    """What it was kept as comes back, and can be forgotten once."""
    ring = InMemory()
    secrets = Secrets(tmp_path, lambda: ring)

    assert secrets.put("google", PLANTED) == "the keyring of this computer"
    assert secrets.get("google") == PLANTED
    assert list(tmp_path.iterdir()) == []
    assert [secrets.drop("google"), secrets.drop("google")] == [True, False]
    assert secrets.get("google") is None


@pytest.mark.parametrize(
    ("ring", "why"),
    [
        (lambda: None, "this computer has no keyring"),
        (lambda: InMemory(breaks="locked"), "could not be used: RuntimeError"),
        (NoKeyring, "could not be used: NoKeyringError"),
        (NullKeyring, ""),
    ],
)
def test_without_a_keyring_that_works_a_file_of_one_s_own_keeps_it(tmp_path, ring, why):
    """Which file, and why, is said; the secret is not, whatever the keyring's error says."""
    secrets = Secrets(tmp_path / "own", ring)

    told = secrets.put("google", PLANTED)

    assert why in told
    assert "which only you can read" in told
    assert PLANTED not in told + secrets.trouble
    assert secrets.get("google") == PLANTED
    assert [secrets.drop("google"), secrets.drop("google")] == [True, False]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes; the folder is the user's own")
def test_the_file_is_readable_by_its_owner_alone(tmp_path):
    """0600 from the first byte, in a folder of 0700; a file that others may read is refused."""
    secrets = Secrets(tmp_path / "own", lambda: None)
    secrets.put("google", PLANTED)
    [file] = (tmp_path / "own").iterdir()

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    file.chmod(0o640)
    with pytest.raises(UnreadableFile, match="chmod 600"):
        secrets.get("google")


def test_what_is_too_long_for_windows_goes_to_a_file_everywhere(tmp_path):
    """Credential Manager ends an entry at 1,280 characters; no keyring is given more."""
    ring = InMemory()
    secrets = Secrets(tmp_path, lambda: ring)

    assert secrets.put("short", "x" * LONGEST) == "the keyring of this computer"
    assert "1,280" in secrets.put("long", "x" * (LONGEST + 1))
    assert secrets.get("long") == "x" * (LONGEST + 1)
    assert len(ring.entries) == 1


def test_a_keyring_that_came_back_takes_over_from_the_file(tmp_path):
    """The file of the time without one does not stay behind."""
    ring = InMemory(breaks="locked")
    secrets = Secrets(tmp_path, lambda: ring)
    secrets.put("google", "old")
    ring.breaks = ""

    secrets.put("google", PLANTED)
    assert secrets.get("google") == PLANTED
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_is_no_more_than_a_plain_file_is_none(monkeypatch):
    """Only what keyring itself holds to be safe is used."""
    monkeypatch.setattr("keyring.get_keyring", NoKeyring)

    assert kept.system_keyring() is None


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """Nothing was kept, and the file is named."""
    (tmp_path / "own").write_text("a file")

    with pytest.raises(WriteRefused, match="own"):
        Secrets(tmp_path / "own", lambda: None).put("google", PLANTED)


def test_private_files_are_replaced_whole(tmp_path):
    """The old one stays until the new one is there, and no part is left behind."""
    path = tmp_path / "a" / "file"
    write_private(path, b"one")
    write_private(path, b"two")

    assert read_private(path) == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["file"]
    with pytest.raises(FileMissing):
        read_private(tmp_path / "missing")


def test_the_own_folder_can_be_named(monkeypatch, tmp_path):
    """TIEOUT_HOME goes before the system's own place."""
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))
    assert own_folder() == tmp_path
    monkeypatch.delenv("TIEOUT_HOME")
    assert own_folder().name == "tieout"
