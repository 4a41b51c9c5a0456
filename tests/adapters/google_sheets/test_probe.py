"""The probe against the emulator: all holds; and each check says so when its assumption does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from addin.adapters.google_sheets.calls import Calls, Json
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.patience import Patience
from addin.adapters.google_sheets.probe import CHECKS, probed
from addin.adapters.google_sheets.probe_scene import Check
from addin.adapters.google_sheets.transport import Connection, GoogleCalls, Means
from addin.errors import AnswerLost, RequestRefused, SharedSheetBusy
from addin.ports.probing import Holds, Probed
from sheets_emulator.emulator import start
from tests.adapters.google_sheets.loopback import StepClock


@pytest.fixture
def google():
    """The emulator."""
    with start(seed=5) as emulator:
        yield emulator


def calls(google, patience: Patience | None = None) -> GoogleCalls:
    """Calls to it."""
    means = Means(Hosts(google.address), patience or Patience(), clock=StepClock())
    return GoogleCalls(Connection(AnonymousCredentials(), means))


def spreadsheet(asked: Calls) -> str:
    """A spreadsheet with something in it that is not the probe's."""
    made = asked.request(
        "POST", "/v4/spreadsheets", None, {"properties": {"title": "Show"}}, repeatable=False
    )
    return str(made["spreadsheetId"])


def run(asked: Calls, hasty: Calls, key: str) -> dict[int, Probed]:
    """What the probe found, by number."""
    found: list[Probed] = []
    probed(asked, hasty, key, found.append, StepClock())
    return {one.number: one for one in found}


def sheets(asked: Calls, key: str) -> list[Json]:
    """What is in the spreadsheet."""
    answer = asked.request("GET", f"/v4/spreadsheets/{key}", None, repeatable=True)
    return [answer.get("sheets", []), answer.get("developerMetadata", [])]


def only(number: int, monkeypatch: pytest.MonkeyPatch) -> Check:
    """One check alone."""
    [check] = [one for one in CHECKS if one.number == number]
    monkeypatch.setattr("addin.adapters.google_sheets.probe.CHECKS", (check,))
    return check


def test_everything_holds_in_the_emulator_and_nothing_is_left_behind(google):
    """The emulator is built on the same assumptions; the spreadsheet is as it was."""
    asked = calls(google)
    key = spreadsheet(asked)
    before = sheets(asked, key)

    found = run(asked, asked, key)

    assert {number: one.holds for number, one in found.items()} == dict.fromkeys(
        range(1, 13), Holds.YES
    )
    assert sheets(asked, key) == before


def test_a_batch_that_is_given_up_on_is_kept_out_by_the_fence_or_has_landed(google, monkeypatch):
    """Its answer never came: applied before, or later; exactly one of the two lands."""
    only(7, monkeypatch)
    asked = calls(google)
    key = spreadsheet(asked)
    for when in ("before", "after"):
        lost = Losing(asked, applies=when == "after")
        seen = run(asked, lost, key)[7]
        assert seen.holds is Holds.YES, seen
        assert "given up on" in seen.seen


@dataclass
class Losing:
    """Calls whose answers never come."""

    calls: Calls
    applies: bool

    def request(self, method, path, query=None, body=None, *, repeatable) -> Json:
        """Applied or not, and then nothing."""
        if self.applies:
            self.calls.request(method, path, query, body, repeatable=repeatable)
        raise AnswerLost("Show", "no answer")


@dataclass
class Lying:
    """Calls to a service that is not as it is assumed to be: ``lie`` bends what is asked of it."""

    calls: Calls
    lie: Callable[[Ask, Calls], Json | None]
    asked: list[str] = field(default_factory=list)

    def request(self, method, path, query=None, body=None, *, repeatable) -> Json:
        """The lie's answer, or the service's."""
        answer = self.lie(Ask(method, path, dict(query or {}), body or {}), self.calls)
        if answer is not None:
            return answer
        return self.calls.request(method, path, query, body, repeatable=repeatable)


@dataclass
class Ask:
    """One call."""

    method: str
    path: str
    query: dict[str, Any]
    body: Json

    @property
    def kinds(self) -> list[str]:
        """The kinds of request in a batch."""
        return [next(iter(one)) for one in self.body.get("requests", [])]

    def send(self, calls: Calls, *requests: Json) -> Json:
        """The same call with other requests in its batch."""
        return calls.request(
            "POST", self.path, self.query, {"requests": list(requests)}, repeatable=True
        )


def number_is_no_matter(ask: Ask, calls: Calls) -> Json | None:
    """Metadata is taken whatever its number."""
    if "createDeveloperMetadata" not in ask.kinds or "updateCells" not in ask.kinds:
        return None
    return ask.send(calls, *(one for one in ask.body["requests"] if "updateCells" in one))


def tags_are_lost(ask: Ask, calls: Calls) -> Json | None:
    """A sort takes the tags away."""
    if ask.kinds != ["sortRange"]:
        return None
    ask.send(calls, *ask.body["requests"])
    lookup = {"locationType": "ROW"}
    return ask.send(
        calls, {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
    )


def few_tags(ask: Ask, calls: Calls) -> Json | None:
    """A batch takes a hundred tags at most."""
    del calls
    if ask.kinds.count("createDeveloperMetadata") > 100:
        raise RequestRefused("Show", "too much metadata")
    return None


def no_tags_beside(ask: Ask, calls: Calls) -> Json | None:
    """A read of cells gives no metadata."""
    if not ask.path.endswith(":getByDataFilter"):
        return None
    fields = {"fields": "sheets.data.rowData.values.userEnteredValue"}
    return calls.request("POST", ask.path, fields, ask.body, repeatable=True)


def appends_over(ask: Ask, calls: Calls) -> Json | None:
    """A row is appended over the last one."""
    if ask.kinds != ["appendCells"]:
        return None
    asked = ask.body["requests"][0]["appendCells"]
    place = {
        "sheetId": asked["sheetId"],
        "startRowIndex": 1,
        "endRowIndex": 2,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    return ask.send(
        calls, {"updateCells": {"range": place, "rows": asked["rows"], "fields": asked["fields"]}}
    )


def version_stands_still(ask: Ask, calls: Calls) -> Json | None:
    """Drive does not notice."""
    del calls
    return {"version": "1"} if "/drive/" in ask.path else None


def both_land(ask: Ask, calls: Calls) -> Json | None:
    """The number of a batch that landed is free all the same."""
    del calls
    if ask.kinds == ["createDeveloperMetadata"]:
        return {}
    return None


def ids_stay_behind(ask: Ask, calls: Calls) -> Json | None:
    """What is cut is not the hidden column."""
    if ask.kinds != ["cutPaste"]:
        return None
    cut = dict(ask.body["requests"][0]["cutPaste"])
    cut["source"] = {**cut["source"], "startColumnIndex": 1}
    cut["destination"] = {**cut["destination"], "columnIndex": 1}
    return ask.send(calls, {"cutPaste": cut})


def writes_by_place(ask: Ask, calls: Calls) -> Json | None:
    """A write through a filter goes nowhere."""
    del calls
    return {} if ask.path.endswith("values:batchUpdateByDataFilter") else None


def writes_in_part(ask: Ask, calls: Calls) -> Json | None:
    """What is right is written before what is wrong is refused."""
    if not ask.path.endswith("values:batchUpdate"):
        return None
    first = {**ask.body, "data": ask.body["data"][:1]}
    calls.request("POST", ask.path, None, first, repeatable=True)
    raise RequestRefused("Show", "beyond the grid")


def takes_text_for_a_formula(ask: Ask, calls: Calls) -> Json | None:
    """The text =1 becomes a formula."""
    if "userEnteredValue" not in str(ask.query.get("fields")) or ask.method != "GET":
        return None
    answer = calls.request("GET", ask.path, ask.query, repeatable=True)
    for sheet in answer.get("sheets", []):
        for row in sheet["data"][0].get("rowData", []):
            for cell in row.get("values", []):
                entered = cell.get("userEnteredValue", {})
                if "stringValue" in entered:
                    cell["userEnteredValue"] = {"formulaValue": entered["stringValue"]}
    return answer


def marks_stay_behind(ask: Ask, calls: Calls) -> Json | None:
    """A mark on a column finds another one."""
    if not ask.path.endswith("values:batchGetByDataFilter"):
        return None
    answer = calls.request("POST", ask.path, ask.query, ask.body, repeatable=True)
    for one in answer.get("valueRanges", []):
        one["valueRange"]["values"] = [["Vendor", "Panavision"]]
    return answer


LIES = {
    1: number_is_no_matter,
    2: tags_are_lost,
    3: few_tags,
    4: no_tags_beside,
    5: appends_over,
    6: version_stands_still,
    7: both_land,
    8: ids_stay_behind,
    9: writes_by_place,
    10: writes_in_part,
    11: takes_text_for_a_formula,
    12: marks_stay_behind,
}


@pytest.mark.parametrize("number", LIES)
def test_each_check_says_so_when_its_assumption_does_not_hold(google, number, monkeypatch):
    """No check can only ever pass."""
    check = only(number, monkeypatch)
    asked = calls(google)
    key = spreadsheet(asked)
    before = sheets(asked, key)

    assert run(asked, asked, key)[number].holds is Holds.YES
    found = run(Lying(asked, LIES[number]), asked, key)[number]
    assert found.holds is Holds.NO, found
    assert found.rests_on == check.rests_on
    assert sheets(asked, key)[0] == before[0]


def test_a_probe_that_is_interrupted_removes_its_sheet(google):
    """Google goes away in the middle, and comes back for the tidying."""
    asked = calls(google)
    key = spreadsheet(asked)
    before = sheets(asked, key)

    def away(ask: Ask, calls: Calls) -> Json | None:
        del calls
        if ask.kinds == ["sortRange"]:
            raise SharedSheetBusy("Show", "away")
        return None

    with pytest.raises(SharedSheetBusy):
        run(Lying(asked, away), asked, key)
    assert sheets(asked, key) == before


def test_every_check_says_what_it_does_and_what_rests_on_it():
    """For the page that a person reads beside it."""
    assert [check.number for check in CHECKS] == list(range(1, 13))
    assert all(check.does.endswith(".") and check.rests_on for check in CHECKS)


def test_the_page_says_of_each_check_what_the_check_says():
    """docs/probe-google.md is what a person reads beside the probe."""
    page = (Path(__file__).parents[3] / "docs" / "probe-google.md").read_text("utf-8")

    for check in CHECKS:
        assert f"### {check.number}. {check.name[0].upper()}{check.name[1:]}\n" in page
        assert f"**Does.** {check.does}\n\n**Rests on.** {check.rests_on}\n" in page
