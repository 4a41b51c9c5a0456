"""A sync beside the script that people write with gspread: calls, seconds, and what is lost.

A list of purchase orders, twelve columns, one of them a formula, goes between a table in memory and
a spreadsheet of the emulator, over HTTP, with Tieout's own transport and memory. The script does
what most of them do: ``get_all_records``, change what differs, ``clear`` and ``update``. Both do
the same things; seconds are those of this computer (client), of the emulator (server), and
what Google's quota would have one wait at 60 reads and 60 writes a minute. Run
``python -m benchmarks.sync [ROWS...]``; 10,000 and 100,000 rows unless told otherwise.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import gspread
from google.auth.credentials import AnonymousCredentials
from gspread.utils import ValueInputOption

from addin import wiring
from addin.errors import FileChanged
from addin.ports.binding import Binding, BoundColumn, Limits
from addin.ports.sheets import Cells, Rows
from addin.ports.sheets_account import SheetsAccount
from addin.ports.sync_store import SyncStore
from addin.sync.apply import synchronise
from addin.sync.rows import WorkbookRows
from addin.sync.run import Means
from addin.tables.typed_cell import TypedCell, formula, number, text

COLUMNS = ("PO", "Date", "Vendor", "Account", "Set", "Amount", "Invoiced", "Open", "Status", "By",
           "Ref", "Memo")  # fmt: skip
GENEROUS = Limits(deleted_rows=10**9, deleted_share=1.0, changed_share=2.0)
QUOTA = 60.0
"""Reads, and writes, that Google allows one account in a minute."""

TASKS = (
    "first load",
    "nothing changed",
    "one edit",
    "100 edits",
    "500 edits in the sheet",
    "100 edits in the window",
)


def order(n: int) -> dict[str, TypedCell]:
    """One order: numbers, texts, a text of digits, a date, a formula."""
    return {
        "PO": text(f"PO-{n:06}"), "Date": number(46_000 + n % 300),
        "Vendor": text(f"Vendor {n % 977}"),
        "Account": text(f"00{n % 90:02}"), "Set": text("Int. kitchen"), "Amount": number(n * 1.25),
        "Invoiced": number(n % 7), "Open": formula("[@Amount]-[@Invoiced]"), "Status": text("Open"),
        "By": text("Sam"), "Ref": text(f"{n:08}"), "Memo": text("as quoted"),
    }  # fmt: skip


@dataclass
class Table:
    """The workbook's side, in memory: rows by their order numbers."""

    rows: dict[str, Cells] = field(default_factory=dict)
    version: int = 0

    def read(self, binding: Binding) -> WorkbookRows:
        """As it stands."""
        at = {row: place for place, row in enumerate(self.rows, 2)}
        headings = {one.name: one.name for one in binding.columns}
        return WorkbookRows(dict(self.rows), at, f"v{self.version}", headings=headings)

    def write(self, binding: Binding, rows: Rows, expecting: WorkbookRows) -> str:
        """All of them, unless somebody saved it meanwhile."""
        del binding
        if expecting.digest != f"v{self.version}":
            raise FileChanged("POs.xlsx")
        self.rows = {row: dict(cells) for row, cells in rows.items()}
        self.version += 1
        return f"v{self.version}"

    def edit(self, row: str, column: str, cell: TypedCell) -> None:
        """Somebody types, and saves."""
        self.rows[row] = {**self.rows[row], column: cell}
        self.version += 1


@dataclass(frozen=True)
class Cost:
    """What one task took: calls by kind, and seconds."""

    kinds: Mapping[str, int]
    client: float
    server: float

    @property
    def quota(self) -> float:
        """Seconds that Google's quota would add: calls of one kind beyond sixty a minute."""
        reads = sum(
            n for kind, n in self.kinds.items() if "pdate" not in kind and "files" not in kind
        )
        writes = sum(n for kind, n in self.kinds.items() if "pdate" in kind or "lear" in kind)
        return max(0.0, max(reads, writes) - QUOTA)

    def __str__(self) -> str:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(self.kinds.items()))
        return (
            f"{sum(self.kinds.values()):>4} calls  {self.client:>7.2f} s here  "
            f"{self.server:>7.2f} s server  {self.quota:>4.0f} s quota   {kinds}"
        )


class Ours:
    """Tieout's sync, as the command runs it, but for the workbook's file."""

    def __init__(self, account: SheetsAccount, stores: Callable[[Binding], SyncStore]) -> None:
        self.account = account
        self.table = Table()
        made = account.create("POs", "Log")
        bound = tuple(BoundColumn(name) for name in COLUMNS)
        wanted = Binding(
            "PO log", "POs.xlsx", "Log", made.id, made.sheets[0].sheet_id, bound, "PO",
            limits=GENEROUS,
        )  # fmt: skip
        self.binding = account.set_up(wanted, 1)
        self.store = stores(self.binding)
        self.spreadsheet = made.id
        self.meanwhile: Callable[[], None] = lambda: None

    def sync(self) -> None:
        """Both ways; ``meanwhile`` is what somebody does between its reading and its writing."""
        synchronise(
            Means(
                sheet=wiring.shared_sheet(self.account, self.binding),
                store=self.store,
                side=self.table,
                binding=self.binding,
                hook=lambda point: self.meanwhile() if point == "pulled" else None,
                at=dt.datetime(2026, 3, 2, 9),
                who="benchmark",
            ),
            confirmed=True,
        )

    def cost(self, deed: Callable[[], None]) -> Cost:
        """What a deed takes, by the ledger of calls."""
        before = self.account.spent()
        started = time.perf_counter()
        deed()
        seconds = time.perf_counter() - started
        after = self.account.spent()
        had = dict(before.kinds)
        kinds = {kind: n - had.get(kind, 0) for kind, n in after.kinds if n > had.get(kind, 0)}
        server = after.server - before.server
        return Cost(kinds, seconds - server, server)


class Script:
    """The usual script: the sheet is read whole, and written whole where anything differs."""

    def __init__(self, address: str) -> None:
        self.kinds: dict[str, int] = {}
        self.server = 0.0
        script = self

        class Loopback(gspread.http_client.HTTPClient):
            """Google's two hosts are the emulator; calls are counted and timed."""

            def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
                for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                    endpoint = endpoint.replace(host, address)
                last = endpoint.partition("?")[0].rsplit("/", 1)[-1]
                writes = method.upper() in {"PUT", "POST"}
                kind = "clear" if ":clear" in last else "values.update" if writes else "get"
                script.kinds[kind] = script.kinds.get(kind, 0) + 1
                started = time.perf_counter()
                try:
                    return super().request(method, endpoint, *args, **kwargs)
                finally:
                    script.server += time.perf_counter() - started

        nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
        client = gspread.authorize(nobody, http_client=Loopback)
        made = client.create("POs, by script")
        self.sheet = made.sheet1
        self.spreadsheet = made.id
        self.table = Table()
        self.meanwhile: Callable[[], None] = lambda: None

    def sync(self) -> None:
        """The workbook's rows win where they differ; what only the sheet has is taken over."""
        there = self.sheet.get_all_records()
        self.meanwhile()
        known = {str(one["PO"]): one for one in there}
        for row, one in known.items():
            if row in self.table.rows:
                mine = _plain(self.table.rows[row])
                for name in COLUMNS:
                    if str(one[name]) != str(mine[name]) and one[name] != "":
                        self.table.rows[row] = {**self.table.rows[row], name: text(str(one[name]))}
        lines = [
            list(COLUMNS),
            *(list(_plain(cells).values()) for cells in self.table.rows.values()),
        ]
        self.sheet.clear()
        self.sheet.resize(len(lines), len(COLUMNS))
        self.sheet.update(lines, value_input_option=ValueInputOption.user_entered)

    def cost(self, deed: Callable[[], None]) -> Cost:
        """What a deed takes."""
        self.kinds, self.server = {}, 0.0
        started = time.perf_counter()
        deed()
        seconds = time.perf_counter() - started
        return Cost(dict(self.kinds), seconds - self.server, self.server)


def _plain(cells: Cells) -> dict[str, Any]:
    """Values as a script has them from a data frame: a formula is what it showed."""
    shown: dict[str, Any] = {}
    for name in COLUMNS:
        cell = cells.get(name)
        shown[name] = "" if cell is None else cell.content
    if isinstance(shown["Amount"], float) and isinstance(shown["Invoiced"], float):
        shown["Open"] = shown["Amount"] - shown["Invoiced"]
    return shown


def measured(side: Ours | Script, rows: int, type_in: Callable[[int, int], None]) -> Iterator[Cost]:
    """The tasks in turn; ``type_in`` types so many cells of a column into the sheet."""
    side.table.rows = {f"PO-{n:06}": order(n) for n in range(rows)}
    side.table.version += 1
    yield side.cost(side.sync)
    side.sync()
    yield side.cost(side.sync)
    side.table.edit("PO-000005", "Vendor", text("Northlight"))
    yield side.cost(side.sync)
    for n in range(0, rows, max(1, rows // 100)):
        side.table.edit(f"PO-{n:06}", "Status", text("Paid"))
    yield side.cost(side.sync)
    type_in(COLUMNS.index("Memo") + 1, 500)
    yield side.cost(side.sync)
    side.table.edit("PO-000006", "Vendor", text("Northlight"))
    side.meanwhile = lambda: type_in(COLUMNS.index("Ref") + 1, 100)
    yield side.cost(side.sync)
    side.meanwhile = lambda: None


def lost(address: str, spreadsheet: str, rows: int) -> str:
    """What the sheet no longer has: formulas, leading zeros; and an edit made within the run."""
    url = f"{address}/v4/spreadsheets/{spreadsheet}/values/A2:L{rows + 1}?valueRenderOption=FORMULA"
    opener = build_opener(ProxyHandler({}))
    with opener.open(Request(url), timeout=600) as answer:  # noqa: S310 - on this computer
        lines = json.load(answer)["values"]
    formulas = sum(str(line[7]).startswith("=") for line in lines)
    zeros = sum(isinstance(line[3], str) and line[3].startswith("00") for line in lines)
    typed_there = sum(len(line) > 10 and str(line[10]).startswith("theirs") for line in lines)
    return (
        f"{rows - formulas:,} formulas, {rows - zeros:,} account codes with leading zeros, "
        f"{100 - typed_there} of 100 edits made within the run"
    )


@contextmanager
def stage() -> Iterator[tuple[Any, Callable[[Binding], SyncStore]]]:
    """The emulator, and a memory in a folder that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        wiring.pretend_google() as google,
        wiring.sync_stores(Path(folder), None) as stores,
    ):
        yield google, stores


def typed(address: str, spreadsheet: str, sheet: str) -> Callable[[int, int], None]:
    """Somebody types into the sheet, some rows below one another, from row 200 on."""

    def type_in(column: int, cells: int) -> None:
        values = [[f"theirs {n}"] for n in range(cells)]
        done = {"type": {"range": f"{chr(64 + column)}200", "values": values}}
        body = json.dumps({"spreadsheetId": spreadsheet, "sheet": sheet, "do": [done]}).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(f"{address}/__admin/people", body, headers)  # noqa: S310 - on this computer
        with build_opener(ProxyHandler({})).open(request, timeout=600) as answer:
            answer.read()

    return type_in


def main() -> None:
    """Print each task of each side, and what is gone from the sheet at the end."""
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for rows in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        with stage() as (google, stores):
            ours = Ours(wiring.sheets_account(), stores)
            script = Script(google.address)
            for name, side, sheet in (("Tieout", ours, "Log"), ("script", script, "Sheet1")):
                print(f"\n{name}, {rows:,} rows x {len(COLUMNS)} columns")
                people = typed(google.address, side.spreadsheet, sheet)
                for task, cost in zip(TASKS, measured(side, rows, people), strict=True):
                    print(f"  {task:<24}{cost}")
                print(f"  lost: {lost(google.address, side.spreadsheet, rows)}")


if __name__ == "__main__":
    main()
