"""The HTTP layer to Google: gspread's, with limits, tries that do no harm, and a ledger."""

from __future__ import annotations

import json as _json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import SystemRandom
from typing import Any, Literal

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.http_client import HTTPClient
from requests.auth import AuthBase

from addin.adapters.google_sheets.asking import Asked, Tally, asked_for
from addin.adapters.google_sheets.calls import Json, Query
from addin.adapters.google_sheets.clock import Clock, SystemClock
from addin.adapters.google_sheets.failures import UNSURE, Failure, Kind, failure_of, without
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.ledger import Ledger
from addin.adapters.google_sheets.limits import NoPace, Pace, turn_of
from addin.adapters.google_sheets.patience import Patience, may_go_again, pause
from addin.adapters.google_sheets.renewal import TokenRequest, why_refused
from addin.adapters.google_sheets.stopping import Stopped, error_of
from addin.adapters.google_sheets.unsent import never_left
from addin.errors import RequestRefused


@dataclass(frozen=True, slots=True)
class Means:
    """What a connection is given: where, how patiently, in which queue, and who keeps count."""

    hosts: Hosts = field(default_factory=Hosts)
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=NoPace)
    ledger: Ledger = field(default_factory=Ledger)
    clock: Clock = field(default_factory=SystemClock)
    chance: Callable[[], float] = SystemRandom().random


class _Bearer(AuthBase):
    """Puts the token on a request as it leaves; a .netrc file is not asked for another."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        self._credentials.apply(request.headers)  # type: ignore[no-untyped-call] # google-auth
        return request


@dataclass(frozen=True, slots=True)
class Answer:
    """What Google answered, as it came and as it reads."""

    response: requests.Response
    json: Json


class Connection(HTTPClient):
    """gspread's client for one signed-in account, so that gspread itself can go through it too.

    ``account`` is a lasting name of who asks, for the shared rate; ``address`` is what to share a
    sheet with, for messages.
    """

    def __init__(
        self, credentials: Credentials, means: Means, account: str = "", address: str = ""
    ) -> None:
        session = means.hosts.session()
        session.auth = _Bearer(credentials)
        super().__init__(credentials, session)
        self.means = means
        self.account = account
        self.address = address
        self._credentials = credentials
        self._tokens = TokenRequest(means.hosts.session())

    def request(
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """A call as gspread makes it; only what reads is sent twice.

        Raises:
            SheetsError: as ``GoogleCalls.request``.
        """
        if files is not None:
            raise RequestRefused("Google Drive", "Tieout uploads no files")
        asked = asked_for(method, endpoint, params, data if json is None else json, headers)
        return self.sent(asked, "").response

    def sent(self, asked: Asked, called: str) -> Answer:
        """The answer, after as many tries as there is patience for.

        Raises:
            SheetsError: as ``GoogleCalls.request``.
        """
        tally = Tally(self.means.clock.passed())
        try:
            answer = self._persist(asked, tally)
        except Stopped as stopped:
            error = error_of(stopped, called or asked.link, self.address, reads=asked.reads)
        else:
            return answer
        finally:
            self.means.ledger.note(tally.call(asked, self.means.clock.passed()))
        raise error  # outside the handler: what went over the wire is no part of it

    def _persist(self, asked: Asked, tally: Tally) -> Answer:
        means, unsure, renewed = self.means, False, False
        while True:
            if asked.spreadsheet:
                turn = turn_of(self.account, asked.spreadsheet, reads=asked.reads)
                tally.held += means.pace.wait(turn)
            answer = self._once(asked, tally)
            if isinstance(answer, Answer):
                return answer
            unsure = unsure or answer.kind in UNSURE
            if answer.kind is Kind.TOKEN and not renewed and self._forget_token():
                renewed = True
                continue
            waits = pause(answer, tally.tries, means.chance)
            passed = means.clock.passed() - tally.began - tally.held
            if (
                not may_go_again(answer, repeatable=asked.repeatable)
                or tally.tries >= means.patience.tries
                or passed + waits > means.patience.seconds
            ):
                raise Stopped(answer, tally.tries, unsure=unsure)
            means.clock.sleep(waits)
            tally.waited(waits, answer)

    def _once(self, asked: Asked, tally: Tally) -> Answer | Failure:
        """One try: the answer, or why there is none."""
        tally.tries += 1
        before = self.means.clock.passed()
        try:
            return self._exchanged(asked, tally)
        finally:
            tally.server += self.means.clock.passed() - before

    def _exchanged(self, asked: Asked, tally: Tally) -> Answer | Failure:
        patience = self.means.patience
        try:
            if not self._credentials.valid:
                self._credentials.refresh(self._tokens)  # type: ignore[no-untyped-call] # google-auth
        except GoogleAuthError as error:
            return _no_token(error)
        except (ValueError, TypeError, KeyError, AttributeError):
            # google-auth takes whatever a network puts in the token server's place for an answer
            return Failure(Kind.UNSENT, "what came is no answer of Google's sign-in server")
        try:
            answer = self.session.request(
                asked.method,
                asked.address,
                data=asked.body,
                headers=dict(asked.headers),
                timeout=(patience.connect, patience.read if asked.reads else patience.write),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            kind = Kind.UNSENT if never_left(error) else Kind.LOST
            return Failure(kind, _in_words(error, kind))
        tally.status = answer.status_code
        tally.received += len(answer.content)
        if answer.ok and answer.status_code < 300:
            return _read(answer)
        failure = failure_of(
            answer.status_code,
            answer.content,
            answer.headers.get("Retry-After", ""),
            self.means.clock.now(),
        )
        token = str(self._credentials.token or "")
        return replace(failure, message=without(failure.message, token))

    def _forget_token(self) -> bool:
        """Have the next try ask for a new token; False: there is none to be asked for."""
        if not hasattr(self._credentials, "expiry") or self._credentials.token is None:
            return False
        self._credentials.token = None
        return True


@dataclass(frozen=True, slots=True)
class GoogleCalls:
    """One account's calls as JSON; ``called`` is how a person calls the spreadsheet, for errors."""

    connection: Connection
    called: str = ""

    def request(
        self,
        method: Literal["GET", "POST", "PUT"],
        path: str,
        query: Query | None = None,
        body: Json | None = None,
        *,
        repeatable: bool,
    ) -> Json:
        """The answer; see ``Calls.request``.

        Raises:
            RequestRefused: 400; or the account has no storage of its own.
            SharingRefused: 403 or 404.
            SignInNeeded: 401 after a renewed token, or no token to be had.
            SharedSheetBusy: given up, and nothing can have been applied.
            AnswerLost: given up on a write of which a try may have been applied.
        """
        address = self.connection.means.hosts.address(path)
        asked = asked_for(method, address, query, body, None, repeatable=repeatable)
        return self.connection.sent(asked, self.called).json


def _no_token(error: GoogleAuthError) -> Failure:
    """The token server's refusal; its own words stay out, they may repeat what was sent."""
    if error.retryable or not isinstance(error, RefreshError):
        return Failure(Kind.UNSENT, "Google's sign-in server did not answer")
    return Failure(Kind.NOBODY, why_refused(error))


def _in_words(error: requests.RequestException, kind: Kind) -> str:
    if kind is Kind.UNSENT:
        return "no connection to Google"
    if isinstance(error, requests.Timeout):
        return "Google did not answer in time"
    return "the connection was cut"


def _read(answer: requests.Response) -> Answer | Failure:
    if not answer.content:
        return Answer(answer, {})
    try:
        read = _json.loads(answer.content)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        return Failure(Kind.LOST, "what came is no answer of Google's")
    return Answer(answer, read)
