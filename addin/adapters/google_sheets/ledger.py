"""The ledger of calls: what each cost, where its seconds went. No token, no address, no cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from addin.ports.sheets_account import Spent


@dataclass(frozen=True, slots=True)
class Call:
    """One call with all its tries; seconds throughout.

    ``seconds`` is all of it: ``server`` sending and waiting for answers, ``quota`` held back so
    that the account stays within its rate (or because Google said so), ``pauses`` between tries
    after faults, and what is left over is our own work.
    """

    kind: str  # as "batchUpdate", "values:batchGet", "files.get"
    method: str
    status: int  # of the last answer; 0: there was none
    tries: int
    sent: int  # bytes of the bodies of all tries
    received: int  # bytes, unpacked
    seconds: float
    server: float
    quota: float
    pauses: float

    @property
    def client(self) -> float:
        """What neither Google nor a wait took: our own work, and this computer's."""
        return max(0.0, self.seconds - self.server - self.quota - self.pauses)


@dataclass(slots=True)
class Ledger:
    """Every call of a run, oldest first; ``each`` hears of each as it ends."""

    calls: list[Call] = field(default_factory=list)
    each: Callable[[Call], None] | None = None

    def note(self, call: Call) -> None:
        """One more."""
        self.calls.append(call)
        if self.each is not None:
            self.each(call)

    def spent(self, since: int = 0) -> Spent:
        """What the calls cost together, from the ``since``-th on."""
        return spent_by(self.calls[since:])


def spent_by(calls: Sequence[Call]) -> Spent:
    """What some calls cost together; their kinds, the most frequent first."""
    return Spent(
        calls=len(calls),
        tries=sum(call.tries for call in calls),
        sent=sum(call.sent for call in calls),
        received=sum(call.received for call in calls),
        client=sum(call.client for call in calls),
        server=sum(call.server for call in calls),
        quota=sum(call.quota for call in calls),
        pauses=sum(call.pauses for call in calls),
        kinds=tuple(Counter(call.kind for call in calls).most_common()),
    )


def kind_of(path: str) -> str:
    """How the ledger calls a call: its method of the API, without ids and ranges.

    >>> kind_of("/v4/spreadsheets/abc:batchUpdate")
    'spreadsheets:batchUpdate'
    >>> kind_of("/v4/spreadsheets/abc/values/Sheet1%21A1:B2:append")
    'values:append'
    >>> kind_of("/v4/spreadsheets/abc/values/PO%20Log%21A1:B2")
    'values'
    >>> kind_of("/drive/v3/files/abc/permissions")
    'files.permissions'

    """
    parts = [part for part in path.strip("/").split("/") if part]
    service, things = (parts[0], parts[1:]) if parts else ("", [])
    if service == "drive":
        return ".".join(things[1:2] + [part for part in things[3:4] if part])
    noun = things[2] if len(things) > 2 else (things[0] if things else "")
    last = things[-1] if things else ""
    verb = last.rpartition(":")[2] if ":" in last else ""
    noun = noun.partition(":")[0]
    return f"{noun}:{verb}" if verb in _VERBS else noun


_VERBS = frozenset(
    """append batchClear batchClearByDataFilter batchGet batchGetByDataFilter batchUpdate
    batchUpdateByDataFilter clear copyTo getByDataFilter search""".split()
)
