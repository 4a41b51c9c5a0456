"""Which call a request is: method and path, for Sheets v4 and Drive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from sheets_emulator import calls
from sheets_emulator.book import Book
from sheets_emulator.calls import Query
from sheets_emulator.drive import Drive, masked
from sheets_emulator.errors import invalid, not_found
from sheets_emulator.fields import kept, parsed
from sheets_emulator.hook import Request

Json = dict[str, Any]
_SPREADSHEET = re.compile(r"/v4/spreadsheets/([^/:]+)(.*)\Z", re.DOTALL)
_VALUES = re.compile(r"/values/(.+?)(:append|:clear)?\Z", re.DOTALL)
_COPY_TO = re.compile(r"/sheets/(\d+):copyTo\Z")
_METADATA = re.compile(r"/developerMetadata/(\d+)\Z")
_FILE = re.compile(r"/drive/v3/files/([^/]+)(?:/(\w+)(?:/([^/]+))?)?\Z")
_UPLOAD = re.compile(r"/upload/drive/v2/files/([^/]+)\Z")


def answer(drive: Drive, request: Request) -> Any:
    """The JSON (or text) that the service answers with; None for no content.

    Raises:
        ApiError: there is no such address, or the call is refused.

    """
    if request.path.startswith("/v4/spreadsheets"):
        found = _sheets(drive, request)
        mask = calls.first(_query(request), "fields")
        return kept(found, parsed(mask)) if mask and mask != "*" else found
    return masked(_drive(drive, request), calls.options(_query(request)))


def body_of(request: Request) -> Json:
    """The request's JSON; {} when it has none.

    Raises:
        ApiError: it is not a JSON object.

    """
    if not request.body or "json" not in request.headers.get("content-type", "json"):
        return {}
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise invalid(f"Invalid JSON payload received. {error}") from None
    if not isinstance(found, dict):
        raise invalid("Invalid JSON payload received. Root element must be a message.")
    return found


def _query(request: Request) -> Query:
    return {name: list(found) for name, found in request.query.items()}


def _sheets(drive: Drive, request: Request) -> Json:
    if request.path == "/v4/spreadsheets" and request.method == "POST":
        return calls.create(drive, body_of(request))
    match = _SPREADSHEET.match(request.path)
    if match is None:
        raise not_found()
    found = calls.book(drive, unquote(match[1]))
    found.forget_computed()
    rest, query = match[2], _query(request)
    if request.method == "GET":
        return _read(found, rest, query)
    return _write(drive, found, request, rest, query)


def _read(found: Book, rest: str, query: Query) -> Json:
    if rest == "":
        return calls.get(found, query)
    if rest == "/values:batchGet":
        return calls.values_batch_get(found, query)
    metadata = _METADATA.match(rest)
    if metadata:
        return calls.get_metadata(found, metadata[1])
    ranged = _VALUES.match(rest)
    if ranged and not ranged[2]:
        return calls.values_get(found, unquote(ranged[1]), query)
    raise not_found()


def _write(drive: Drive, found: Book, request: Request, rest: str, query: Query) -> Json:
    body = body_of(request)
    ranged = _VALUES.match(rest)
    if request.method == "PUT" and ranged and not ranged[2]:
        return calls.values_update(found, unquote(ranged[1]), query, body)
    if request.method != "POST":
        raise not_found()
    simple = {
        ":batchUpdate": calls.batch_update,
        "/values:batchUpdate": calls.values_batch_update,
        "/values:batchClear": calls.values_batch_clear,
        "/values:batchGetByDataFilter": calls.values_get_by_filter,
        "/values:batchUpdateByDataFilter": calls.values_update_by_filter,
        "/values:batchClearByDataFilter": calls.values_clear_by_filter,
        "/developerMetadata:search": calls.search_metadata,
    }.get(rest)
    if simple:
        return simple(found, body)
    if rest == ":getByDataFilter":
        return calls.get_by_data_filter(found, body, query)
    copy = _COPY_TO.match(rest)
    if copy:
        return calls.copy_to(drive, found, int(copy[1]), body)
    if ranged and ranged[2] == ":append":
        return calls.values_append(found, unquote(ranged[1]), query, body)
    if ranged and ranged[2] == ":clear":
        return calls.values_clear(found, unquote(ranged[1]))
    raise not_found()


def _drive(drive: Drive, request: Request) -> Any:
    query = calls.options(_query(request))
    method, path = request.method, request.path
    if (method, path) == ("GET", "/drive/v3/about"):
        return drive.about()
    if path == "/drive/v3/files" and method in ("GET", "POST"):
        return drive.list_files(query) if method == "GET" else drive.create_file(body_of(request))
    upload = _UPLOAD.match(path)
    if upload and method == "PUT":
        return drive.import_csv(upload[1], request.body)
    match = _FILE.match(path)
    if match is None:
        raise not_found()
    file_id, part, key = match.groups()
    if part is None:
        return _file(drive, method, file_id, request)
    return _part_of_file(drive, request, file_id, part, key)


def _file(drive: Drive, method: str, file_id: str, request: Request) -> Any:
    if method == "GET":
        return drive.json(drive.file(file_id))
    if method == "PATCH":
        return drive.update_file(file_id, body_of(request))
    if method == "DELETE":
        drive.delete_file(file_id)
        return None
    raise not_found()


def _part_of_file(drive: Drive, request: Request, file_id: str, part: str, key: str | None) -> Any:
    method, query = request.method, calls.options(_query(request))
    if key is None:
        calls_without_key: dict[tuple[str, str], Callable[[], Any]] = {
            ("POST", "copy"): lambda: drive.copy_file(file_id, body_of(request)),
            ("GET", "export"): lambda: drive.export(file_id, query.get("mimeType", "")),
            ("GET", "permissions"): lambda: drive.list_permissions(file_id),
            ("POST", "permissions"): lambda: drive.add_permission(file_id, body_of(request)),
            ("GET", "comments"): lambda: drive.list_comments(file_id),
            ("POST", "comments"): lambda: drive.add_comment(file_id, body_of(request)),
        }
        if (method, part) in calls_without_key:
            return calls_without_key[method, part]()
    elif part == "permissions" and method == "PATCH":
        return drive.update_permission(file_id, key, body_of(request))
    elif part == "permissions" and method == "DELETE":
        drive.remove_permission(file_id, key)
        return None
    raise not_found()
