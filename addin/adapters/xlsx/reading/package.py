"""A workbook file as what it is, a zip package of parts: read with care, never unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from addin.adapters.xlsx import markup
from addin.errors import DamagedFile, EncryptedFile

MAX_UNPACKED: Final = 1 << 30
"""All parts together, unpacked. A sheet of 20 million filled cells is below it; what is above is
either no production's workbook or a file made to fill the memory of whoever opens it."""

MAX_RATIO: Final = 600
"""Unpacked size to packed size of a part. A million formatted blank rows pack to a thirtieth, and
even rows that do not state their numbers to a four-hundredth; deflate cannot exceed 1,032, and
bombs are built close to that."""

RATIO_MATTERS: Final = 8 << 20
"""Parts that unpack to less than this are let through whatever their ratio: they cannot hurt."""

MAX_DIRECTORY: Final = 8 << 20
"""The zip's own list of entries: enough for 80,000 parts. Workbooks have tens, seldom hundreds."""

MAX_TREE: Final = 64 << 20
"""A part that is read as a whole (styles, tables, comments): the largest seen is 5 MB."""

CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part says of another: ``kind`` is the last word of its type (``worksheet``)."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file.

    Raises:
        DamagedFile: not a zip, cut short, or of hostile size.
        EncryptedFile: its entries need a password.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._size = len(content)
        _check_directory(content, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _ZIP_ERRORS as error:
            raise DamagedFile(name, f"its zip package cannot be opened ({error})") from error
        self._entries = self._checked(self._zip.infolist())

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        entries: dict[str, zipfile.ZipInfo] = {}
        total = packed = 0
        for info in infos:
            if info.filename.endswith("/"):
                continue
            key = self._key(info)
            if key in entries:
                raise self.damaged(f"its package has two parts called {key}")
            entries[key] = info
            total += info.file_size
            packed += info.compress_size
            if info.file_size > max(RATIO_MATTERS, MAX_RATIO * info.compress_size):
                raise self.damaged(f"{key} unpacks to more than {MAX_RATIO} times its size")
        if total > MAX_UNPACKED:
            raise self.damaged(f"it unpacks to {total >> 20} MB")
        if packed > self._size:
            raise self.damaged("the entries of its zip package overlap")
        return entries

    def _key(self, info: zipfile.ZipInfo) -> str:
        if info.flag_bits & 1:
            raise EncryptedFile(self.name)
        key = _part_key(info.filename)
        if not key or ".." in key.split("/") or ":" in key.split("/")[0]:
            raise self.damaged(f"its package has a part with an impossible name: {key!r}")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self.damaged(f"{key} is compressed in a way that workbooks never are")
        return key

    def damaged(self, reason: str) -> DamagedFile:
        """The error for something wrong inside, to be raised."""
        return DamagedFile(self.name, reason)

    def __contains__(self, part: str) -> bool:
        return _part_key(part) in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, about a megabyte at a time; its checksum is verified at the end.

        Raises:
            DamagedFile: missing, cut short, or its checksum is wrong.
        """
        info = self._entries.get(_part_key(part))
        if info is None:
            raise self.damaged(f"its part {part} is missing")
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except _ZIP_ERRORS as error:
            raise self.damaged(f"its part {part} cannot be unpacked ({error})") from error

    def text(self, part: str) -> Iterator[str]:
        """The XML of a part as text, in pieces; all of it is checked to be well-formed.

        Raises:
            DamagedFile: as ``chunks``, or not well-formed, or with a document type.
            Untidy: comments, CDATA or an unusual encoding; ask for ``tidied`` instead.
        """
        try:
            yield from markup.checked(self.chunks(part))
        except markup.BadMarkup as error:
            raise self.damaged(f"its part {part} is broken: {error}") from error

    def plain(self, part: str) -> Iterator[str]:
        """Like ``text``, for readers that check by themselves whether it is well-formed.

        Raises:
            DamagedFile: as ``chunks``, or its bytes are not text.
            Untidy: as ``text``.
        """
        try:
            yield from markup.plain(self.chunks(part))
        except markup.BadMarkup as error:
            raise self.damaged(f"its part {part} is broken: {error}") from error

    def tidied(self, part: str) -> Iterator[str]:
        """Like ``text``, for any XML: written anew without comments, CDATA and instructions."""
        try:
            yield from markup.tidied(self.chunks(part))
        except markup.BadMarkup as error:
            raise self.damaged(f"its part {part} is broken: {error}") from error

    def tree(self, part: str) -> Element:
        """A small part as a tree, its tags and attributes without namespaces.

        Raises:
            DamagedFile: as ``text``, or far too large.
        """
        info = self._entries.get(_part_key(part))
        if info is not None and info.file_size > MAX_TREE:
            raise self.damaged(f"its part {part} unpacks to {info.file_size >> 20} MB")
        try:
            return markup.tree(b"".join(self.chunks(part)))
        except markup.BadMarkup as error:
            raise self.damaged(f"its part {part} is broken: {error}") from error

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by id; targets inside the package are written from its root."""
        folder, _, file = part.rpartition("/")
        listing = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if listing not in self:
            return {}
        found = {}
        for element in self.tree(listing):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            found[element.get("Id", "")] = Relationship(
                element.get("Type", "").rpartition("/")[2],
                target if external else _from_root(folder, target),
                external,
            )
        return found


_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    UnicodeDecodeError,
    ValueError,
    OverflowError,
    OSError,  # a seek to a place before the start, by a damaged directory
    RuntimeError,  # an entry that needs a password
)


def _part_key(part: str) -> str:
    """Part names differ in case and slashes from one writer to the next, and mean the same."""
    return part.replace("\\", "/").lstrip("/").lower()


def _from_root(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/").partition("#")[0])
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


def _check_directory(content: bytes, name: str) -> None:
    """Refuse before the zip library makes an object of each of a hundred million entries."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(content):
        raise DamagedFile(name, "it is cut short: the end of its zip package is missing")
    (size,) = struct.unpack_from("<I", content, end + 12)
    wide = content.rfind(b"PK\x06\x06", 0, end)
    if size == 0xFFFFFFFF and 0 <= wide <= len(content) - 56:
        (size,) = struct.unpack_from("<Q", content, wide + 40)
    if size > MAX_DIRECTORY:
        raise DamagedFile(name, "its zip package lists far too many parts")
