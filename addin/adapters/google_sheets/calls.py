"""The calls to Google's API, as those who read and write a sheet need them: JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

Json = dict[str, Any]
Query = Mapping[str, str | Sequence[str]]


class Calls(Protocol):
    """One signed-in account's calls, with its time limits, quota, tries and ledger.

    A ``path`` says which service is meant: ``/v4/spreadsheets/…`` is Sheets, ``/drive/v3/files/…``
    is Drive. Its parts are quoted already; a ``query`` is not, and a list in it is repeated.
    """

    def request(
        self,
        method: Literal["GET", "POST", "PUT"],
        path: str,
        query: Query | None = None,
        body: Json | None = None,
        *,
        repeatable: bool,
    ) -> Json:
        """The answer, after as many tries as the account is allowed; an empty body is ``{}``.

        ``repeatable``: a second arrival does no harm (every GET, fixed addresses, marked batches).
        Only then is a call sent again that may have been applied; one that was refused for its
        rate (429) was not applied, and is always sent again.

        Raises:
            RequestRefused: 400; its ``reason`` is Google's own message, word for word.
            SharingRefused: 403 or 404.
            SignInNeeded: 401 after a renewed token, or no token to be had.
            SharedSheetBusy: given up, and nothing can have been applied (every read, and
                a write that was only refused for its rate or never left this machine).
            AnswerLost: given up on a write of which at least one try may have been applied.
        """
        ...
