"""The files of an account, and the part of Drive v3 that spreadsheets need."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from sheets_emulator.a1 import Ends
from sheets_emulator.book import Book
from sheets_emulator.copying import copied_book
from sheets_emulator.errors import ApiError
from sheets_emulator.fields import kept, parsed
from sheets_emulator.ids import Ids
from sheets_emulator.search import SPREADSHEET, conditions
from sheets_emulator.values import grid, write

Json = dict[str, Any]
_USUAL = "kind,id,name,mimeType"
_USUAL_OF = {
    "drive#file": _USUAL,
    "drive#fileList": f"kind,incompleteSearch,nextPageToken,files({_USUAL})",
    "drive#permissionList": "kind,nextPageToken,permissions(id,type,kind,role)",
    "drive#permission": "id,type,kind,role",
}
_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")


@dataclasses.dataclass(slots=True)
class File:
    """A file of Drive that is a spreadsheet.

    Attributes:
        book: the spreadsheet; its title is the file's name.
        created, modified: in UTC.
        version: rises with every change.
        permissions: Google's Permissions, the owner's first.
        comments: Google's Comments.
        trashed: whether it is in the bin.
        is_closed: whether the emulator's own account may not open it (somebody else's file).

    """

    book: Book
    created: dt.datetime
    modified: dt.datetime
    version: int = 1
    permissions: list[Json] = dataclasses.field(default_factory=list)
    comments: list[Json] = dataclasses.field(default_factory=list)
    trashed: bool = False
    is_closed: bool = False

    @property
    def owner(self) -> str | None:
        """The address of whom it belongs to; None where nobody is named."""
        for permission in self.permissions:
            if permission.get("role") == "owner":
                return permission.get("emailAddress")
        return None

    def touch(self, now: dt.datetime) -> None:
        """It has changed."""
        self.modified = max(now, self.modified)
        self.version += 1


class Drive:
    """All files, by id.

    Attributes:
        account: the address of the account that owns what is made here.
        asking: the address of whoever is asking; None where nobody asks for tokens.

    """

    def __init__(self, ids: Ids, now: Callable[[], dt.datetime], account: str) -> None:
        self.ids = ids
        self.now = now
        self.account = account
        self.asking: str | None = None
        self.files: dict[str, File] = {}

    def create(self, title: str, file_id: str | None = None) -> File:
        """A new spreadsheet with one empty sheet, owned by the account."""
        book = Book(file_id or self.ids.file(), title, self.ids, self.now, self.account)
        book.sheets.append(book.new_sheet({"title": "Sheet1", "sheetId": 0}))
        return self.add(book)

    def add(self, book: Book) -> File:
        """A file for this spreadsheet."""
        now = self.now()
        owner = self._permission({"type": "user", "role": "owner", "emailAddress": self.account})
        file = File(book, now, now, permissions=[owner])
        self.files[book.id] = file
        return file

    def file(self, file_id: str) -> File:
        """The file of that id.

        Raises:
            ApiError: there is none that this account can see, or it may not open it.

        """
        file = self.files.get(file_id)
        if file is None or file.is_closed:
            raise ApiError(404, f"File not found: {file_id}.", None, "notFound")
        return file

    # ---- calls ---------------------------------------------------------------------------------
    def create_file(self, body: Json) -> Json:
        """files.create: an empty spreadsheet; other kinds of files are refused by name."""
        kind = body.get("mimeType") or "application/octet-stream"
        if kind != SPREADSHEET:
            raise bad_request(f"This emulator keeps spreadsheets only, not {kind}.")
        return self.json(self.create(body.get("name") or "Untitled"))

    def list_files(self, query: Json) -> Json:
        """files.list: those that the query finds, the last changed first."""
        wanted = conditions(query.get("q", ""))
        found = [
            file
            for file in self.files.values()
            if not file.is_closed
            and all(holds(str(file.book.properties["title"]), file.trashed) for holds in wanted)
        ]
        found.sort(key=lambda f: f.modified, reverse=True)
        size = int(query.get("pageSize") or 100)
        start = int(query.get("pageToken") or 0)
        answer: Json = {"kind": "drive#fileList", "incompleteSearch": False}
        if len(found) > start + size:
            answer["nextPageToken"] = str(start + size)
        return {**answer, "files": [self.json(f) for f in found[start : start + size]]}

    def update_file(self, file_id: str, body: Json) -> Json:
        """files.update: name, bin."""
        file = self.file(file_id)
        strange = set(body) - {"name", "trashed", "mimeType"}
        if strange:
            raise bad_request(f"This emulator does not write the field {min(strange)}.")
        if body.get("name"):
            book = file.book
            book.log.set(book, "properties", {**book.properties, "title": body["name"]})
        file.trashed = bool(body.get("trashed", file.trashed))
        file.touch(self.now())
        return self.json(file)

    def delete_file(self, file_id: str) -> None:
        """files.delete: gone for good."""
        self.file(file_id)
        del self.files[file_id]

    def copy_file(self, file_id: str, body: Json) -> Json:
        """files.copy: the sheets with all that is on them; not the permissions."""
        source = self.file(file_id).book
        title = body.get("name") or f"Copy of {source.properties['title']}"
        return self.json(self.add(copied_book(source, self.ids.file(), title, self.account)))

    def export(self, file_id: str, kind: str) -> str:
        """files.export: the first sheet as CSV; other formats are refused by name."""
        book = self.file(file_id).book
        if kind != "text/csv":
            raise bad_request(f"This emulator exports text/csv only, not {kind}.")
        sheet = book.sheets[0]
        text = io.StringIO()
        rows = grid(book, sheet, sheet.everything)
        width = max(map(len, rows), default=0)
        padded = [[*row, *[""] * (width - len(row))] for row in rows]
        csv.writer(text, lineterminator="\r\n").writerows(padded)
        return text.getvalue().removesuffix("\r\n")

    def import_csv(self, file_id: str, content: bytes) -> Json:
        """files.update of Drive v2 with a CSV file: it takes the place of all sheets."""
        file = self.file(file_id)
        book = file.book
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        grid_size = {
            "rowCount": max(1, len(rows)),
            "columnCount": max([1, *map(len, rows)]),
        }
        title = str(book.properties["title"])
        with book.log.all_or_nothing():
            sheet = book.new_sheet({"title": title, "gridProperties": grid_size})
            book.log.splice(book.sheets, 0, len(book.sheets), [sheet])
            start = Ends(0, 0, 1, 1)
            write(book, sheet, start, {"values": rows}, {"valueInputOption": "USER_ENTERED"})
        return {"kind": "drive#file", "id": file_id, "title": title, "mimeType": SPREADSHEET}

    def about(self) -> Json:
        """about.get: whose files these are."""
        user = {"kind": "drive#user", "displayName": self.account.partition("@")[0], "me": True}
        return {"kind": "drive#about", "user": {**user, "emailAddress": self.account}}

    # ---- permissions and comments --------------------------------------------------------------
    def list_permissions(self, file_id: str) -> Json:
        """permissions.list: the owner's first."""
        permissions = [dict(one) for one in self.file(file_id).permissions]
        return {"kind": "drive#permissionList", "permissions": permissions}

    def add_permission(self, file_id: str, body: Json) -> Json:
        """permissions.create: for a person, a group, a domain or anyone."""
        file = self.file(file_id)
        permission = self._permission(body)
        same = [p for p in file.permissions if p["id"] == permission["id"]]
        for one in same:
            file.permissions.remove(one)
        file.permissions.append(permission)
        return permission

    def update_permission(self, file_id: str, permission_id: str, body: Json) -> Json:
        """permissions.update: another role."""
        file = self.file(file_id)
        before = _with_id(file.permissions, permission_id, "Permission")
        after = self._permission({**before, **body})
        file.permissions[file.permissions.index(before)] = after
        return after

    def remove_permission(self, file_id: str, permission_id: str) -> None:
        """permissions.delete: not the owner's."""
        file = self.file(file_id)
        permission = _with_id(file.permissions, permission_id, "Permission")
        if permission["role"] == "owner":
            raise ApiError(
                403, "The owner of a file cannot be removed.", None, "insufficientFilePermissions"
            )
        file.permissions.remove(permission)

    def _permission(self, body: Json) -> Json:
        kind, role = body.get("type"), body.get("role")
        if kind not in ("user", "group", "domain", "anyone") or role not in _ROLES:
            raise bad_request("The permission type field is required.")
        address = body.get("emailAddress") or body.get("domain") or ""
        if kind != "anyone" and not address:
            raise bad_request("The permission must name an emailAddress or a domain.")
        permission: Json = {
            "kind": "drive#permission",
            "id": "anyoneWithLink" if kind == "anyone" else permission_id_of(address),
            "type": kind,
            "role": role,
        }
        if kind in ("user", "group"):
            permission.update(emailAddress=address, displayName=address.partition("@")[0])
            permission.update(deleted=False, pendingOwner=False)
        elif kind == "domain":
            permission.update(domain=address, displayName=address, allowFileDiscovery=False)
        else:
            permission["allowFileDiscovery"] = False
        return permission

    def list_comments(self, file_id: str) -> Json:
        """comments.list: oldest first."""
        return {"kind": "drive#commentList", "comments": list(self.file(file_id).comments)}

    def add_comment(self, file_id: str, body: Json) -> Json:
        """comments.create: on the file."""
        file = self.file(file_id)
        comment: Json = {"kind": "drive#comment", "id": f"AAAA{self.ids.number():08X}"}
        comment.update(
            {k: body[k] for k in ("content", "anchor", "quotedFileContent") if k in body}
        )
        comment.update(createdTime=moment(self.now()), deleted=False, resolved=False, replies=[])
        file.comments.append(comment)
        return comment

    def json(self, file: File) -> Json:
        """Google's File: all that this emulator knows of it."""
        name = self.account.partition("@")[0]
        user = {"kind": "drive#user", "displayName": name, "emailAddress": self.account}
        return {
            "kind": "drive#file",
            "id": file.book.id,
            "name": file.book.properties["title"],
            "mimeType": SPREADSHEET,
            "trashed": file.trashed,
            "createdTime": moment(file.created),
            "modifiedTime": moment(file.modified),
            "version": str(file.version),
            "owners": [{**user, "me": True}],
            "capabilities": {
                "canEdit": True,
                "canCopy": True,
                "canDelete": True,
                "canShare": True,
                "canDownload": True,
            },
            "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.book.id}/edit",
        }


def masked(answer: Any, query: Json) -> Any:
    """The parts that a Drive call asks for: `fields`, else the usual few."""
    if not isinstance(answer, dict):
        return answer
    if query.get("fields"):
        return kept(answer, parsed(query["fields"]))
    usual = _USUAL_OF.get(answer.get("kind", ""))
    if usual is None or (usual == _USUAL and "name" not in answer):
        return answer  # Drive v2 and the rest: all there is
    return kept(answer, parsed(usual))


def moment(when: dt.datetime) -> str:
    """A time as Drive writes it: UTC, with milliseconds."""
    return when.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def permission_id_of(address: str) -> str:
    """The id of a permission: the same address has the same one everywhere."""
    number = 0
    for letter in address.casefold():
        number = (number * 131 + ord(letter)) % 10**20
    return f"{number:020d}"


def bad_request(message: str) -> ApiError:
    """400, in Drive's form."""
    return ApiError(400, message, None, "badRequest")


def _with_id(items: list[Json], wanted: str, what: str) -> Json:
    for item in items:
        if item["id"] == wanted:
            return item
    raise ApiError(404, f"{what} not found: {wanted}.", None, "notFound")
