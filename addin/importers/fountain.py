"""Fountain (``.fountain``): a screenplay as plain text.

Source: the syntax of fountain.io 1.1: scene headings, forced headings with a dot, scene numbers
between ``#``, characters in capitals between an empty line and their words, notes and boneyard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark
from addin.importers.screenplay import Scene, is_heading, schedule, speaker

_BONEYARD: Final = re.compile(r"/\*.*?\*/|\[\[.*?\]\]", re.DOTALL)
_NUMBER: Final = re.compile(r"\s*#([^#\n]+)#\s*$")
_TITLE: Final = re.compile(r"Title:[ \t]*(.*(?:\n[ \t]+.+)*)", re.IGNORECASE)


def knows(head: bytes, file_name: str) -> bool:
    """Whether it is called so, or begins like a title page: the text itself has no mark."""
    return file_name.lower().endswith(".fountain") or head.lstrip(b"\xef\xbb\xbf").startswith(
        (b"Title:", b"FADE IN:")
    )


def read(content: bytes, file_name: str) -> Imported:
    """Read one script.

    Raises:
        ImportRefused: it is no text, or holds no scene.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise ImportRefused(file_name, f"it is not UTF-8 at byte {error.start}") from None
    found = _TITLE.match(text.lstrip())
    title = " ".join(found[1].replace("_", "").replace("*", "").split()) if found else ""
    kept = _BONEYARD.sub(lambda cut: "\n" * cut[0].count("\n"), text)
    scenes = list(_scenes(kept.split("\n")))
    if not scenes:
        raise ImportRefused(file_name, "it holds no scene heading")
    made = schedule(scenes, title or file_name, "Fountain")
    remark = Remark("a Fountain script has no page lengths: type the eighths in")
    return Imported("fountain", file_name, schedule=made, remarks=(remark,))


def _scenes(lines: Sequence[str]) -> Iterator[Scene]:
    scene: Scene | None = None
    for at, raw in enumerate(lines):
        line, after_blank = raw.strip(), at == 0 or not lines[at - 1].strip()
        followed = at + 1 < len(lines) and bool(lines[at + 1].strip())
        heading = _heading(line) if after_blank else ""
        if heading:
            if scene is not None:
                yield scene
            number = _NUMBER.search(heading)
            scene = Scene(_NUMBER.sub("", heading), number[1].strip() if number else "")
        elif scene is not None and after_blank and followed and _is_cue(line):
            scene.speakers.append(speaker(line.lstrip("@")))
    if scene is not None:
        yield scene


def _heading(line: str) -> str:
    """A scene heading: what begins like one, or has a single dot in front."""
    if line.startswith(".") and not line.startswith(".."):
        return line[1:].strip()
    return line if is_heading(_NUMBER.sub("", line)) else ""


def _is_cue(line: str) -> bool:
    """Whether a character's name stands here: in capitals, or with an @ in front."""
    if line.startswith("@"):
        return True
    name = line.partition("(")[0]
    is_other = line.startswith((">", "!", "=", "#", "~")) or line.endswith("TO:")
    return not is_other and any(one.isalpha() for one in name) and name == name.upper()


FOUNTAIN: Final = Importer("fountain", "Fountain script", (".fountain", ".txt"), knows, read)
