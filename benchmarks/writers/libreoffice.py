"""LibreOffice opening and saving workbooks: many in one process, one by one where that fails."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

XLSX = "xlsx:Calc MS Excel 2007 XML"
SECONDS_PER_FILE = 20


def program() -> str:
    """Where LibreOffice is.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise FileNotFoundError("LibreOffice is not installed")
    return found


def saved(sources: Sequence[Path], into: Path, kind: str = XLSX) -> dict[Path, float]:
    """Have LibreOffice save files as another kind; source → seconds, of those it managed."""
    office = program()
    found: dict[Path, float] = {}
    with tempfile.TemporaryDirectory() as profile:
        queue = [list(sources[start : start + 25]) for start in range(0, len(sources), 25)]
        while queue:
            batch = queue.pop()
            start = time.perf_counter()
            command = [
                office, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to", kind, "--outdir", str(into), *map(str, batch),
            ]  # fmt: skip
            try:
                limit = 30 + SECONDS_PER_FILE * len(batch)
                subprocess.run(command, check=False, capture_output=True, timeout=limit)
            except subprocess.TimeoutExpired:
                pass
            seconds = (time.perf_counter() - start) / len(batch)
            done = [one for one in batch if any(into.glob(f"{_escaped(one.stem)}*"))]
            found.update(dict.fromkeys(done, seconds))
            if len(done) < len(batch) and len(batch) > 1:
                queue.extend([one] for one in batch if one not in found)
    return found


def _escaped(stem: str) -> str:
    return stem.replace("[", "[[]")
