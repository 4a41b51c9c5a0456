"""Protected ranges: who may edit what, while tokens say who is asking."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sheets_emulator.hook import Request

OWNER = "coordinator@example.com"
CREW = "crew@example.com"
CHIEF = "chief@example.org"
REFUSED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)
B2_C3 = {
    "sheetId": 0,
    "startRowIndex": 1,
    "endRowIndex": 3,
    "startColumnIndex": 1,
    "endColumnIndex": 3,
}
B = {"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 2}
D5 = {
    "sheetId": 0,
    "startRowIndex": 4,
    "endRowIndex": 5,
    "startColumnIndex": 3,
    "endColumnIndex": 4,
}
X = {"userEnteredValue": {"stringValue": "x"}}
FIRST_COLUMN = {
    "sheetId": 0,
    "dimension": "COLUMNS",
    "startIndex": 0,
    "endIndex": 1,
}


@pytest.fixture
def world(service):
    """A sheet of 10 x 5 that crew and chief may edit, in a service that asks for tokens."""
    book = service.drive.create("PO log").book
    book.sheets[0].resize(10, 5)
    permissions = service.drive.files[book.id].permissions
    tokens = {}
    for person in (OWNER, CREW, CHIEF):
        if person != OWNER:
            permissions.append(
                {"id": person, "type": "user", "role": "writer", "emailAddress": person}
            )
        told = service.admin(
            "accounts", {"person": person, "scopes": "https://www.googleapis.com/auth/spreadsheets"}
        )
        grant = f"grant_type=refresh_token&refresh_token={told['refresh_token']}&client_id={told['client_id']}&client_secret={told['client_secret']}"
        form = {"content-type": "application/x-www-form-urlencoded"}
        answer = service.handle(Request("POST", "/token", {}, form, grant.encode()))
        tokens[person] = answer.body["access_token"]
    service.admin("token", {"on": True})
    return World(service, book, tokens)


class World:
    """Calls as one person or another, and what is protected."""

    def __init__(self, service, book, tokens) -> None:
        self.service = service
        self.book = book
        self.sheet = book.sheets[0]
        self._tokens = tokens

    def call(self, who, method, path, body=None, **query):
        """Status and body of a call on the spreadsheet."""
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {self._tokens[who]}",
        }
        asked = {name: [value] for name, value in query.items()}
        sent = b"" if body is None else json.dumps(body).encode()
        path = f"/v4/spreadsheets/{self.book.id}{path}"
        answer = self.service.handle(Request(method, path, asked, headers, sent))
        return answer.status, answer.body

    def batch(self, who, *requests):
        """Status and body of a batchUpdate."""
        return self.call(who, "POST", ":batchUpdate", {"requests": list(requests)})

    def put(self, who, where, *rows):
        """Status and body of a values.update."""
        body = {"values": list(rows)}
        return self.call(who, "PUT", f"/values/{where}", body, valueInputOption="RAW")

    def protect(self, who=OWNER, where=B2_C3, **more):
        """Protect a range; what was answered."""
        item = {"range": where, "protectedRangeId": 7, **more}
        status, body = self.batch(who, {"addProtectedRange": {"protectedRange": item}})
        assert status == 200, body

    def shown(self, who):
        """The protection as that person sees it."""
        _, body = self.call(who, "GET", "")
        (item,) = body["sheets"][0]["protectedRanges"]
        return item


def error(answer: tuple[int, Any]) -> str:
    """The message of a refusal, which must be one of 400 INVALID_ARGUMENT."""
    status, body = answer
    assert (status, body["error"]["status"]) == (400, "INVALID_ARGUMENT")
    return str(body["error"]["message"])


EDITS = {
    "updateCells": {"range": B2_C3, "rows": [], "fields": "userEnteredValue"},
    "repeatCell": {"range": B2_C3, "cell": X, "fields": "userEnteredValue"},
    "setDataValidation": {"range": B2_C3},
    "updateBorders": {"range": B2_C3, "top": {"style": "SOLID"}},
    "mergeCells": {"range": B2_C3, "mergeType": "MERGE_ALL"},
    "unmergeCells": {"range": B2_C3},
    "sortRange": {"range": B2_C3, "sortSpecs": [{"dimensionIndex": 1}]},
    "trimWhitespace": {"range": B2_C3},
    "copyPaste": {"source": D5, "destination": B2_C3},
    "cutPaste": {"source": D5, "destination": {"rowIndex": 2, "columnIndex": 2}},
    "findReplace": {"find": "kept", "replacement": "lost", "allSheets": True},
    "deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 5}},
    "insertDimension": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}},
    "moveDimension": {"source": {"dimension": "ROWS", "startIndex": 6, "endIndex": 7}, "destinationIndex": 2},
    "deleteProtectedRange": {"protectedRangeId": 7},
    "updateProtectedRange": {"protectedRange": {"protectedRangeId": 7, "description": "mine"}, "fields": "description"},
    "deleteSheet": {"sheetId": 0},
}  # fmt: skip


@pytest.mark.parametrize("kind", EDITS)
def test_an_editor_who_is_not_named_is_refused_whatever_the_kind(world, kind):
    """The whole batch, with the part that was refused, and nothing of it is done."""
    world.put(OWNER, "B2", ["kept"])
    world.protect()
    before = list(world.sheet.rows)
    free = {"repeatCell": {"range": D5, "cell": X, "fields": "userEnteredValue"}}

    answer = world.batch(CREW, free, {kind: EDITS[kind]})

    assert error(answer) == f"Invalid requests[1].{kind}: {REFUSED}"
    assert world.sheet.rows == before


@pytest.mark.parametrize("kind", sorted(set(EDITS) - {"deleteSheet"}))
def test_who_is_named_as_an_editor_and_the_owner_may(world, kind):
    """The same requests."""
    world.put(OWNER, "B2", ["kept"])
    world.protect(editors={"users": [CREW]})

    assert world.batch(CREW, {kind: EDITS[kind]})[0] == 200


def test_the_owner_always_may(world):
    """Also what somebody else protected, who does not name them."""
    world.protect(who=CREW)

    assert world.put(OWNER, "B2", ["mine"])[0] == 200
    assert world.put(CREW, "B2", ["theirs"])[0] == 200
    assert error(world.put(CHIEF, "B2", ["not"])) == REFUSED


def test_a_file_that_was_given_away_is_its_new_owners(world):
    """Protections name the old one; who owned it before is an editor like others."""
    world.protect()
    world.service.drive.files[world.book.id].permissions[0]["emailAddress"] = CHIEF

    assert world.put(CHIEF, "B2", ["mine"])[0] == 200
    assert error(world.put(CREW, "B2", ["not"])) == REFUSED


def test_a_warning_lets_through(world):
    """A program is asked nothing."""
    world.protect(warningOnly=True)

    assert world.put(CREW, "B2", ["warned"])[0] == 200


@pytest.mark.parametrize(("who", "status"), [(CREW, 200), (CHIEF, 400)])
def test_everybody_of_the_owners_domain_may_where_it_is_said(world, who, status):
    """`domainUsersCanEdit`."""
    world.protect(editors={"domainUsersCanEdit": True})

    assert world.put(who, "B2", ["x"])[0] == status


def test_values_are_refused_in_a_protected_range_and_taken_beside_it(world):
    """Update, append, clear and their batches; `null` touches nothing."""
    world.put(OWNER, "B2", ["kept"])
    world.protect()

    assert error(world.put(CREW, "A2", ["a", "b"])) == REFUSED
    assert world.put(CREW, "A2", ["a", None, None, "d"])[0] == 200
    assert error(world.call(CREW, "POST", "/values/A1:B9:clear")) == REFUSED
    assert world.call(CREW, "POST", "/values/D1:E9:clear")[0] == 200
    data = [{"range": "A1", "values": [["a"]]}, {"range": "C3", "values": [["c"]]}]
    both = {"valueInputOption": "RAW", "data": data}
    assert (
        error(world.call(CREW, "POST", "/values:batchUpdate", both))
        == f"Invalid data[1]: {REFUSED}"
    )
    more = world.call(
        CREW, "POST", "/values/A2:append", {"values": [["x", "y"]]}, valueInputOption="RAW"
    )
    assert error(more) == REFUSED
    assert world.sheet.cell(1, 1).value == "kept"
    assert world.sheet.cell(0, 0).value is None


def test_rows_are_inserted_beside_a_protected_range_but_not_across_a_protected_column(world):
    """A range that is open at its ends is in every row."""
    at = {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    world.protect()
    assert world.batch(CREW, {"insertDimension": at})[0] == 200
    world.batch(OWNER, {"deleteProtectedRange": {"protectedRangeId": 7}})
    world.protect(where=B)

    assert REFUSED in error(world.batch(CREW, {"insertDimension": at}))
    rows = {"values": [["x"]]}
    world.put(OWNER, "A1", ["head"])
    world.put(OWNER, "A2", ["one"])
    asked = {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}
    assert error(world.call(CREW, "POST", "/values/A1:append", rows, **asked)) == REFUSED
    assert world.batch(CREW, {"insertDimension": {"range": FIRST_COLUMN}})[0] == 200


def test_a_protected_sheet_is_closed_but_for_its_open_parts(world):
    """Cells, sizes and title; a range that only partly lies in an open part is refused."""
    world.protect(where={"sheetId": 0}, unprotectedRanges=[B, D5])
    hide = {"range": FIRST_COLUMN, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    title = {"properties": {"sheetId": 0, "title": "Mine"}, "fields": "title"}

    assert world.put(CREW, "B2", ["open"])[0] == 200
    assert world.put(CREW, "D5", ["open"])[0] == 200
    assert error(world.put(CREW, "B2", ["open", "closed"])) == REFUSED
    assert error(world.put(CREW, "E9", ["closed"])) == REFUSED
    cut = {"source": {**B, "endRowIndex": 2}, "destination": {"rowIndex": 4, "columnIndex": 3}}
    for request in (
        {"updateDimensionProperties": hide},
        {"updateSheetProperties": title},
        {"appendDimension": {"dimension": "ROWS", "length": 1}},
        {"appendCells": {"rows": [{"values": [X]}], "fields": "*"}},
        {"cutPaste": cut},
    ):
        assert REFUSED in error(world.batch(CREW, request))


def test_who_may_not_edit_is_not_told_who_may(world):
    """`editors` and `requestingUserCanEdit` are for those who can."""
    world.protect(editors={"users": [CHIEF]})

    assert world.shown(CHIEF)["editors"] == {"users": [CHIEF, OWNER]}
    assert world.shown(OWNER)["requestingUserCanEdit"] is True
    assert not {"editors", "requestingUserCanEdit"} & set(world.shown(CREW))


def test_without_tokens_nobody_is_refused(world):
    """There nobody says who they are."""
    world.protect(editors={"users": [CHIEF]})
    world.service.admin("token", {"on": False})

    assert world.put(CREW, "B2", ["x"])[0] == 200


def test_a_person_who_edits_in_between_is_not_asked(world):
    """What `people` do is done by whoever may."""
    world.protect()
    typed = {"type": {"range": "B2", "values": [["typed"]]}}
    world.service.admin("people", {"spreadsheetId": world.book.id, "do": typed})

    assert world.sheet.cell(1, 1).value == "typed"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"range": B2_C3, "warningOnly": True, "editors": {"users": [CREW]}}, "ProtectedRange is warningOnly. Editors cannot be set on it."),
        ({"range": {"sheetId": 0}}, 'Sheet "Sheet1" already has sheet protection.'),
    ],
)  # fmt: skip
def test_protections_that_cannot_be_are_refused_as_users_have_quoted(world, given, said):
    """A warning has no editors, a sheet one protection."""
    world.protect(where={"sheetId": 0})
    answer = world.batch(OWNER, {"addProtectedRange": {"protectedRange": given}})

    assert error(answer) == f"Invalid requests[0].addProtectedRange: {said}"
