"""The template packs, and their examples as LibreOffice works them out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from addin.adapters.template_files import pack_names, pack_texts
from addin.adapters.xlsx.builder import built
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.jobs.build_templates import Pack, filling, pack_of
from addin.tables.render import rendered
from addin.tables.table import Book


@pytest.fixture(scope="session")
def packs() -> Mapping[str, Pack]:
    """Every pack, by the folder of its trade."""
    return {name: pack_of(pack_texts(name)) for name in pack_names()}


@pytest.fixture(scope="session")
def pack(packs: Mapping[str, Pack]) -> Pack:
    """The contracts of the film pack and their chart of accounts."""
    return packs["film"]


@pytest.fixture(scope="session")
def recalculated(
    packs: Mapping[str, Pack], libreoffice: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Book]:
    """Each filled-in template, written without a single value, as LibreOffice works it out."""
    made, out = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("out")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    paths = [str(path) for pack in packs.values() for path in _written(pack, made)]
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run(
        [libreoffice, f"-env:UserInstallation={profile}", *convert, *paths],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {Path(path).stem: read_workbook(out / Path(path).name, "") for path in paths}


def _written(pack: Pack, folder: Path) -> Iterator[Path]:
    for contract in pack.contracts:
        told = filling(pack, contract.noun, filled=True)
        path = folder / f"{contract.noun}.xlsx"
        path.write_bytes(built(rendered(contract, pack.chart, told)))
        yield path
