"""What the engine's objects have in common: they say so when there is something they cannot do."""

from __future__ import annotations

from typing import Any

from addin.adapters.live_excel.files.document import Document, NotOnFiles


class Strict:
    """Attributes that are not there are refused by name, for reading and for writing alike."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotOnFiles(f"{type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: object) -> None:
        try:
            object.__setattr__(self, name, value)
        except AttributeError:
            raise NotOnFiles(f"setting {type(self).__name__}.{name}") from None


class NotKept:
    """Looks that may be set, and do not reach the file; the document counts what was left out."""

    __slots__ = ("_document", "_what")

    def __init__(self, document: Document, what: str) -> None:
        object.__setattr__(self, "_document", document)
        object.__setattr__(self, "_what", what)

    def __setattr__(self, name: str, value: object) -> None:
        self._document.left_out[f"{self._what}.{name}"] += 1

    def __getattr__(self, name: str) -> Any:
        raise NotOnFiles(f"asking for {self._what}.{name}")
