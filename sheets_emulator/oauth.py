"""Google's sign-in as programs meet it: grants, access tokens, consent, revocation.

Nobody types a password here: `/auth` sends the browser back at once, signed in as whoever the test
named. Access tokens expire by the emulator's clock.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from sheets_emulator import jwt
from sheets_emulator.callers import DEFAULT_PROJECT, Caller, Callers
from sheets_emulator.clock import Clock
from sheets_emulator.hook import Answer
from sheets_emulator.keys import PublicKey, new_private_key, public_key

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
PERSON = "coordinator@example.com"
Form = Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class _Consent:
    """What a person allowed a program to do."""

    email: str
    client: str
    scopes: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True)
class _Code:
    """A code on its way through the browser, good once."""

    consent: _Consent
    redirect: str
    challenge: str
    method: str


@dataclasses.dataclass(frozen=True, slots=True)
class _Account:
    """A service account; without a key its letters are read but their signature is not checked."""

    project: str
    key: PublicKey | None
    delegated: bool


class Denied(Exception):
    """An answer of the token endpoint that is an error."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(error, description, status)
        self.answer = Answer(status, {"error": error, "error_description": description})


class Authority:
    """Accounts, programs and everything that was handed out to them."""

    def __init__(self, callers: Callers, clock: Clock) -> None:
        self._callers = callers
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """No accounts, no programs, no tokens."""
        self._callers.forget()
        self.expires_in = 3600
        self.any_account = False
        self.person = PERSON
        self.denies = False
        self._accounts: dict[str, _Account] = {}
        self._clients: dict[str, str] = {}
        self._refresh: dict[str, _Consent] = {}
        self._codes: dict[str, _Code] = {}
        self._access: dict[str, tuple[Caller, float]] = {}

    # ---- who there is ------------------------------------------------------------------------
    def new_account(self, email: str, address: str, *, delegated: bool = False) -> dict[str, str]:
        """A service account with a fresh key: the contents of its key file."""
        private = new_private_key()
        self.register(email, private, delegated=delegated)
        return {
            "type": "service_account",
            "project_id": "emulated-project",
            "private_key_id": secrets.token_hex(20),
            "private_key": private,
            "client_email": email,
            "client_id": str(100000000000000000000 + secrets.randbelow(10**18)),
            "auth_uri": f"{address}/auth",
            "token_uri": f"{address}/token",
        }

    def register(self, email: str, pem: str, *, delegated: bool = False) -> None:
        """A service account whose key is known, so that its signatures are checked."""
        self._accounts[email] = _Account(DEFAULT_PROJECT, public_key(pem), delegated)

    def new_person(self, email: str, client: str, scopes: str, address: str) -> dict[str, str]:
        """A person who has already signed in: the contents of an authorized-user file."""
        secret = self.new_client(client)
        consent = _Consent(email, client, frozenset(scopes.split()))
        return {
            "type": "authorized_user",
            "client_id": client,
            "client_secret": secret,
            "refresh_token": self._remember(consent),
            "token_uri": f"{address}/token",
        }

    def new_client(self, client: str) -> str:
        """The secret of a program, which is thereby known."""
        return self._clients.setdefault(client, f"GOCSPX-{secrets.token_urlsafe(12)}")

    def revoke(self, *, email: str = "", token: str = "") -> bool:
        """Withdraw a person's consent, or whatever a token stands for; whether there was any."""
        if token in self._access:
            email = self._access[token][0].email
        elif token in self._refresh:
            email = self._refresh[token].email
        before = len(self._refresh) + len(self._access)
        self._refresh = {t: c for t, c in self._refresh.items() if c.email != email}
        self._access = {t: kept for t, kept in self._access.items() if kept[0].email != email}
        self._accounts.pop(email, None)
        return len(self._refresh) + len(self._access) < before

    def caller(self, token: str) -> Caller | None:
        """Whose access token this is; None if it is unknown, revoked or has expired."""
        caller, until = self._access.get(token, (None, 0.0))
        return caller if self._clock.now().timestamp() < until else None

    # ---- the browser -------------------------------------------------------------------------
    def authorize(self, asked: Form) -> Answer:
        """The page on which a person would agree: back to the program at once."""
        redirect, client = asked.get("redirect_uri", ""), asked.get("client_id", "")
        if client not in self._clients:
            return Answer(401, "Error 401: invalid_client. The OAuth client was not found.")
        host = urlsplit(redirect).hostname
        if host not in ("localhost", "127.0.0.1", "::1") or asked.get("response_type") != "code":
            return Answer(400, "Error 400: redirect_uri_mismatch or invalid_request.")
        back = {"state": asked["state"]} if "state" in asked else {}
        if self.denies:
            back["error"] = "access_denied"
        else:
            scopes = asked.get("scope", "")
            consent = _Consent(asked.get("login_hint", self.person), client, _words(scopes))
            code = f"4/{secrets.token_urlsafe(24)}"
            challenge = asked.get("code_challenge", "")
            method = asked.get("code_challenge_method", "plain")
            self._codes[code] = _Code(consent, redirect, challenge, method)
            back |= {"code": code, "scope": scopes}
        mark = "&" if urlsplit(redirect).query else "?"
        return Answer(302, "", {"Location": redirect + mark + urlencode(back)})

    # ---- the token endpoint ------------------------------------------------------------------
    def token(self, form: Form) -> Answer:
        """An access token for a grant, or why there is none."""
        grants = {
            JWT_BEARER: self._by_letter,
            "refresh_token": self._by_refresh,
            "authorization_code": self._by_code,
        }
        asked = form.get("grant_type", "")
        grant = grants.get(asked)
        if grant is None:
            return Denied("unsupported_grant_type", f"Invalid grant_type: {asked}").answer
        try:
            return Answer(200, grant(form))
        except Denied as denied:
            return denied.answer

    def _by_letter(self, form: Form) -> dict[str, Any]:
        letter = form.get("assertion", "")
        try:
            said = jwt.claims(letter)
            account = self._accounts.get(str(said.get("iss", "")))
            if account is None and not self.any_account:
                raise Denied("invalid_grant", "Invalid grant: account not found")
            account = account or _Account(DEFAULT_PROJECT, None, delegated=True)
            jwt.check(letter, said, account.key)
        except jwt.BadLetter as bad:
            raise Denied("invalid_grant", str(bad)) from None
        scopes = _words(str(said.get("scope", "")))
        if not scopes:
            raise Denied("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        email = str(said.get("sub") or said["iss"])
        if email != said["iss"] and not account.delegated:
            raise Denied(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client "
                "not authorized for any of the scopes requested.",
                401,
            )
        return self._access_token(Caller(email, account.project, str(said["iss"]), scopes))

    def _by_refresh(self, form: Form) -> dict[str, Any]:
        self._known_client(form)
        consent = self._refresh.get(form.get("refresh_token", ""))
        if consent is None or consent.client != form.get("client_id"):
            raise Denied("invalid_grant", "Token has been expired or revoked.")
        return self._granted(consent)

    def _by_code(self, form: Form) -> dict[str, Any]:
        self._known_client(form)
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.consent.client != form.get("client_id"):
            raise Denied("invalid_grant", "Malformed auth code.")
        if code.redirect != form.get("redirect_uri"):
            raise Denied("redirect_uri_mismatch", "Bad Request")
        verifier = form.get("code_verifier", "")
        if code.challenge and _challenge(verifier, code.method) != code.challenge:
            raise Denied("invalid_grant", "Invalid code verifier.")
        return {**self._granted(code.consent), "refresh_token": self._remember(code.consent)}

    def _known_client(self, form: Form) -> None:
        client = form.get("client_id", "")
        if client not in self._clients:
            raise Denied("invalid_client", "The OAuth client was not found.", 401)
        if not secrets.compare_digest(self._clients[client], form.get("client_secret", "")):
            raise Denied("invalid_client", "Unauthorized", 401)

    def _granted(self, consent: _Consent) -> dict[str, Any]:
        caller = Caller(consent.email, DEFAULT_PROJECT, consent.client, consent.scopes)
        return {**self._access_token(caller), "scope": " ".join(sorted(consent.scopes))}

    def _access_token(self, caller: Caller) -> dict[str, Any]:
        token = f"ya29.{secrets.token_urlsafe(30)}"
        self._access[token] = (caller, self._clock.now().timestamp() + self.expires_in)
        self._callers.learn(token, caller)
        return {"access_token": token, "expires_in": self.expires_in, "token_type": "Bearer"}

    def _remember(self, consent: _Consent) -> str:
        token = f"1//{secrets.token_urlsafe(30)}"
        self._refresh[token] = consent
        return token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _challenge(verifier: str, method: str) -> str:
    """The challenge that belongs to a verifier (RFC 7636)."""
    if method != "S256":
        return verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
