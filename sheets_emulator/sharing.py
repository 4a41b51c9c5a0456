"""What a token lets its caller do: scopes, and with whom a file is shared."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from sheets_emulator.callers import Caller
from sheets_emulator.hook import Answer, Request
from sheets_emulator.quota import is_read
from sheets_emulator.refusals import is_drive, refusal, told

_GOOGLE = "https://www.googleapis.com/auth/"
_FILE = re.compile(r"^/(?:v4/spreadsheets|(?:upload/)?drive/v[23]/files)/([^/:?]+)")
_CREATES = re.compile(r"^(/v4/spreadsheets|/(upload/)?drive/v[23]/files(/[^/]+/copy)?)$")
_ROLES = {"reader": 1, "commenter": 1, "writer": 2, "fileOrganizer": 2, "organizer": 3, "owner": 3}


def _scopes(*names: str) -> frozenset[str]:
    return frozenset(_GOOGLE + name for name in names)


_WRITE = _scopes("spreadsheets", "drive", "drive.file")
_READ = _WRITE | _scopes("spreadsheets.readonly", "drive.readonly")
_DRIVE_WRITE = _scopes("drive", "drive.file")
_DRIVE_READ = _DRIVE_WRITE | _scopes("drive.readonly", "drive.metadata", "drive.metadata.readonly")
_OWN_FILES_ONLY = _scopes("drive.file")

Permissions = Callable[[str], list[dict[str, Any]] | None]
"""With whom a file is shared, as Drive lists it; None for no such file."""


def file_of(path: str) -> str | None:
    """The id of the file that an address is about."""
    found = _FILE.match(path)
    return found[1] if found else None


def creates(request: Request) -> bool:
    """Whether this call makes a file."""
    return request.method == "POST" and bool(_CREATES.match(request.path))


def writes(request: Request) -> bool:
    """Whether it changes a file; a copy changes only the new one."""
    if is_drive(request.path):
        return request.method != "GET" and not request.path.endswith("/copy")
    return not is_read(request)


def unscoped(request: Request, caller: Caller) -> Answer | None:
    """The refusal of a token that was not asked for with the scope that this call needs."""
    if is_drive(request.path):
        needed = _DRIVE_READ if request.method == "GET" else _DRIVE_WRITE
        reason = "insufficientPermissions"
        said = "Insufficient Permission: Request had insufficient authentication scopes."
        refused = refusal(403, request.path, reason=reason, message=said)
    else:
        needed = _READ if is_read(request) else _WRITE
        said = "Request had insufficient authentication scopes."
        info = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {"service": "sheets.googleapis.com"},
        }
        refused = refusal(403, request.path, message=said, details=[info])
    return None if needed & caller.scopes else refused


class Sharing:
    """Who may read and write which file."""

    def __init__(self, permissions: Permissions) -> None:
        self._permissions = permissions
        self.reset()

    def reset(self) -> None:
        """Nobody owns anything yet."""
        self._opened: set[tuple[str, str]] = set()
        self.shared_drives: set[str] = set()

    def created(self, file: str, caller: Caller) -> None:
        """This caller made this file, with this program: it is theirs."""
        for each in self._permissions(file) or ():
            if each.get("role") == "owner":
                each["emailAddress"] = caller.email
        self.open(file, caller.client)

    def open(self, file: str, client: str) -> None:
        """A person picked this file in that program: from now on `drive.file` reaches it."""
        self._opened.add((file, client))

    def role(self, file: str, caller: Caller) -> int | None:
        """0 nothing, 1 read, 2 write, 3 own; None for no such file."""
        listed = self._permissions(file)
        if listed is None:
            return None
        if not caller.scopes - _OWN_FILES_ONLY and (file, caller.client) not in self._opened:
            return 0
        domain = caller.email.rpartition("@")[2]
        roles = [
            _ROLES.get(each.get("role", ""), 0)
            for each in listed
            if each.get("type") == "anyone"
            or each.get("emailAddress") == caller.email
            or (each.get("type") == "domain" and each.get("domain") == domain)
        ]
        return max(roles, default=0)

    def refused(self, request: Request, caller: Caller) -> Answer | None:
        """The refusal of a call to a file that is not shared with its caller, or only to read."""
        if creates(request) and caller.is_service_account and not self._in_shared_drive(request):
            reason = "storageQuotaExceeded" if is_drive(request.path) else None
            return refusal(403, request.path, reason=reason)
        file = file_of(request.path)
        role = self.role(file, caller) if file else None
        if file is None or role is None:
            return None  # the service itself says that there is no such file
        if role == 0 and is_drive(request.path):
            return refusal(404, request.path, message=f"File not found: {file}.")
        if role == 0 or (role == 1 and writes(request)):
            return refusal(403, request.path)
        return None

    def _in_shared_drive(self, request: Request) -> bool:
        return any(f'"{drive}"'.encode() in request.body for drive in self.shared_drives)

    def seen_by(self, request: Request, answer: Answer, caller: Caller) -> Answer:
        """Drive's answer with what depends on who asks: their address, whether they may write."""
        body = told(answer)
        if "user" in body:
            user = {**body["user"], "emailAddress": caller.email}
            return dataclasses.replace(answer, body={**body, "user": user})
        file = file_of(request.path)
        if file and "canEdit" in body.get("capabilities", {}):
            can = {**body["capabilities"], "canEdit": (self.role(file, caller) or 0) > 1}
            return dataclasses.replace(answer, body={**body, "capabilities": can})
        return answer

    def visible(self, answer: Answer, caller: Caller) -> Answer:
        """A listing without the files that are not shared with the caller."""
        listed = told(answer)
        files = [f for f in listed["files"] if "id" not in f or self.role(f["id"], caller)]
        return dataclasses.replace(answer, body={**listed, "files": files})
