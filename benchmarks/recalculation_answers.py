"""What engines made of workbooks, kept on disk so that a run can be taken up again."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from addin.tables.contents import CellKey
from addin.tables.table import Value


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine made of one workbook; ``failed`` says why it made nothing of it."""

    workbook: str
    values: Mapping[CellKey, Value]
    unknown: Mapping[CellKey, str]
    failed: str = ""
    seconds: float = 0.0


def kept(raw: Path, engine: str, workbook: str) -> Path:
    """Where the answer for a workbook is kept."""
    folder = raw / engine
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{hashlib.sha256(workbook.encode()).hexdigest()[:20]}.pickle"


def keep(raw: Path, engine: str, answer: Answer) -> None:
    """Keep an answer."""
    kept(raw, engine, answer.workbook).write_bytes(pickle.dumps(answer))


def answers(raw: Path, engine: str) -> Iterator[Answer]:
    """Every answer of an engine."""
    for path in sorted((raw / engine).glob("*.pickle")):
        yield pickle.loads(path.read_bytes())  # noqa: S301 - what our own run kept
