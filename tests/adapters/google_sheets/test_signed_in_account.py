"""An account and its shared sheet against the emulator, over HTTP: faults, refusals, one quota."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from addin.adapters.google_sheets.account import Account, Wanted
from addin.adapters.google_sheets.account import Means as By
from addin.adapters.google_sheets.credentials import account_of
from addin.adapters.google_sheets.hosts import Hosts
from addin.adapters.google_sheets.ledger import Call
from addin.adapters.google_sheets.limits import NoPace, Pace, SharedPace
from addin.adapters.google_sheets.patience import Patience
from addin.adapters.google_sheets.signed_in_account import SignedInAccount, signed_in
from addin.adapters.google_sheets.transport import Means
from addin.errors import AnswerLost, SharedSheetBusy, SharingRefused, SheetsError, SignInNeeded
from addin.ports.binding import Binding, BoundColumn
from addin.ports.sheets import RowAppend, SheetEdits
from addin.sync.cells import key_of
from addin.tables.typed_cell import number, text
from sheets_emulator.emulator import Emulator, start
from tests.adapters.google_sheets.loopback import StepClock

ROBOT = "nights@studio.iam.gserviceaccount.com"
COLUMNS = (BoundColumn("PO"), BoundColumn("Amount"))
EDITS = SheetEdits(
    appends=tuple(RowAppend(f"r{n}", {"PO": text(f"10{n}"), "Amount": number(n)}) for n in range(3))
)


@pytest.fixture
def google():
    """The emulator."""
    with start(seed=11) as emulator:
        yield emulator


def person(google: Emulator, clock=None, *, hangs: bool = False) -> SignedInAccount:
    """An account that nobody is asked about."""
    brief = Patience(read=0.2, write=0.2) if hangs else Patience()
    means = Means(Hosts(google.address), brief, clock=clock or StepClock(), chance=lambda: 0.5)
    return signed_in(Account(AnonymousCredentials(), By.NOBODY), means)


def tied(account: SignedInAccount) -> Binding:
    """A new spreadsheet with a sheet that is set up for a binding."""
    found = account.create("Show", "POs")
    return account.set_up(
        Binding("log", "PO Log.xlsx", "POs", found.id, found.sheets[0].sheet_id, COLUMNS), 1
    )


def fresh():
    """Ids for rows."""
    return (f"n{number}" for number in itertools.count())


WHAT: dict[str, dict[str, Any]] = {
    "429": {"what": "status", "status": 429, "reason": "RATE_LIMIT_EXCEEDED"},
    "403 rate": {
        "what": "status",
        "status": 403,
        "body": {
            "error": {"code": 403, "message": "no", "errors": [{"reason": "userRateLimitExceeded"}]}
        },
    },
    "500": {"what": "status", "status": 500},
    "502": {"what": "status", "status": 502},
    "503": {"what": "status", "status": 503},
    "504": {"what": "status", "status": 504},
    "hang": {"what": "hang", "seconds": 0.6},
    "cut": {"what": "cut"},
    "truncated": {"what": "truncated", "bytes": 9},
}
DONE = {
    "probe": lambda sheet: sheet.probe() != "",
    "pull": lambda sheet: sheet.pull().rows == {},
    "taken": lambda sheet: sheet.taken() == {},
    "commit": lambda sheet: sheet.commit(1, "batch", EDITS),
}
MATCH = {
    "probe": "GET /drive/",
    "pull": "values:batchGetByDataFilter",
    "taken": "developerMetadata:search",
    "commit": ":batchUpdate",
}
FAULTS = [
    (what, when, call)
    for what, when, call in itertools.product(WHAT, ("before", "after"), DONE)
    if not (when == "after" and what in {"429", "403 rate"}) and not (what == "truncated" and when == "before")
]  # fmt: skip


@pytest.mark.parametrize(("what", "when", "call"), FAULTS)
def test_each_call_of_a_sync_outlives_a_fault_and_does_its_work_once(google, what, when, call):
    """Before it was applied or after: rows are written once, and the batch has its generation."""
    account = person(google, hangs=what == "hang")
    binding = tied(account)
    sheet = account.sheet(binding, fresh(), key_of)
    google.admin("faults", match=MATCH[call], when=when, times=1, **WHAT[what])

    assert DONE[call](sheet)

    again = account.sheet(binding, fresh(), key_of)
    again.commit(1, "batch", EDITS)  # the same batch once more: it is known
    rows = again.pull().rows
    assert [row.cells["PO"] for row in rows.values()] == [text("100"), text("101"), text("102")]
    assert again.taken() == {1: "batch"}


@pytest.mark.parametrize("what", ["503", "hang", "cut"])
def test_a_batch_given_up_on_that_lands_late_never_passes_for_another(google, what):
    """It is in doubt; a fence then keeps it out for good, though it arrives."""
    account = person(google, hangs=what == "hang")
    sheet = account.sheet(tied(account), fresh(), key_of)
    sheet.pull()
    google.admin("faults", match=":batchUpdate", when="late", times=None, **WHAT[what])

    with pytest.raises(AnswerLost):
        sheet.commit(1, "late", EDITS)
    google.admin("faults", clear=True)
    assert sheet.commit(1, "fence", SheetEdits())
    google.admin("land")

    assert sheet.taken() == {1: "fence"}
    assert sheet.pull().rows == {}


@pytest.mark.parametrize("call", DONE)
def test_a_quota_that_stays_used_up_is_said_and_nothing_is_in_doubt(google, call):
    """At most 6 tries and 90 seconds, by the clock that is handed in."""
    clock = StepClock()
    account = person(google, clock)
    sheet = account.sheet(tied(account), fresh(), key_of)
    sheet.pull()
    google.admin("faults", match="/", times=None, **WHAT["429"])
    began = clock.time

    with pytest.raises(SharedSheetBusy, match="log could not be reached"):
        DONE[call](sheet)
    assert clock.time - began <= 90


@pytest.fixture(scope="session")
def key_file(tmp_path_factory) -> Path:
    """The key file of a service account; to make a key takes a second or two."""
    path: Path = tmp_path_factory.mktemp("key") / "robot.json"
    with start() as emulator:
        made = emulator.admin("accounts", service_account=ROBOT, address=emulator.address)
    made |= {"token_uri": "https://oauth2.googleapis.com/token"}
    path.write_text(json.dumps(made))
    path.chmod(0o600)
    return path


def robot(google: Emulator, key_file: Path) -> SignedInAccount:
    """A service account that the emulator knows."""
    google.admin("accounts", register=json.loads(key_file.read_text()))
    given = Means(Hosts(google.address), Patience(), clock=StepClock())
    return signed_in(account_of(Wanted(key_file), given.hosts), given)


@pytest.fixture
def shared(google, key_file):
    """A sheet that a person made and shared with a service account, which has read it."""
    owner = person(google)
    binding = tied(owner)
    owner.share(binding.spreadsheet_id, ROBOT, may_edit=True, tell=False)
    google.admin("token", on=True)
    account = robot(google, key_file)
    sheet = account.sheet(binding, fresh(), key_of)
    sheet.pull()
    return google, owner, account, binding, sheet


def every_call(sheet, error: type[SheetsError], says: str) -> None:
    """Each call of a sync ends in the same named error, which says what to do."""
    for call in DONE.values():
        with pytest.raises(error, match=says):
            call(sheet)


def test_a_key_that_was_revoked_in_the_middle_of_a_sync(shared):
    """A person has to see to it; the sync says so at its next call, whichever that is."""
    google, _, _, _, sheet = shared
    google.admin("accounts", revoke=ROBOT)

    every_call(sheet, SignInNeeded, "revoked")


def test_a_token_that_ran_out_is_renewed_unseen(shared):
    """An hour passes in the middle of a sync."""
    google, _, account, _, sheet = shared
    ledger = account.connection.means.ledger
    before = len(ledger.calls)
    google.admin("clock", step=4000)

    assert all(call(sheet) for call in DONE.values())
    assert [call.tries for call in ledger.calls[before:]] == [2, 1, 1, 1]


def test_a_spreadsheet_that_is_no_longer_shared(shared):
    """The error names the address to share it with."""
    google, _, _, binding, sheet = shared
    google.admin("settings", spreadsheetId=binding.spreadsheet_id, access="none")

    every_call(sheet, SharingRefused, f"Tieout signs in as {ROBOT}")


def test_a_spreadsheet_that_was_deleted(shared):
    """Gone is gone: no wait, and nothing in doubt."""
    google, *_, sheet = shared
    google.service.drive.files.clear()

    every_call(sheet, SharingRefused, "is gone, or not shared")


def test_a_sheet_that_was_renamed_and_moved_is_found(shared):
    """By its lasting number."""
    google, _, _, binding, sheet = shared
    google.admin(
        "people",
        spreadsheetId=binding.spreadsheet_id,
        sheet="POs",
        do=[{"rename": {"to": "POs (old)"}}, {"insert": {"at": 1}}],
    )

    assert all(call(sheet) for call in DONE.values())


def test_two_productions_share_one_quota(google, tmp_path):
    """Two runs in turn with one account: 50 reads a minute together, and Google never says 429."""
    google.admin("clock", stop=True)
    google.admin("quota", on=True, per_spreadsheet_second=1)
    clock = SameClock(google)

    def both(*paces: Pace) -> list[Call]:
        runs = []
        for pace in paces:
            given = Means(Hosts(google.address), clock=clock, pace=pace, chance=lambda: 0.5)
            account = signed_in(Account(AnonymousCredentials(), By.NOBODY), given)
            runs.append((account, account.create("Show", "POs").id))
        for _, (account, found) in itertools.product(range(45), runs):
            account.spreadsheet(found)
        return [call for account, _ in runs for call in account.connection.means.ledger.calls]

    alone = both(NoPace(), NoPace())
    assert any(call.tries > 1 for call in alone)  # without a shared rate Google has to refuse

    clock.sleep(120)
    together = both(SharedPace(tmp_path, clock), SharedPace(tmp_path, clock))
    assert len(together) == 2 * 91
    assert all((call.tries, call.status) == (1, 200) for call in together)
    assert sum(call.quota for call in together) > 45


class SameClock:
    """The emulator's own clock, stopped; whoever sleeps moves it for everybody."""

    def __init__(self, google: Emulator) -> None:
        self.google = google

    def now(self) -> float:
        """The emulator's time."""
        return self.google.service.clock.now().timestamp()

    passed = now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.google.admin("clock", step=seconds)


def test_the_account_says_who_it_is_and_what_it_cost(google):
    """For whoami, and for the report of a run."""
    account = person(google)

    assert account.who() == "coordinator@example.com"
    assert (account.means, account.address) == (str(By.NOBODY), "")
    assert str(account.spent()).startswith("1 call to Google (1 about); 0 bytes sent")
