"""spreadsheets.batchUpdate: many changes to a spreadsheet, all of them or none.

Each module here serves some kinds of request: a function takes the spreadsheet and the request's
body, and gives the body of its reply, or None for an empty one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import protection
from sheets_emulator.batch import (
    cells,
    dimensions,
    filtering,
    finding,
    groups,
    merging,
    names,
    pasting,
    protecting,
    rules,
    sorting,
    tabs,
    tags,
)
from sheets_emulator.batch.refused import REFUSED
from sheets_emulator.book import Book
from sheets_emulator.errors import ApiError, invalid

Json = dict[str, Any]

KINDS: dict[str, Callable[[Book, Json], Json | None]] = {
    **tabs.KINDS,
    **cells.KINDS,
    **dimensions.KINDS,
    **groups.KINDS,
    **merging.KINDS,
    **names.KINDS,
    **protecting.KINDS,
    **filtering.KINDS,
    **rules.KINDS,
    **pasting.KINDS,
    **sorting.KINDS,
    **finding.KINDS,
    **tags.KINDS,
}
_GROWING = frozenset(
    {
        "addSheet",
        "appendCells",
        "appendDimension",
        "duplicateSheet",
        "insertDimension",
        "updateSheetProperties",
    }
)


def apply(book: Book, requests: Any) -> list[Json]:
    """Apply the requests in their order and give their replies; a refused one undoes them all.

    Raises:
        ApiError: there are none, or one of them is refused; it says which and why.

    """
    if not isinstance(requests, list) or not requests:
        raise invalid("Must specify at least one request.")
    with book.log.all_or_nothing():
        return [_one(book, place, request) for place, request in enumerate(requests)]


def _one(book: Book, place: int, request: Any) -> Json:
    if not isinstance(request, dict) or len(request) != 1:
        raise invalid(
            f"Invalid value at 'requests[{place}]' (oneof), oneof field 'kind' is already set."
            if isinstance(request, dict) and request
            else f"Invalid requests[{place}]: No request set."
        )
    ((kind, body),) = request.items()
    serve = KINDS.get(kind)
    if serve is None:
        raise invalid(
            f"Invalid requests[{place}].{kind}: this emulator does not do {kind}."
            if kind in REFUSED
            else f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{place}]': "
            "Cannot find field."
        )
    if not isinstance(body, dict):
        raise invalid(f"Invalid value at 'requests[{place}].{kind}'")
    try:
        body = _without_nulls(body)
        protection.check_request(book, kind, body)
        reply = serve(book, body)
        if kind in _GROWING:
            book.check_size()
    except ApiError as error:
        raise invalid(f"Invalid requests[{place}].{kind}: {error.message}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        # What `strict` would have named: a field that is missing or of another type.
        raise invalid(
            f"Invalid requests[{place}].{kind}: a field is missing or of a wrong type ({error})."
        ) from error
    return {} if reply is None else {kind: reply}


def _without_nulls(value: Any) -> Any:
    """The same message without the fields that are null: those count as not given."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value
