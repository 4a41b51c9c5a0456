"""Somebody else edits."""

from __future__ import annotations

import pytest

from sheets_emulator.errors import ApiError


@pytest.fixture
def rows(book, call):
    """The rows of a purchase order log, as they stand now."""
    log = [["PO", "Vendor"], ["1", "ARRI"], ["2", "Zeiss"], ["3", "Grip Co"]]
    call("PUT", f"/v4/spreadsheets/{book.id}/values/A1", {"values": log}, valueInputOption="RAW")

    def now(area="A1:Z50"):
        return call("GET", f"/v4/spreadsheets/{book.id}/values/{area}").get("values", [])

    return now


@pytest.fixture
def person(service, book):
    """What a person does to the sheet, now."""

    def do(*deeds, **more):
        return service.admin("people", {"spreadsheetId": book.id, "do": list(deeds), **more})

    return do


@pytest.mark.parametrize(
    ("deed", "vendors"),
    [
        ({"type": {"range": "B2", "values": [["Leica"]]}}, ["Leica", "Zeiss", "Grip Co"]),
        ({"type": {"range": "B2", "values": [[""]]}}, ["", "Zeiss", "Grip Co"]),
        ({"insert": {"at": 2}}, ["", "ARRI", "Zeiss", "Grip Co"]),
        ({"insert": {"at": 3, "count": 2}}, ["ARRI", "", "", "Zeiss", "Grip Co"]),
        ({"delete": {"at": 2}}, ["Zeiss", "Grip Co"]),
        ({"sort": {"range": "A2:B4", "by": "B", "descending": True}}, ["Zeiss", "Grip Co", "ARRI"]),
        ({"copy": {"at": 2, "to": 5}}, ["ARRI", "Zeiss", "Grip Co", "ARRI"]),
        ({"copy": {"at": 4, "to": 2}}, ["Grip Co", "ARRI", "Zeiss", "Grip Co"]),
        ({"move": {"at": 4, "to": 2}}, ["Grip Co", "ARRI", "Zeiss"]),
        ({"move": {"at": 2, "to": 5}}, ["Zeiss", "Grip Co", "ARRI"]),
        ({"insert": {"at": "A"}}, ["1", "2", "3"]),
        ({"hide": {"at": 2}}, ["ARRI", "Zeiss", "Grip Co"]),
    ],
)
def test_what_a_person_does_is_done(rows, person, deed, vendors):
    """Rows count from 1, columns are letters, as people see them."""
    person(deed)

    assert [row[1] if len(row) > 1 else "" for row in rows()[1:]] == vendors


def test_a_person_works_on_the_sheet_in_front(rows, person):
    """The first one unless another is named; no sheet of that name is refused."""
    person({"add": {"title": "Hot costs"}})
    person({"type": {"range": "A1", "values": [["x"], ["y"]]}}, sheet="Hot costs")
    person({"insert": {"at": 2}}, {"hide": {"at": "A"}}, sheet="Hot costs")

    assert rows("'Hot costs'!A1:A9") == [["x"], [], ["y"]]
    assert [row[0] for row in rows("Sheet1!A1:A9")] == ["PO", "1", "2", "3"]
    with pytest.raises(ApiError, match="No sheet is called Cold costs"):
        person({"insert": {"at": 2}}, sheet="Cold costs")


def test_a_person_types_in_the_sheets_locale(service, book, rows, person, call):
    """A German amount is a number on a German sheet only."""
    person({"type": {"range": "C2", "values": [["1.234,50 €"]]}})
    assert rows("C2") == [["1.234,50 €"]]
    person({"type": {"range": "C3", "values": [["$1,234.50"]]}})
    assert rows("C3") == [["$1,234.50"]]
    service.admin("settings", {"spreadsheetId": book.id, "locale": "de_DE"})
    person({"type": {"range": "C4", "values": [["1.234,50 €"]]}})

    unformatted = f"/v4/spreadsheets/{book.id}/values/C2:C4"
    found = call("GET", unformatted, valueRenderOption="UNFORMATTED_VALUE")["values"]
    assert found == [["1.234,50 €"], [1234.5], [1234.5]]


def test_a_person_renames_adds_removes_and_protects(book, person, call):
    """The title of the sheet and of the file, another sheet, a protected range."""
    person(
        {"rename": {"to": "PO log"}},
        {"protect": {"range": "A:A", "warning_only": True}},
        {"rename": {"spreadsheet": "Pilot"}},
        {"add": {"title": "Old"}},
    )
    found = call("GET", f"/v4/spreadsheets/{book.id}")
    assert found["properties"]["title"] == "Pilot"
    assert [sheet["properties"]["title"] for sheet in found["sheets"]] == ["PO log", "Old"]
    assert found["sheets"][0]["protectedRanges"][0]["warningOnly"] is True
    person({"remove": {}}, sheet="Old")

    assert len(call("GET", f"/v4/spreadsheets/{book.id}")["sheets"]) == 1


def test_an_armed_person_edits_just_before_the_nth_call(book, rows, person, call):
    """The window between a read and a write can be hit exactly."""
    batch = {
        "requests": [
            {"updateSpreadsheetProperties": {"properties": {"title": "x"}, "fields": "title"}}
        ]
    }
    armed = person({"delete": {"at": 2}}, armed={"match": ":batchUpdate", "skip": 1})
    assert armed == {"armed": 1}

    call("POST", f"/v4/spreadsheets/{book.id}:batchUpdate", batch)
    assert len(rows()) == 4
    call("POST", f"/v4/spreadsheets/{book.id}:batchUpdate", batch)
    assert len(rows()) == 3
    call("POST", f"/v4/spreadsheets/{book.id}:batchUpdate", batch)
    assert len(rows()) == 3


def test_a_person_has_no_quota_and_meets_no_fault(service, rows, person):
    """Only programs are held up."""
    service.admin("faults", {"times": None})
    person({"type": {"range": "B2", "values": [["Leica"]]}})
    service.admin("faults", {"clear": True})

    assert rows("B2") == [["Leica"]]


@pytest.mark.parametrize(
    "deed",
    [{"paint": {}}, {"type": {}, "insert": {}}, "insert", {"sort": {"range": "?", "by": "A"}}],
)
def test_a_deed_that_nobody_can_do_is_refused(person, deed):
    """A test that orders nothing would otherwise pass for the wrong reason."""
    with pytest.raises(ApiError):
        person(deed)
