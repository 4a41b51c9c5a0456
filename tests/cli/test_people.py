"""``tieout people``: who may sign in to the review service."""

from __future__ import annotations

import os
import re

import pytest

from addin.ports.people import Role, digest_of, person_with
from addin.wiring.people import people


@pytest.fixture
def manifest(tmp_path):
    """The manifest of a studio."""
    path = tmp_path / "studio.toml"
    path.write_text('productions = ["shows/*"]\n')
    return path


def token_in(out):
    """The token that was shown."""
    found = re.search(r"^  ([A-Za-z0-9_-]{43})$", out, re.MULTILINE)
    assert found, out
    return found[1]


def everything_in(folder):
    """Every byte that is kept anywhere."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_token_is_shown_once_and_only_its_digest_kept(tieout, manifest):
    """256 random bits, in no file; nobody else on the computer can read the list."""
    status, out, _ = tieout("people", "add", "Mara Quell", "--role", "editor", manifest)
    token = token_in(out)
    listed = tieout("people", "list", manifest)[1]
    (person,) = people(manifest.parent).all()

    assert status == 0
    assert token.encode() not in everything_in(manifest.parent)
    assert token not in listed
    assert listed == "Mara Quell: editor\n"
    assert person.digest == digest_of(token)
    if os.name == "posix":
        assert (manifest.parent / ".tieout" / "people.json").stat().st_mode & 0o777 == 0o600


def test_a_person_sees_the_productions_that_were_named(tieout, manifest):
    """By patterns; without one, all."""
    tieout(
        "people", "add", "Bo", "--role", "viewer", manifest, "--productions", "Night*", "--productions", "The Pier",
    )  # fmt: skip
    (person,) = people(manifest.parent).all()

    assert person.role is Role.VIEWER
    assert [person.may_see(name) for name in ("Night Shift", "night owl", "The Pier", "The Pier 2", "Day")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert "Bo: viewer, for Night*, The Pier" in tieout("people", "list", manifest)[1]


def test_another_token_ends_the_first(tieout, manifest):
    """Renewing keeps who they are."""
    first = token_in(tieout("people", "add", "Mara", "--role", "editor", manifest)[1])
    status, out, _ = tieout("people", "renew", "mara", manifest, "--days", 30)
    (person,) = people(manifest.parent).all()

    assert status == 0
    assert "the old one holds no longer" in out
    assert person.expires is not None
    assert (person.expires - person.added).days in {29, 30}
    found = people(manifest.parent).all()
    assert person_with(found, first, person.added) is None
    assert person_with(found, token_in(out), person.added) == person
    assert person_with(found, token_in(out), person.expires) is None


def test_who_was_removed_is_gone(tieout, manifest):
    """And may be added anew, with another token."""
    tieout("people", "add", "Mara", "--role", "editor", manifest)
    assert tieout("people", "remove", "mara", manifest)[0] == 0
    assert people(manifest.parent).all() == ()
    assert tieout("people", "add", "Mara", "--role", "viewer", manifest)[0] == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "Mara", "--role", "editor"], "is there already"),
        (["add", "MARA", "--role", "viewer"], "is there already"),
        (["add", " ", "--role", "viewer"], "1 to 80 letters"),
        (["add", "a\x07b", "--role", "viewer"], "1 to 80 letters"),
        (["add", "a" * 81, "--role", "viewer"], "1 to 80 letters"),
        (["add", "Bo", "--role", "owner"], "editor"),
        (["add", "Bo", "--role", "viewer", "--productions", " "], "--productions needs"),
        (["add", "Bo", "--role", "viewer", "--days", "0"], "--days"),
        (["renew", "Nobody"], "Nobody here is called"),
        (["remove", "Nobody"], "Nobody here is called"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(tieout, manifest, words, why):
    """In a sentence, with status 2."""
    tieout("people", "add", "Mara", "--role", "editor", manifest)
    before = everything_in(manifest.parent)
    status, _, err = tieout("people", *words, manifest)

    assert status == 2
    assert why in err
    assert everything_in(manifest.parent) == before


def test_a_file_that_is_no_manifest_has_no_people(tieout, tmp_path):
    """Nothing is made beside it."""
    other = tmp_path / "other.toml"
    other.write_text("name = 3\n")
    status, _, err = tieout("people", "add", "Mara", "--role", "editor", other)

    assert status == 2
    assert "productions" in err
    assert not (tmp_path / ".tieout").exists()


def test_nobody_yet_is_said(tieout, manifest):
    """With the line that adds somebody."""
    assert "tieout people add" in tieout("people", "list", manifest)[1]
