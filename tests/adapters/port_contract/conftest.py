"""The folder of the contract, and the adapter that a test asks for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from addin.adapters.folder import Folder
from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.adapters.memory import Memory
from addin.adapters.open_and_closed import OpenAndClosed
from addin.ports import Workbooks
from tests.adapters.port_contract.places import BOOK, TABLE, Place, costs
from tests.adapters.xlsx.tables import orders


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """The folder, made once."""
    root = tmp_path_factory.mktemp("drawn")
    costs(root / BOOK)
    (root / TABLE).write_bytes(orders(totals=True))
    return root


@pytest.fixture
def root(drawn, tmp_path):
    """A folder of one's own, without the backups of others."""
    return Path(shutil.copytree(drawn, tmp_path / "show"))


@pytest.fixture
def place(request, root):
    """The adapter that a test asks for."""
    folder = Folder(root)
    with file_engine() as app:
        live = LiveExcel(root, lambda: app.books)
        if request.param in {"open", "composite of open ones"}:
            for name in folder.names():
                app.books.open(str(root / name))
        adapters: dict[str, Workbooks] = {
            "folder": folder,
            "open": live,
            "composite of open ones": OpenAndClosed(folder, live),
            "composite of closed ones": OpenAndClosed(folder, live),
            "memory": Memory(*map(folder.read, folder.names())),
        }
        yield Place(adapters[request.param], root)
