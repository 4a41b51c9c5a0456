"""Spreadsheets as files: what a link means, who may write, who gets access."""

from __future__ import annotations

from typing import Any

import pytest

from addin.adapters.google_sheets.calls import Json
from addin.adapters.google_sheets.files import create, id_in, link_of, share, spreadsheet, who
from addin.errors import RequestRefused, SharingRefused

ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ_0123456789-abcdef"


class Scripted:
    """Calls that answer by path, and note what was asked."""

    def __init__(self, **answers: Json | Exception) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, Any, Any, bool]] = []

    def request(self, method, path, query=None, body=None, *, repeatable) -> Json:
        """The answer whose name the path ends with."""
        self.asked.append((method, path, query, body, repeatable))
        answer = next(a for name, a in self.answers.items() if name in path)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    "link",
    [
        ID,
        f" {ID}\n",
        link_of(ID),
        f"https://docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit?usp=sharing#gid=12",
        f"docs.google.com/spreadsheets/d/{ID}/view",
    ],
)
def test_a_link_as_people_copy_it_means_one_spreadsheet(link):
    """Whatever stands behind the id."""
    assert id_in(link) == ID


@pytest.mark.parametrize(
    "link", ["", "PO Log", "https://docs.google.com/document/d/abc", "../../etc", "a/b" * 20]
)
def test_what_is_no_link_is_refused(link):
    """Before anything is asked of Google."""
    with pytest.raises(RequestRefused, match="no link to a Google spreadsheet"):
        id_in(link)


@pytest.mark.parametrize(
    ("file", "may_edit"),
    [({"capabilities": {"canEdit": False}}, False), ({"capabilities": {"canEdit": True}}, True)],
)
def test_a_spreadsheet_says_its_sheets_and_whether_we_may_write(file, may_edit):
    """Two calls: Drive knows what we may, Sheets what is in it; the first sheet's number 0 is omitted."""
    held = {
        "properties": {"title": "Show"},
        "sheets": [
            {"properties": {"title": "POs"}},
            {"properties": {"sheetId": 7, "title": "Old"}},
        ],
    }
    calls = Scripted(files=file, spreadsheets=held)

    found = spreadsheet(calls, link_of(ID))

    assert (found.title, found.may_edit, found.link) == ("Show", may_edit, link_of(ID))
    assert [(one.sheet_id, one.title) for one in found.sheets] == [(0, "POs"), (7, "Old")]
    assert len(calls.asked) == 2


def test_a_spreadsheet_in_the_bin_is_not_used():
    """It still answers, and is deleted in a month."""
    with pytest.raises(SharingRefused, match="in the bin"):
        spreadsheet(Scripted(files={"trashed": True}), ID)


def test_a_new_spreadsheet_is_asked_for_once():
    """A second arrival would make a second file: it is not sent again."""
    made = {"spreadsheetId": ID, "sheets": [{"properties": {"sheetId": 3, "title": "POs"}}]}
    calls = Scripted(spreadsheets=made)

    found = create(calls, "Show", "POs")

    assert (found.id, found.sheets[0].sheet_id) == (ID, 3)
    assert [one[-1] for one in calls.asked] == [False]


def test_an_account_without_storage_is_told_what_to_do():
    """Sheets only says that it may not."""
    calls = Scripted(spreadsheets=SharingRefused("x", "The caller does not have permission"))

    with pytest.raises(RequestRefused, match="let a person make the spreadsheet and share it"):
        create(calls, "Show", "POs")


@pytest.mark.parametrize(("may_edit", "role"), [(True, "writer"), (False, "reader")])
@pytest.mark.parametrize(("tell", "mail"), [(True, "true"), (False, "false")])
def test_sharing_gives_one_person_one_role(may_edit, role, tell, mail):
    """Never anybody with the link, never the owner's rights."""
    calls = Scripted(permissions={"id": "1"})

    share(calls, ID, "ann@show.test", may_edit=may_edit, tell=tell)

    [(method, path, query, body, _)] = calls.asked
    assert (method, path) == ("POST", f"/drive/v3/files/{ID}/permissions")
    assert body == {"type": "user", "role": role, "emailAddress": "ann@show.test"}
    assert query["sendNotificationEmail"] == mail


def test_who_asks_is_what_google_says():
    """Empty where it does not say."""
    assert who(Scripted(about={"user": {"emailAddress": "ann@show.test"}})) == "ann@show.test"
    assert who(Scripted(about={})) == ""
