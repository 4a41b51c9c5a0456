"""Google's discovery documents as a judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheets_emulator.discovery import snake
from sheets_emulator.errors import ApiError
from sheets_emulator.hook import Answer, Request
from sheets_emulator.strict import Strict

BATCH = "/v4/spreadsheets/1abc:batchUpdate"


@pytest.fixture(scope="module")
def documents():
    """Where google-api-python-client keeps the documents."""
    package = pytest.importorskip("googleapiclient", reason="google-api-python-client is missing")
    return Path(package.__file__).parent / "discovery_cache" / "documents"


@pytest.fixture
def strict(documents):
    """A judge that has read them."""
    hook = Strict()
    hook.routes()["strict"]({"discovery": str(documents)})
    return hook


def refusal(strict, method, path, body=None, **query):
    """The error that a request gets; None for none."""
    content = b"" if body is None else json.dumps(body).encode()
    asked = {name: [value] for name, value in query.items()}
    answer = strict.before(Request(method, path, asked, {}, content))
    return None if answer is None else answer.body["error"]


@pytest.mark.parametrize(
    ("requests", "field", "message"),
    [
        (
            [{"updateSheetProperties": {"properties": {"headerValues": 1}}}],
            "requests[0].update_sheet_properties.properties",
            "Invalid JSON payload received. Unknown name \"headerValues\" at 'requests[0].update_sheet_properties.properties': Cannot find field.",
        ),
        (
            [{"DeleteRange": {}}],
            "requests[0]",
            "Invalid JSON payload received. Unknown name \"DeleteRange\" at 'requests[0]': Cannot find field.",
        ),
        (
            [{"insertDimension": {"range": {"sheetId": "first"}}}],
            "requests[0].insert_dimension.range.sheet_id",
            "Invalid value at 'requests[0].insert_dimension.range.sheet_id' (TYPE_INT32), \"first\"",
        ),
        (
            [{"insertDimension": {"range": {"dimension": "ROW"}}}],
            "requests[0].insert_dimension.range.dimension",
            "Invalid value at 'requests[0].insert_dimension.range.dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), \"ROW\"",
        ),
        (
            "all",
            "requests",
            "Invalid value at 'requests' (type.googleapis.com/google.protobuf.ListValue), \"all\"",
        ),
    ],
)
def test_a_request_that_google_would_not_understand_is_refused_in_its_words(
    strict, requests, field, message
):
    """An unknown field, a wrong type, a value outside its enumeration: 400, and where."""
    error = refusal(strict, "POST", BATCH, {"requests": requests})

    assert (error["code"], error["status"], error["message"]) == (400, "INVALID_ARGUMENT", message)
    violation = {"field": field, "description": message}
    assert error["details"][0]["fieldViolations"] == [violation]


def test_what_google_recorded_for_values_that_are_no_list_is_said_again(strict):
    """In the very words of the recording."""
    error = refusal(strict, "PUT", "/v4/spreadsheets/1abc/values/A1", {"values": "A1:D4"})

    assert error["message"] == (
        "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\""
    )


def test_all_that_is_wrong_is_said_at_once(strict):
    """Line by line."""
    error = refusal(strict, "POST", BATCH, {"requests": [{"x": 1}, {"y": 1}], "z": 1})

    assert len(error["details"][0]["fieldViolations"]) == 3
    assert error["message"].count("\n") == 2


@pytest.mark.parametrize(
    "body",
    [
        {"requests": [{"insertDimension": {"range": {"sheetId": "5", "startIndex": 1.0}}}]},
        {"requests": [{"addSheet": {"properties": None}}]},
        {
            "requests": [
                {
                    "updateCells": {
                        "rows": [{"values": [{"userEnteredValue": {"numberValue": "1.5"}}]}]
                    }
                }
            ]
        },
    ],
)
def test_what_google_takes_in_its_json_passes(strict, body):
    """Numbers written as texts, whole floats, null."""
    assert refusal(strict, "POST", BATCH, body) is None


def test_the_query_is_held_against_the_documents_too(strict):
    """A misspelt option would otherwise be ignored; Drive ignores what it does not know."""
    path = "/v4/spreadsheets/1abc/values/A1"
    wrong = refusal(strict, "GET", path, valueRenderOption="FORMATED")
    unknown = refusal(strict, "GET", path, renderOption="FORMULA")

    assert "value_render_option" in wrong["message"]
    assert "Cannot bind query parameter" in unknown["message"]
    assert refusal(strict, "GET", path, valueRenderOption="FORMULA", fields="values") is None
    assert refusal(strict, "GET", "/drive/v3/files/1abc", includeItemsFromAllDrives="true") is None


def test_an_answer_that_google_could_not_give_is_a_defect_that_is_kept(strict):
    """The emulator holds itself to the same documents."""
    request = Request("GET", "/v4/spreadsheets/1abc", {}, {}, b"")
    good = Answer(200, {"spreadsheetId": "1abc"})
    bad = strict.after(request, Answer(200, {"spreadsheetID": "1abc"}))

    assert strict.after(request, good) is good
    assert bad.status == 500
    assert "spreadsheetID" in strict.routes()["strict"]({})["defects"][0]


def test_a_folder_without_documents_is_refused(tmp_path):
    """Strict without documents would be strict about nothing."""
    with pytest.raises(ApiError, match=r"sheets\.v4\.json"):
        Strict().routes()["strict"]({"discovery": str(tmp_path)})


def test_without_documents_everything_passes():
    """Off by default."""
    assert refusal(Strict(), "POST", BATCH, {"requests": [{"x": 1}]}) is None


def test_field_names_are_told_as_google_tells_them():
    """In snake_case."""
    assert snake("developerMetadataLookup") == "developer_metadata_lookup"
    assert snake("a1Range") == "a1_range"
