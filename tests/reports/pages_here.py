"""A page as a parser sees it, and as a browser does."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

EMPTY = frozenset({"meta", "br", "link", "input"})


class Parsed(HTMLParser):
    """Tags with their attributes, ids, words; each tag that is opened must be closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Remember it."""
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """A shape of a drawing, which closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """It closes the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Words between tags."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, without the style."""
        return " ".join(" ".join(self.words).split())

    def values(self, name: str) -> list[str]:
        """What an attribute says, wherever it stands."""
        return [found or "" for _, attrs in self.tags if (found := attrs.get(name)) is not None]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The tags in order, with the names of their attributes."""
        return [(tag, tuple(sorted(attrs))) for tag, attrs in self.tags]

    def headings(self) -> list[int]:
        """Their levels, in order."""
        return [int(tag[1]) for tag, _ in self.tags if len(tag) == 2 and tag[1].isdigit()]


def whole(page: str, *, is_filtered: bool = False) -> Parsed:
    """The page, with what holds of each: ids once, anchors lead somewhere, headings in order.

    ``is_filtered``: it has the one script that a page may have.
    """
    found = Parsed(page)
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    for href in found.values("href"):
        assert not href.startswith("#") or href[1:] in ids, href
    for label in found.values("aria-labelledby"):
        assert set(label.split()) <= set(ids), label
    levels = found.headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    for level, below in pairwise(levels):
        assert below <= level + 1
    names = {tag for tag, _ in found.tags}
    assert [tag for tag, _ in found.tags].count("script") == is_filtered
    assert not names & {"iframe", "object", "embed", "img", "link", "form", "base"}
    attributes = {name for _, attrs in found.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"style", "src", "srcset", "xlink:href", "action"}
    assert {tag for tag, attrs in found.tags if tag == "th" and "scope" not in attrs} == set()
    assert len([tag for tag, _ in found.tags if tag == "table"]) == len(
        [tag for tag, _ in found.tags if tag == "caption"]
    )
    return found


@dataclass(frozen=True)
class Seen:
    """What a browser found: of each view, words of charts that leave or overlap, and violations."""

    views: list[dict[str, Any]]
    requests: list[str]
    problems: list[str]
    keys: list[str]
    pdf: bytes


@dataclass(frozen=True)
class Browser:
    """Chromium with axe."""

    node: str
    packages: Path
    chromium: str
    folder: Path

    def look(
        self, page: str, views: list[dict[str, Any]], paper: str = "", keys: Sequence[str] = ()
    ) -> Seen:
        """The page in each view, printed, and what has the focus after each of these keys."""
        file = self.folder / "page.html"
        file.write_text(page, "utf-8")
        asked = {
            "chromium": self.chromium,
            "file": str(file),
            "views": views,
            "pdf": paper,
            "keys": list(keys),
        }
        done = subprocess.run(
            [self.node, str(Path(__file__).parent / "page.cjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
            env={**os.environ, "NODE_PATH": str(self.packages)},
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        pdf = base64.b64decode(told["pdf"] or "")
        return Seen(told["views"], told["requests"], told["problems"], told["keys"], pdf)
