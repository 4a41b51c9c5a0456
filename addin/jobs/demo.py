"""The sample production as files: workbooks and a ledger export, the same at every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from addin.jobs.sample.sample import Sample, sample
from addin.jobs.sample.show import CUTOFF
from addin.tables.blueprint import BookBlueprint

MARK: Final = ".tieout-demo"
"""The file that shows that a folder was made by this command."""
TODAY: Final = dt.datetime.combine(CUTOFF + dt.timedelta(days=2), dt.time())
"""The Monday after the sample's cut-off: the day on which its findings are looked at."""


def demo_files(
    build: Callable[[BookBlueprint], bytes], of: Sample | None = None
) -> dict[str, bytes]:
    """Each file's name and content; ``build`` makes a workbook of a blueprint."""
    made = of or sample()
    files = {name: build(book) for name, book in made.books.items()}
    return files | {name: text.encode("utf-8") for name, text in made.texts.items()}
