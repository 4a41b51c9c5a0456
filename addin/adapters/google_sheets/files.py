"""Spreadsheets as files: which one a link means, what is in it, and who may have it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from addin.adapters.google_sheets.calls import Calls
from addin.errors import RequestRefused, SharingRefused
from addin.ports.sheets_account import SheetOfSpreadsheet, Spreadsheet

_LINK: Final = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]{10,})")
_ID: Final = re.compile(r"[A-Za-z0-9_-]{20,}")
_SHEETS: Final = {"fields": "spreadsheetId,properties.title,sheets.properties(sheetId,title)"}
_FILE: Final = {"fields": "id,trashed,capabilities(canEdit)", "supportsAllDrives": "true"}


def id_in(link: str) -> str:
    """The id of the spreadsheet that a link, or the id itself, means.

    Raises:
        RequestRefused: it means none.

    >>> id_in("https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRs/edit#gid=0")
    '1aBcDeFgHiJkLmNoPqRs'

    """
    found = _LINK.search(link)
    if found:
        return found.group(1)
    if _ID.fullmatch(link.strip()):
        return link.strip()
    raise RequestRefused(f"'{link}'", "it is no link to a Google spreadsheet")


def link_of(spreadsheet_id: str) -> str:
    """Where a person opens it."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"


def who(calls: Calls) -> str:
    """The address of the account, as Google says it. One call."""
    query = {"fields": "user(emailAddress)"}
    answer = calls.request("GET", "/drive/v3/about", query, repeatable=True)
    return str(answer.get("user", {}).get("emailAddress", ""))


def spreadsheet(calls: Calls, link: str) -> Spreadsheet:
    """A spreadsheet with its sheets, and whether we may write it. Two calls.

    Raises:
        RequestRefused: that is no link to a spreadsheet.
        SharingRefused: it is gone, in the bin, or not shared with the account.
    """
    key = id_in(link)
    file = calls.request("GET", f"/drive/v3/files/{quote(key)}", _FILE, repeatable=True)
    if file.get("trashed"):
        raise SharingRefused(link_of(key), "it is in the bin")
    found = calls.request("GET", f"/v4/spreadsheets/{quote(key)}", _SHEETS, repeatable=True)
    return Spreadsheet(
        id=key,
        title=str(found.get("properties", {}).get("title", "")),
        link=link_of(key),
        sheets=tuple(
            SheetOfSpreadsheet(
                int(one["properties"].get("sheetId", 0)), str(one["properties"].get("title", ""))
            )
            for one in found.get("sheets", [])
        ),
        may_edit=bool(file.get("capabilities", {}).get("canEdit", True)),
    )


def create(calls: Calls, title: str, sheet: str) -> Spreadsheet:
    """A new spreadsheet with one sheet; sent once, as a second arrival would make a second file.

    Raises:
        RequestRefused: the account may not make files, or has no storage of its own.
        AnswerLost: no answer came; it may be there all the same, without us knowing its id.
    """
    body = {"properties": {"title": title}, "sheets": [{"properties": {"title": sheet}}]}
    query = {"fields": _SHEETS["fields"]}
    try:
        made = calls.request("POST", "/v4/spreadsheets", query, body, repeatable=False)
    except SharingRefused as refused:
        # what Sheets says where Drive would say storageQuotaExceeded
        raise RequestRefused(
            f"A new spreadsheet '{title}'",
            f"{refused.reason}. A service account cannot own files: let a person make the "
            "spreadsheet and share it, or use a shared drive",
        ) from None
    key = str(made["spreadsheetId"])
    first = made.get("sheets", [{}])[0].get("properties", {})
    only = SheetOfSpreadsheet(int(first.get("sheetId", 0)), str(first.get("title", sheet)))
    return Spreadsheet(key, title, link_of(key), (only,), may_edit=True)


def share(calls: Calls, link: str, address: str, *, may_edit: bool, tell: bool) -> None:
    """Give somebody access. To have it twice is to have it: it may be sent again.

    Raises:
        SharingRefused: the account may not share it.
    """
    body = {"type": "user", "role": "writer" if may_edit else "reader", "emailAddress": address}
    query = {
        "sendNotificationEmail": "true" if tell else "false",
        "supportsAllDrives": "true",
        "fields": "id",
    }
    path = f"/drive/v3/files/{quote(id_in(link))}/permissions"
    calls.request("POST", path, query, body, repeatable=True)
