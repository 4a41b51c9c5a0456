"""Who sends a request, for quotas and for sharing: learnt from its access token."""

from __future__ import annotations

import dataclasses

from sheets_emulator.hook import Request


@dataclasses.dataclass(frozen=True, slots=True)
class Caller:
    """An account and the project whose quota it uses.

    Attributes:
        email: the account's address; "" for somebody unknown.
        project: the project's number.
        client: the program that it uses: an OAuth client, or the service account itself.
        scopes: what its token allows.

    """

    email: str
    project: str
    client: str = ""
    scopes: frozenset[str] = frozenset()

    @property
    def is_service_account(self) -> bool:
        """Whether no person stands behind it; it then has no storage of its own."""
        return self.email.endswith(".gserviceaccount.com")


DEFAULT_PROJECT = "100000000001"


class Callers:
    """The callers by access token."""

    def __init__(self) -> None:
        self._by_token: dict[str, Caller] = {}

    def learn(self, token: str, caller: Caller) -> None:
        """This token belongs to this caller."""
        self._by_token[token] = caller

    def forget(self) -> None:
        """Nobody is known any more."""
        self._by_token.clear()

    def of(self, request: Request) -> Caller:
        """Whoever sent this request.

        An unknown token is an account of its own; none at all is one account for all. A
        `quotaUser` counts as another user, `x-goog-user-project` as another project.
        """
        token = bearer(request) or ""
        caller = self._by_token.get(token, Caller(token, DEFAULT_PROJECT))
        project = request.headers.get("x-goog-user-project", caller.project)
        user = (request.query.get("quotaUser") or [caller.email])[0]
        return dataclasses.replace(caller, email=user, project=project)


def bearer(request: Request) -> str | None:
    """The access token that came with a request."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    given = request.query.get("access_token")
    return given[0] if given else None
