"""Choose the adapter for a place: the only module that builds adapters."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from addin.adapters.documents import read_text, save_text
from addin.adapters.files import read_bytes
from addin.adapters.folder import Folder
from addin.adapters.new_files import save_new
from addin.adapters.template_files import pack_names, pack_texts
from addin.adapters.whole_files import must_be_ours, save_whole
from addin.errors import AddinError, FileMissing, NothingToDo, SyncMemoryUnusable, WriteRefused
from addin.jobs.import_reading import Incoming
from addin.ports import Documents, Engine, EngineListing, Kept, Workbooks
from addin.ports.binding import Binding
from addin.ports.levelling import LevellingSolver
from addin.ports.sync_store import SyncStore
from addin.settings.model import FILE_NAME
from addin.tables.blueprint import BookBlueprint
from addin.tables.table import Book
from addin.wiring.google import (
    SharedSheets,
    person_signs_in,
    person_signs_out,
    pretend_google,
    shared_sheet,
    shared_sheets,
    sheets_account,
)
from addin.wiring.night_lease import production_lease
from addin.wiring.nights import address_of, nights
from addin.wiring.places import WORKBOOKS, folder_of, production_name, settings_of

if TYPE_CHECKING:
    from addin.adapters.open_and_closed import OpenAndClosed

__all__ = [
    "SharedSheets",
    "backup",
    "documents",
    "engine",
    "engines",
    "folder_of",
    "incoming",
    "kept",
    "levelling_solver",
    "made",
    "must_be_ours",
    "new_workbook",
    "nights",
    "office_program",
    "open_books",
    "open_workbooks",
    "pack_names",
    "pack_texts",
    "person_signs_in",
    "person_signs_out",
    "pressing",
    "pretend_google",
    "production_folder",
    "production_name",
    "read_text",
    "save_new",
    "save_text",
    "save_whole",
    "sent_holds",
    "sent_is_carried_out",
    "sent_workbooks",
    "settings_of",
    "shared_sheet",
    "shared_sheets",
    "sheets_account",
    "sync_stores",
    "workbooks",
]

STATE_FOLDER = ".tieout"

Operations = Sequence[Mapping[str, Any]]
"""What a host is to do to a workbook, as JSON (``adapters.snapshots.operations``)."""


def workbooks(place: Path) -> Workbooks:
    """The workbooks in a folder, or the one file.

    Raises:
        FileMissing: there is no such folder or file.
    """
    folder = folder_of(place)
    return Folder(folder) if place.is_dir() else Folder(folder, only=place.name)


def documents(place: Path) -> Documents:
    """The files beside the workbooks of a production.

    Raises:
        FileMissing: there is no such folder or file.
    """
    from addin.adapters.beside import Beside  # noqa: PLC0415 - most runs write nothing

    return Beside(folder_of(place))


def incoming(folder: Path) -> Callable[[str], Incoming]:
    """Reads files to import by their path, from a production's folder or from anywhere else."""

    def read(path: str) -> Incoming:
        file = Path(path).expanduser()
        file = file if file.is_absolute() else folder / file
        if not file.is_file():
            raise FileMissing(path)
        own, root = file.resolve(), folder.resolve()
        inside = own.relative_to(root).as_posix() if own.is_relative_to(root) else ""
        if file.suffix.casefold() in WORKBOOKS:
            book = Folder(file.parent, only=file.name).read(file.name)
            return Incoming(file.name, book=book, in_production=inside)
        return Incoming(file.name, read_bytes(file, path), in_production=inside)

    return read


def open_workbooks(
    place: Path, open_books: Callable[[], Iterable[object]] | None = None
) -> OpenAndClosed:
    """The workbooks in a folder, those that Excel has open as they stand there, unsaved work too.

    ``open_books`` gives the open workbooks as xlwings' ``Book``; without it, all that there are.

    Raises:
        FileMissing: there is no such folder or file.
    """
    from addin.adapters.live_excel.programs import all_open_books  # noqa: PLC0415 - few runs need it
    from addin.adapters.live_excel.workbooks import LiveExcel  # noqa: PLC0415 - few runs need it
    from addin.adapters.open_and_closed import OpenAndClosed  # noqa: PLC0415 - few runs need it

    folder = folder_of(place)
    files = Folder(folder) if place.is_dir() else Folder(folder, only=place.name)
    return OpenAndClosed(files, LiveExcel(folder, open_books or all_open_books))


def open_books() -> Iterator[Any]:
    """Every workbook that Excel has open on this computer, as xlwings' ``Book``."""
    from addin.adapters.live_excel.programs import all_open_books  # noqa: PLC0415 - few runs need it

    yield from all_open_books()


@contextmanager
def pressing(
    place: Path, who: str, what: str, at: dt.datetime, history: str = ""
) -> Iterator[None]:
    """Hold a production while a button or a night is at work in it.

    ``history`` is the database that it shares with other machines; empty: its own folder's.

    Raises:
        PressedElsewhere: another one is; the text says whose.
        HistoryUnusable: ``history`` cannot be used.
    """
    from addin.adapters.press_lock import pressing as held  # noqa: PLC0415 - few runs need it

    with held(folder_of(place) / STATE_FOLDER, who, what, at):
        if not history:
            yield
            return
        try:
            name = settings_of(place).name or production_name(place)
        except AddinError:  # said by what needs them
            name = production_name(place)
        with production_lease(history, name, who, what):
            yield


def production_folder(workbook: Path) -> Path:
    """The folder of the production that a workbook belongs to.

    The nearest one upwards with settings; without any, the nearest with a history; else its own.
    """
    own = workbook.parent.resolve()
    folders = [own, *own.parents]
    for sign in (FILE_NAME, f"{STATE_FOLDER}/history.db"):
        for folder in folders:
            if (folder / sign).exists():
                return folder
    return own


def sent_workbooks(
    snapshots: Iterable[object],
    place: Path,
    *,
    contents: Mapping[str, bytes] | None = None,
    with_files: bool = True,
) -> tuple[Workbooks, Callable[[], Mapping[str, tuple[Operations, Operations]]]]:
    """Workbooks that a host has open and sent as JSON, over those in a production's folder.

    ``contents`` are the bytes of their files by name, where the host sent them. Also gives what
    tells, afterwards, what the host is to do to each workbook: the operations, and those that take
    them back should the host fail half way.

    Raises:
        FileError: a snapshot is damaged, or called like no workbook of that folder.
    """
    from addin.adapters.snapshots.snapshot import snapshot_of  # noqa: PLC0415 - few runs need it
    from addin.adapters.snapshots.workbooks import Sent, unplaced  # noqa: PLC0415 - few runs need it

    known = contents or {}
    read = [snapshot_of(one) for one in snapshots]
    for name in unplaced(one.book.name for one in read):
        raise FileMissing(name, "it is not in the production's folder")
    read = [replace(one, content=known.get(one.book.name, b"")) for one in read]
    sent = Sent(read, place, Folder(place) if with_files else None)
    return sent, lambda: {name: (one.forth, one.back) for name, one in sent.todo.items()}


def sent_is_carried_out(backup: str, now: Mapping[str, Mapping[str, object]]) -> None:
    """Keep what the cells of a workbook hold since a host carried operations out.

    Raises:
        FileMissing, WriteRefused: what takes them back cannot be kept.
    """
    from addin.adapters.snapshots.undo_note import PREFIX, confirm  # noqa: PLC0415 - few need it

    if Path(backup).name.startswith(PREFIX):
        confirm(Path(backup), now)


def sent_holds(book: Book, backup: str) -> bool | None:
    """Whether a host carried out what ``backup`` takes back: None if neither yes nor no.

    None also where the backup is no such one: a file was written then, by us.

    Raises:
        FileMissing, WriteRefused: the backup is gone or damaged.
    """
    from addin.adapters.snapshots.undo_note import PREFIX, read  # noqa: PLC0415 - few runs need it
    from addin.adapters.snapshots.workbooks import holds  # noqa: PLC0415 - few runs need it

    if not Path(backup).name.startswith(PREFIX):
        return None
    note = read(Path(backup))
    done, not_done = holds(book, note.left), holds(book, note.was)
    return None if done == not_done else done


def backup(file: Path, back: int = 1) -> Path:
    """A backup that was kept when Tieout wrote into a file: 1 the newest, 2 the one before.

    Raises:
        FileMissing: there is no such file.
        NothingToDo: there is no such backup.
    """
    from addin.adapters.atomic import backups_of  # noqa: PLC0415 - most runs write nothing

    if not file.is_file():
        if file.is_dir():
            raise NothingToDo(f"{file} is a folder: name a second one to compare it with.")
        raise FileMissing(str(file))
    folder = backups_of(file)
    kept = sorted((one for one in folder.glob("[0-9]*Z.*")), reverse=True)
    if not kept:
        raise NothingToDo(
            f"There is no backup of {file}: Tieout keeps one each time it writes into a workbook. "
            "Nothing was compared. Name two files to compare them."
        )
    if back > len(kept):
        raise NothingToDo(
            f"There are {len(kept)} backups of {file}, and number {back} was asked for. "
            "Nothing was compared."
        )
    return kept[back - 1]


@contextmanager
def kept(
    place: Path, url: str | None, *, off: bool = False, is_dry: bool = False
) -> Iterator[Kept | None]:
    """The history of a production and its decisions; None when that is off or cannot be kept there.

    ``is_dry``: it is read, and what is written is forgotten at the end.

    Raises:
        HistoryUnusable: a history is there, or was asked for, but cannot be used.
    """
    if off:
        yield None
        return
    # a third of a second
    from addin.adapters.database.address import url_of_file  # noqa: PLC0415
    from addin.adapters.database.connected import Connected  # noqa: PLC0415
    from addin.adapters.database.decisions import DatabaseDecisions  # noqa: PLC0415
    from addin.adapters.database.history import DatabaseHistory  # noqa: PLC0415
    from addin.adapters.database.journal import DatabaseJournal  # noqa: PLC0415
    from addin.adapters.database.rehearsal import rehearsed  # noqa: PLC0415
    from addin.adapters.database.sync_store import DatabaseSyncStores  # noqa: PLC0415

    folder = folder_of(place) / STATE_FOLDER
    if url is None and not is_dry and not _writable(folder):
        yield None
        return
    if is_dry:
        own = url_of_file(folder / "history.db")
        database = rehearsed(address_of(url) if url else own)
    else:
        database = Connected(address_of(url)) if url else Connected.in_folder(folder)
    try:
        yield Kept(
            DatabaseHistory(database),
            DatabaseDecisions(database),
            DatabaseJournal(database),
            DatabaseSyncStores(database, _name_in(place, url)),
        )
    finally:
        database.close()


@contextmanager
def sync_stores(place: Path, url: str | None) -> Iterator[Callable[[Binding], SyncStore]]:
    """What the syncs of a production remember, in the database of its history.

    Raises:
        SyncMemoryUnusable: it cannot be kept there.
    """
    with kept(place, url) as found:
        if found is None or found.syncs is None:
            raise SyncMemoryUnusable(
                str(folder_of(place) / STATE_FOLDER), "the folder cannot be written to"
            )
        yield found.syncs


def _name_in(place: Path, url: str | None) -> str:
    """How a production's syncs are called in a database: its own folder's needs no name.

    So a production may be called otherwise one day, and its syncs go on from where they were.
    """
    return (settings_of(place).name or production_name(folder_of(place))) if url else ""


def _writable(folder: Path) -> bool:
    there = folder if folder.exists() else folder.parent
    return os.access(there, os.W_OK)


def made(folder: Path) -> Path:
    """The folder, made if it was not there.

    Raises:
        WriteRefused: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteRefused(str(folder), error.strerror or str(error)) from None
    return folder


def levelling_solver() -> LevellingSolver:
    """What levels plans better than the quick search, given time; missing until it is used."""
    from addin.adapters.levelling_cp_sat import CpSat  # noqa: PLC0415 - few runs need it

    return CpSat()


def new_workbook(blueprint: BookBlueprint) -> bytes:
    """A workbook that does not exist yet, as the content of its file."""
    from addin.adapters.xlsx.builder import built  # noqa: PLC0415 - a quarter of a second

    return built(blueprint)


def engine(name: str = "", add_in: Callable[[Path], None] | None = None) -> Engine:
    """The engine of that name; the default one without. It knows the add-in's own functions.

    ``add_in`` puts their extension for LibreOffice into a folder, if LibreOffice is to know them.

    Raises:
        EngineFailed: there is no such engine, or it is not installed.
    """
    from addin.adapters.engines.catalogue import engine_called  # noqa: PLC0415 - few runs need one
    from addin.udfs.on_demand import functions_on_demand  # noqa: PLC0415 - few runs need one

    return engine_called(name, functions_on_demand(), add_in)


def engines() -> Sequence[EngineListing]:
    """Every engine there could be, the default first, and whether this machine has it."""
    from addin.adapters.engines.catalogue import listing  # noqa: PLC0415 - few runs need one

    return listing()


def office_program() -> str | None:
    """Where LibreOffice is installed; None if it is not."""
    from addin.adapters.engines.libreoffice import program  # noqa: PLC0415 - few runs need it

    return program()
