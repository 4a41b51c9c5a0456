"""Google's discovery documents: which calls there are and what their requests and answers hold.

They are Google's and not part of this package; google-api-python-client ships them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sheets_emulator.errors import invalid

Json = Any
_FILES = ("sheets.v4.json", "drive.v3.json", "drive.v2.json")
_HOLE = re.compile(r"\{\+?\w+\}")
_PROTO = {
    ("integer", "int32"): "TYPE_INT32",
    ("integer", "uint32"): "TYPE_UINT32",
    ("string", "int64"): "TYPE_INT64",
    ("number", "float"): "TYPE_FLOAT",
    ("number", "double"): "TYPE_DOUBLE",
    ("boolean", ""): "TYPE_BOOL",
}
_PACKAGE = "type.googleapis.com/google.apps.sheets.v4."


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a document does not allow.

    Attributes:
        field: where, in the document's own snake_case; "" for the whole.
        message: in Google's words.

    """

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Method:
    """One call of an API."""

    verb: str
    path: re.Pattern[str]
    literal: int
    described: Mapping[str, Json]
    document: Mapping[str, Json]

    @property
    def body_field(self) -> str:
        """What Google calls the body where it is one field of the request."""
        name = self.described.get("request", {}).get("$ref", "")
        return {"ValueRange": "data", "Spreadsheet": "spreadsheet"}.get(name, "")

    @property
    def parameters(self) -> dict[str, Json]:
        """What may stand in the query: the call's own and those of every call."""
        return {**self.document.get("parameters", {}), **self.described.get("parameters", {})}

    @property
    def _forgives(self) -> bool:
        """Whether unknown names in the query pass: Drive takes them, as recordings show."""
        return bool(self.document.get("name") == "drive")

    def body(self, side: str, value: Json) -> Iterator[Violation]:
        """What is wrong with a body; `side` is request or response."""
        if side in self.described:
            schemas = self.document["schemas"]
            start = self.body_field if side == "request" else ""
            yield from _checked(self.described[side], value, schemas, start)

    def query(self, given: Mapping[str, list[str]]) -> Iterator[Violation]:
        """What is wrong with the query."""
        for name, values in given.items():
            known = self.parameters.get(name)
            if known is None and self._forgives:
                continue
            if known is None:
                said = f"Field '{name}' could not be found in request message."
                yield Violation(
                    "",
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                    f"parameter. {said}",
                )
                continue
            for value in values:
                yield from _word(known, value, snake(name))


class Discovery:
    """All calls that the documents know."""

    def __init__(self, documents: list[dict[str, Json]]) -> None:
        found = [m for document in documents for m in _methods(document, document)]
        self._methods = sorted(found, key=lambda method: -method.literal)
        self.revisions = [f"{d['name']}.{d['version']} {d['revision']}" for d in documents]

    @classmethod
    def of(cls, folder: Path) -> Discovery:
        """The documents in a folder.

        Raises:
            ApiError: there are none.

        """
        paths = [folder / name for name in _FILES if (folder / name).is_file()]
        if not paths:
            raise invalid(f"None of {', '.join(_FILES)} is in the folder {folder}.")
        return cls([json.loads(path.read_text(encoding="utf-8")) for path in paths])

    def method(self, verb: str, path: str) -> Method | None:
        """The call that this is; None for one that no document knows."""
        found = (m for m in self._methods if m.verb == verb and m.path.match(path))
        return next(found, None)


def _methods(node: Mapping[str, Json], document: Mapping[str, Json]) -> Iterator[Method]:
    for described in node.get("methods", {}).values():
        paths = [f"/{document.get('servicePath', '')}{described['path']}"]
        uploads = described.get("mediaUpload", {}).get("protocols", {})
        paths += [protocol["path"] for protocol in uploads.values()]
        for path in dict.fromkeys(paths):
            parts = [re.escape(part) for part in _HOLE.split(path)]
            pattern = re.compile(f"^{'[^/]+?'.join(parts)}$")
            literal = sum(map(len, parts))
            yield Method(described["httpMethod"], pattern, literal, described, document)
    for resource in node.get("resources", {}).values():
        yield from _methods(resource, document)


@lru_cache(maxsize=2048)
def snake(name: str) -> str:
    """A field's name as Google's errors write it.

    >>> snake("startRowIndex")
    'start_row_index'
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", name)


def _checked(schema: Json, value: Json, schemas: Json, path: str) -> Iterator[Violation]:
    if value is None:
        return  # as if it had been left out
    if "$ref" in schema:
        name = schema["$ref"]
        if not isinstance(value, dict):
            yield _wrong(path, _PACKAGE + name, value)
            return
        yield from _object(schemas[name], value, schemas, path)
    elif schema.get("type") == "object":
        if isinstance(value, dict):
            yield from _object(schema, value, schemas, path)
        else:
            yield _wrong(path, "type.googleapis.com/google.protobuf.Struct", value)
    elif schema.get("type") == "array":
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from _checked(schema["items"], item, schemas, f"{path}[{i}]")
        else:
            yield _wrong(path, "type.googleapis.com/google.protobuf.ListValue", value)
    elif schema.get("type") != "any":
        yield from _scalar(schema, value, path)


def _object(schema: Json, value: dict[str, Json], schemas: Json, path: str) -> Iterator[Violation]:
    properties = schema.get("properties", {})
    for key, item in value.items():
        inner = f"{path}.{snake(key)}" if path else snake(key)
        if key in properties:
            yield from _checked(properties[key], item, schemas, inner)
        elif "additionalProperties" in schema:
            yield from _checked(schema["additionalProperties"], item, schemas, inner)
        else:
            at = f" at '{path}'" if path else ""
            yield Violation(
                path,
                f'Invalid JSON payload received. Unknown name "{key}"{at}: Cannot find field.',
            )


def _scalar(schema: Json, value: Json, path: str) -> Iterator[Violation]:
    kind = schema.get("type")
    fits = {
        "string": isinstance(value, str) or (_is_long(schema) and _is_whole(value)),
        "boolean": isinstance(value, bool),
        "integer": _is_whole(value),
        "number": _is_number(value),
    }.get(str(kind), True)
    if not fits:
        default = "TYPE_STRING"
        yield _wrong(path, _PROTO.get((str(kind), schema.get("format", "")), default), value)
    elif "enum" in schema and value not in schema["enum"]:
        name = path.rpartition(".")[2].partition("[")[0].title().replace("_", "")
        yield _wrong(path, _PACKAGE + name, value)


def _word(schema: Json, value: str, path: str) -> Iterator[Violation]:
    """A value of the query, which is always a text."""
    kind = schema.get("type")
    if kind == "boolean":
        if value.lower() not in ("true", "false"):
            yield _wrong(path, "TYPE_BOOL", value)
        return
    yield from _scalar(schema, value, path)


def _is_long(schema: Json) -> bool:
    return schema.get("format") in ("int64", "uint64")


def _is_whole(value: Json) -> bool:
    """Whole numbers may be written as texts, as everywhere in Google's JSON."""
    if isinstance(value, str):
        return bool(re.match(r"^-?[0-9]+$", value))
    return isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)


def _is_number(value: Json) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong(path: str, kind: str, value: Json) -> Violation:
    shown = json.dumps(value) if isinstance(value, bool | int | float) else f'"{value}"'
    return Violation(path, f"Invalid value at '{path}' ({kind}), {shown}")
