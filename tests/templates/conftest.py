"""The film pack, and its examples as LibreOffice works them out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from addin.adapters.template_files import pack_texts
from addin.adapters.xlsx.builder import built
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.jobs.build_templates import Pack, pack_of
from addin.jobs.template_examples import example
from addin.tables.render import rendered
from addin.tables.table import Book


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The contracts of the film pack and their chart of accounts."""
    return pack_of(pack_texts("film"))


@pytest.fixture(scope="session")
def recalculated(
    pack: Pack, libreoffice: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Book]:
    """Each filled-in template, written without a single value, as LibreOffice works it out."""
    made, out = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("out")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    paths = []
    for contract in pack.contracts:
        filling = example(contract.noun, pack.chart, pack.contracts[0])
        path = made / f"{contract.noun}.xlsx"
        path.write_bytes(built(rendered(contract, pack.chart, filling)))
        paths.append(str(path))
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run(
        [libreoffice, f"-env:UserInstallation={profile}", *convert, *paths],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {Path(path).stem: read_workbook(out / Path(path).name, "") for path in paths}
