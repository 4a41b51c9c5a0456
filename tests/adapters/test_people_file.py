"""The people of a studio on the disk."""

from __future__ import annotations

import datetime as dt
import json
import os

import pytest

from addin.adapters.people_file import PeopleFile
from addin.ports.people import PeopleUnusable, Person, Role, digest_of

NOW = dt.datetime(2026, 3, 16, 9, tzinfo=dt.UTC)
MARA = Person(
    "Mara Quell", Role.EDITOR, digest_of("a"), NOW, ("Night*",), NOW + dt.timedelta(days=9)
)
BO = Person("Bo", Role.VIEWER, digest_of("b"), NOW)


def test_what_is_kept_comes_back(tmp_path):
    """In the order added; a change replaces in place."""
    people = PeopleFile(tmp_path / "state")
    assert people.all() == ()
    people.keep(MARA)
    people.keep(BO)
    assert PeopleFile(tmp_path / "state").all() == (MARA, BO)
    changed = Person("mara quell", Role.VIEWER, digest_of("c"), NOW)
    people.keep(changed)

    assert people.all() == (changed, BO)
    assert people.remove("BO")
    assert not people.remove("Bo")
    assert people.all() == (changed,)
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["people.json"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_list_that_others_can_read_or_write_is_not_believed(tmp_path):
    """Somebody could have added themselves."""
    people = PeopleFile(tmp_path)
    people.keep(MARA)
    for mode in (0o640, 0o602, 0o666):
        (tmp_path / "people.json").chmod(mode)
        with pytest.raises(PeopleUnusable, match="chmod 600"):
            people.all()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": 2, "people": []}',
        b'{"format": 1, "people": [{}]}', b'{"format": 1, "people": {"a": 1}}',
    ],
)  # fmt: skip
def test_a_damaged_list_lets_nobody_in(tmp_path, content):
    """Nor is anybody added to it; the text says what to do."""
    people = PeopleFile(tmp_path)
    people.keep(MARA)
    (tmp_path / "people.json").write_bytes(content)
    with pytest.raises(PeopleUnusable, match="damaged"):
        people.all()
    with pytest.raises(PeopleUnusable):
        people.keep(BO)

    assert (tmp_path / "people.json").read_bytes() == content


@pytest.mark.parametrize(
    ("field", "value"),
    [("digest", ""), ("digest", "0" * 63 + "g"), ("role", "owner"), ("added", "2026-03-16"), ("expires", "soon")],
)  # fmt: skip
def test_a_person_who_is_none_spoils_the_list(tmp_path, field, value):
    """An empty digest, for one, would be somebody's."""
    people = PeopleFile(tmp_path)
    people.keep(MARA)
    told = json.loads((tmp_path / "people.json").read_text("utf-8"))
    told["people"][0][field] = value
    (tmp_path / "people.json").write_text(json.dumps(told))

    with pytest.raises(PeopleUnusable):
        people.all()


def test_two_who_change_the_list_at_once_do_not_lose_one(tmp_path):
    """The second is told, and changes nothing."""
    people = PeopleFile(tmp_path)
    people.keep(MARA)
    (tmp_path / "people.lock").touch()
    with pytest.raises(PeopleUnusable, match="at this moment"):
        people.keep(BO)

    assert people.all() == (MARA,)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_list_of_another_user_is_not_believed(tmp_path):
    """Whoever may write into the folder could have put their own in its place."""
    people = PeopleFile(tmp_path)
    people.keep(MARA)
    os.chown(tmp_path / "people.json", 65534, 65534)

    with pytest.raises(PeopleUnusable, match="another user"):
        people.all()
