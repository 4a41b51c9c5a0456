"""Who is asking: the token endpoint, and what an unknown or expired token gets; off by default.

`/token`, `/auth` and `/revoke` always answer. Only once `POST /__admin/token {"on": true}` was sent
does every other call need a token, with the right scope, to a file that is shared with its caller.

`POST /__admin/token`     on, expires_in (seconds), any_account (service accounts nobody registered)
`POST /__admin/accounts`  service_account + address: a key file · register: one that exists ·
                          person + address (client_id, scopes): an authorized-user file ·
                          client_id: its secret · revoke: an address · sign_in: who signs in next ·
                          deny: they say no · open + client_id: a file picked in a program ·
                          shared_drive: where service accounts may create files
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote

from sheets_emulator.callers import Caller, bearer
from sheets_emulator.errors import invalid
from sheets_emulator.hook import Answer, Hook, Json, Request, Route
from sheets_emulator.oauth import Authority
from sheets_emulator.refusals import is_drive, refusal, told
from sheets_emulator.service import Service
from sheets_emulator.sharing import Permissions, Sharing, creates, unscoped

_PAGES = ("/auth", "/o/oauth2/auth", "/o/oauth2/v2/auth")
_TOKENS = ("/token", "/oauth2/v4/token")
_CLIENT = "emulated-client.apps.googleusercontent.com"
_SCOPES = "https://www.googleapis.com/auth/drive.file"
_NOBODY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use "
    "API Key or other form of API consumer identity to call this API."
)


class Gate(Hook):
    """Hands out tokens and, once it is on, asks everybody for one."""

    def __init__(self, authority: Authority, permissions: Permissions) -> None:
        self._authority = authority
        self._sharing = Sharing(permissions)
        self._on = False

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"token": self._set, "accounts": self._account}

    def reset(self) -> None:
        """Open to everybody, no accounts."""
        self._on = False
        self._authority.reset()
        self._sharing.reset()

    def before(self, request: Request) -> Answer | None:
        """The sign-in's answer, or the refusal of a caller who may not."""
        if request.path in _PAGES:
            return self._authority.authorize({k: v[0] for k, v in request.query.items()})
        if request.path in _TOKENS:
            return self._authority.token(_form(request))
        if request.path == "/revoke":
            form = {k: v[0] for k, v in request.query.items()} | _form(request)
            known = self._authority.revoke(token=form.get("token", ""))
            return Answer(200, {}) if known else Answer(400, {"error": "invalid_token"})
        return self._refused(request) if self._on else None

    def after(self, request: Request, answer: Answer) -> Answer:
        """The answer; who made a file owns it, and a listing has only what the caller may see."""
        caller = self._caller(request)
        if not self._on or caller is None or answer.status != 200:
            return answer
        if creates(request):
            made = told(answer)
            self._sharing.created(made.get("spreadsheetId") or made["id"], caller)
        if request.endpoint == "GET /drive/v3/files" and "files" in told(answer):
            return self._sharing.visible(answer, caller)
        return self._sharing.seen_by(request, answer, caller) if is_drive(request.path) else answer

    def _caller(self, request: Request) -> Caller | None:
        return self._authority.caller(bearer(request) or "")

    def asking(self, request: Request) -> str | None:
        """The address of whoever sent this request, for what is protected; None while off."""
        caller = self._caller(request) if self._on else None
        return None if caller is None else caller.email

    def _refused(self, request: Request) -> Answer | None:
        if not request.path.startswith("/v4/") and not is_drive(request.path):
            return None
        if not bearer(request):
            status = 401 if is_drive(request.path) else 403
            said = "Login Required." if is_drive(request.path) else _NOBODY
            return refusal(status, request.path, message=said)
        caller = self._caller(request)
        if caller is None:
            return dataclasses.replace(
                refusal(401, request.path),
                headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'},
            )
        return unscoped(request, caller) or self._sharing.refused(request, caller)

    def _set(self, body: Json) -> Json:
        _only(body, "on", "expires_in", "any_account")
        authority = self._authority
        self._on = bool(body.get("on", self._on))
        authority.expires_in = int(body.get("expires_in", authority.expires_in))
        authority.any_account = bool(body.get("any_account", authority.any_account))
        return {
            "on": self._on,
            "expires_in": authority.expires_in,
            "any_account": authority.any_account,
        }

    def _account(self, body: Json) -> Json:
        _only(
            body,
            *("service_account", "address", "delegated", "register", "person", "client_id"),
            *("scopes", "revoke", "sign_in", "deny", "open", "shared_drive"),
        )
        authority, client = self._authority, body.get("client_id", _CLIENT)
        address = str(body.get("address", "")).rstrip("/")
        if "service_account" in body:
            delegated = bool(body.get("delegated"))
            return authority.new_account(body["service_account"], address, delegated=delegated)
        if "person" in body:
            return authority.new_person(
                body["person"], client, body.get("scopes", _SCOPES), address
            )
        if "register" in body:
            file, delegated = body["register"], bool(body.get("delegated"))
            authority.register(file["client_email"], file["private_key"], delegated=delegated)
            return {"registered": file["client_email"]}
        return self._arranged(body, client)

    def _arranged(self, body: Json, client: str) -> Json:
        """What else people do about accounts."""
        if "revoke" in body:
            return {"revoked": self._authority.revoke(email=body["revoke"])}
        if "open" in body:
            self._sharing.open(body["open"], client)
        if "shared_drive" in body:
            self._sharing.shared_drives.add(body["shared_drive"])
        self._authority.person = body.get("sign_in", self._authority.person)
        self._authority.denies = bool(body.get("deny", self._authority.denies))
        return {"client_id": client, "client_secret": self._authority.new_client(client)}


def _only(body: Json, *known: str) -> None:
    unknown = set(body) - set(known)
    if unknown:
        raise invalid(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(known)}")


def _form(request: Request) -> dict[str, str]:
    """What was sent; a program may also name itself in the header (RFC 6749, 2.3.1)."""
    text = request.body.decode(errors="replace")
    form = {k: v[0] for k, v in parse_qs(text, keep_blank_values=True).items()}
    scheme, _, named = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form
    try:
        client, _, secret = base64.b64decode(named, validate=True).decode().partition(":")
    except ValueError:
        return form
    return {**form, "client_id": unquote(client), "client_secret": unquote(secret)}


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""

    def permissions(file: str) -> list[dict[str, Any]] | None:
        found = service.drive.files.get(file)
        return None if found is None else found.permissions

    gate = Gate(Authority(service.callers, service.clock), permissions)
    service.asking = gate.asking
    return gate
