"""gspread 6, unchanged, works against the emulator: each kind of call that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from google.auth.credentials import AnonymousCredentials
from gspread.exceptions import APIError, SpreadsheetNotFound

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


@pytest.fixture
def client(emulator) -> gspread.Client:
    """A gspread client that asks the emulator."""

    class Loopback(gspread.http_client.HTTPClient):
        """Google's two hosts are this one address."""

        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
            for host in HOSTS:
                endpoint = endpoint.replace(host, emulator.address)
            assert endpoint.startswith(emulator.address)
            return super().request(method, endpoint, *args, **kwargs)

    return gspread.authorize(AnonymousCredentials(), http_client=Loopback)


@pytest.fixture
def spreadsheet(client) -> Iterator[gspread.Spreadsheet]:
    """A new spreadsheet."""
    made = client.create("Production budget")
    yield made
    client.del_spreadsheet(made.id)


@pytest.fixture
def sheet(spreadsheet) -> gspread.Worksheet:
    """Its first sheet."""
    first: gspread.Worksheet = spreadsheet.sheet1
    return first


def test_files_are_opened_listed_copied_and_deleted(client, spreadsheet):
    """By key, by title, all of them."""
    assert client.open_by_key(spreadsheet.id).title == "Production budget"
    assert client.open("Production budget").id == spreadsheet.id
    copy = client.copy(spreadsheet.id, title="Second", copy_permissions=True)
    assert {one.title for one in client.openall()} == {"Production budget", "Second"}
    client.del_spreadsheet(copy.id)
    with pytest.raises(SpreadsheetNotFound):
        client.open("Second")


def test_a_spreadsheet_has_properties_that_change(client, spreadsheet):
    """Title, locale, time zone; times from Drive."""
    spreadsheet.update_title("Budget 2")
    spreadsheet.update_locale("de")
    spreadsheet.update_timezone("Europe/Berlin")

    spreadsheet = client.open_by_key(spreadsheet.id)
    assert (spreadsheet.title, spreadsheet.locale, spreadsheet.timezone) == (
        "Budget 2",
        "de",
        "Europe/Berlin",
    )
    assert spreadsheet.creationTime <= spreadsheet.get_lastUpdateTime()


def test_sheets_are_added_duplicated_reordered_and_deleted(spreadsheet):
    """By their tabs."""
    log = spreadsheet.add_worksheet("PO log", 10, 5)
    copy = spreadsheet.duplicate_sheet(log.id, insert_sheet_index=0, new_sheet_name="Copy")
    assert [one.title for one in spreadsheet.worksheets()] == ["Copy", "Sheet1", "PO log"]
    spreadsheet.reorder_worksheets([spreadsheet.worksheet("PO log"), copy])
    assert [one.title for one in spreadsheet.worksheets()] == ["PO log", "Copy", "Sheet1"]
    spreadsheet.del_worksheet(copy)
    log.update_title("Orders")
    log.update_tab_color("#ff8000")
    assert log.get_tab_color() == "#FF8000"
    log.hide()
    assert spreadsheet.worksheet("Orders").isSheetHidden
    log.show()
    log.clear_tab_color()
    assert log.get_tab_color() is None
    assert spreadsheet.get_worksheet_by_id(log.id).title == "Orders"


def test_values_are_written_and_read_in_all_its_ways(sheet):
    """Cells, ranges, batches, records."""
    sheet.update([["PO", "Amount"], ["1042", 500], ["1043", 12.5]], "A1:B3")
    sheet.update_acell("C1", "=SUM(B2:B3)")
    assert sheet.acell("C1").value == "512.5"
    assert sheet.acell("C1", value_render_option="FORMULA").value == "=SUM(B2:B3)"
    assert sheet.get_all_values()[1] == ["1042", "500", ""]
    assert sheet.get_all_records(expected_headers=["PO", "Amount"], head=1)[1]["Amount"] == 12.5
    assert sheet.col_values(1) == ["PO", "1042", "1043"]
    assert sheet.row_values(3) == ["1043", "12.5"]
    assert sheet.find("1043").address == "A3"
    assert sheet.batch_get(["A1:A2", "B3"]) == [[["PO"], ["1042"]], [["12.5"]]]
    sheet.batch_update([{"range": "A5", "values": [["x"]]}, {"range": "B5", "values": [["y"]]}])
    sheet.append_rows([["1044", 1], ["1045", 2]], table_range="A1:B3")
    assert sheet.get("A4:B5") == [["1044", "1"], ["1045", "2"]]
    sheet.batch_clear(["A4:B5"])
    assert sheet.get("A4:B5") == [[]]
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_rows_and_columns_are_inserted_deleted_and_resized(sheet):
    """With their values."""
    sheet.update([["a", "b"], ["c", "d"]], "A1:B2")
    sheet.insert_row(["new"], 2)
    sheet.insert_cols([["left"]], 1)
    assert sheet.get_all_values() == [["left", "a", "b"], ["", "new", ""], ["", "c", "d"]]
    sheet.delete_rows(2)
    sheet.delete_columns(1, 2)
    assert sheet.get_all_values() == [["b"], ["d"]]
    sheet.resize(rows=2, cols=3)
    sheet.add_rows(1)
    assert (sheet.row_count, sheet.col_count) == (3, 3)


def test_a_sheet_is_formatted_sorted_filtered_frozen_grouped_and_hidden(sheet):
    """What a coordinator does to a sheet."""
    sheet.update([["b", 2], ["a", 1]], "A1:B2")
    sheet.sort((1, "asc"), range="A1:B2")
    assert sheet.get("A1:B2") == [["a", "1"], ["b", "2"]]
    sheet.format("A1:B1", {"textFormat": {"bold": True}, "numberFormat": {"type": "NUMBER", "pattern": "0.00"}})  # fmt: skip
    assert sheet.acell("B1").value == "1.00"
    sheet.freeze(rows=1, cols=1)
    sheet.set_basic_filter("A1:B2")
    sheet.add_dimension_group_rows(1, 3)
    assert len(sheet.list_dimension_group_rows()) == 1
    sheet.delete_dimension_group_rows(1, 3)
    sheet.hide_rows(1, 2)
    sheet.unhide_rows(1, 2)
    sheet.columns_auto_resize(0, 2)
    sheet.clear_basic_filter()
    sheet.copy_range("A1:B1", "A4:B4")
    sheet.cut_range("A2:B2", "A6")
    assert sheet.get("A4:B6") == [["a", "1.00"], [], ["b", "2"]]
    assert sheet.frozen_row_count == 1


def test_cells_are_merged_named_protected_annotated_and_validated(sheet, spreadsheet):
    """And all of it is listed again."""
    sheet.merge_cells("A1:B2")
    sheet.unmerge_cells("A1:B2")
    sheet.merge_cells("A1:B2", merge_type="MERGE_ROWS")
    sheet.define_named_range("A1:B2", "Costs")
    assert [one["name"] for one in spreadsheet.list_named_ranges()] == ["Costs"]
    sheet.delete_named_range(spreadsheet.list_named_ranges()[0]["namedRangeId"])
    sheet.add_protected_range("A1:B2", warning_only=True, description="ids")
    (protected,) = spreadsheet.list_protected_ranges(sheet.id)
    sheet.delete_protected_range(protected["protectedRangeId"])
    sheet.insert_note("B2", "seen")
    assert sheet.get_note("B2") == "seen"
    assert sheet.get_notes() == [[], ["", "seen"]]
    sheet.clear_note("B2")
    sheet.add_validation("C1", gspread.utils.ValidationConditionType.boolean, [])
    assert spreadsheet.list_protected_ranges(sheet.id) == []


def test_a_spreadsheet_is_shared_and_unshared(spreadsheet):
    """With a person and with anyone."""
    spreadsheet.share("crew@example.com", perm_type="user", role="writer", notify=False)
    spreadsheet.share(None, perm_type="anyone", role="reader")
    assert len(spreadsheet.list_permissions()) == 3
    spreadsheet.remove_permissions("crew@example.com")
    assert len(spreadsheet.list_permissions()) == 2


def test_csv_comes_in_and_goes_out(client, spreadsheet):
    """In place of all sheets."""
    client.import_csv(spreadsheet.id, "PO,Amount\n1042,500\n")
    sheet = client.open_by_key(spreadsheet.id).sheet1

    assert sheet.get_all_values() == [["PO", "Amount"], ["1042", "500"]]
    assert spreadsheet.export(gspread.utils.ExportFormat.CSV) == b"PO,Amount\r\n1042,500"


def test_a_sheet_is_copied_into_another_spreadsheet(client, sheet):
    """CopyTo."""
    sheet.update([["x"]], "A1")
    other = client.create("Other")
    sheet.copy_to(other.id)

    assert client.open_by_key(other.id).worksheet("Copy of Sheet1").acell("A1").value == "x"


def test_a_refusal_is_gspreads_own_error(sheet):
    """With the service's words."""
    with pytest.raises(APIError, match="Unable to parse range"):
        sheet.get("nowhere")
