"""The admin side: reset, seed, dump, and what a person would set in the settings."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_emulator.book import Book
from sheets_emulator.drive import Drive
from sheets_emulator.dump import dumped_file, seeded
from sheets_emulator.errors import invalid, not_found
from sheets_emulator.hook import Hook, Json, Route
from sheets_emulator.ids import Ids
from sheets_emulator.service import Service


class Admin(Hook):
    """`reset`, `seed`, `dump`, `settings` and `ids`, as `POST /__admin/<name>` with JSON."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def _drive(self) -> Drive:
        return self._service.drive

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {
            "reset": self._reset,
            "seed": self._seed,
            "dump": self._dump,
            "settings": self._settings,
            "ids": self._ids,
        }

    def _reset(self, body: Json) -> Json:
        """No files, calls or faults; `{"seed": 7}` makes identifiers predictable from here on."""
        if "seed" in body:
            self._drive.ids.seed = body["seed"]
        self._service.reset()
        return {}

    def _seed(self, body: Json) -> Json:
        """Spreadsheets as a dump gives them, or by title and rows only; their ids."""
        files = [seeded(self._drive, given) for given in body.get("spreadsheets") or []]
        return {"spreadsheetIds": [file.book.id for file in files]}

    def _dump(self, body: Json) -> Json:
        """All spreadsheets, or the one with the given `spreadsheetId`."""
        wanted = body.get("spreadsheetId")
        if wanted is None:
            return {"spreadsheets": [dumped_file(file) for file in self._drive.files.values()]}
        return {"spreadsheets": [dumped_file(self._drive.files[self._book(wanted).id])]}

    def _settings(self, body: Json) -> Json:
        """`locale` and `timeZone` of a spreadsheet; `access` none makes it somebody else's."""
        book = self._book(body.get("spreadsheetId") or "")
        properties = {k: body[k] for k in ("locale", "timeZone", "title") if body.get(k)}
        if properties:
            book.log.set(book, "properties", {**book.properties, **properties})
        if "access" in body:
            if body["access"] not in ("none", "full"):
                raise invalid(f"access is none or full, not {body['access']}")
            self._drive.files[book.id].is_closed = body["access"] == "none"
        return {"properties": book.properties}

    def _ids(self, body: Json) -> Json:
        """Identifiers from here on in the order of a `seed` (null: another each time)."""
        self._drive.ids = Ids(body.get("seed"))
        for file in self._drive.files.values():
            file.book.ids = self._drive.ids
        return {"seed": body.get("seed")}

    def _book(self, book_id: str) -> Book:
        file = self._drive.files.get(book_id)
        if file is None:
            raise not_found(f"There is no spreadsheet with the id {book_id}.")
        return file.book


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    return Admin(service)
