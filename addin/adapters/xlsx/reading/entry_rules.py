"""What a sheet says about what may be typed, and about looks that depend on values.

Both stand twice: where Excel 2007 put them, and, where they refer to other sheets, among the
sheet's extensions with their texts in elements instead of attributes.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping

from addin.adapters.xlsx.markup import BadMarkup, spelt_out
from addin.tables.beside_cells import ConditionalFormat, Validation
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Area

_YES = frozenset({"1", "true"})
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})


class Rules:
    """Gathers the rules of one sheet from a parser's events."""

    def __init__(
        self, validations: list[Validation], formats: list[ConditionalFormat], most: int
    ) -> None:
        self._validations = validations
        self._formats = formats
        self._left = most
        self._within = ""  # dataValidation, conditionalFormatting, or neither
        self._attributes: Mapping[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._rules: list[tuple[str, list[list[str]]]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; its name is without a prefix."""
        if not self._within:
            if name in {"dataValidation", "conditionalFormatting"}:
                self._within, self._attributes = name, attributes
                self._texts, self._rules = {}, []
        elif name == "cfRule":
            self._rules.append((attributes.get("type", ""), []))
        elif name in {"sqref", "list"}:
            self._into = self._texts.setdefault(name, [])
        elif name in _FORMULAS:
            self._into = self._formula(name)

    def _formula(self, name: str) -> list[str] | None:
        if self._within == "dataValidation":
            # an extension has its formula in an ``f`` within ``formula1``
            return self._into if name == "f" else self._texts.setdefault(name, [])
        if not self._rules:
            return None
        self._rules[-1][1].append([])
        return self._rules[-1][1][-1]

    def characters(self, text: str) -> None:
        """Text within an element."""
        if self._into is not None:
            self._into.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if not self._within:
            return
        self._into = None
        if name != self._within:
            return
        self._within = ""
        if name == "dataValidation":
            self._validation()
        else:
            self._conditional_formats()

    def _areas(self) -> tuple[Area, ...]:
        stated = self._attributes.get("sqref", "") or "".join(self._texts.get("sqref", ()))
        parts = stated.split(None, self._left + 1)
        self._left -= len(parts)
        if self._left < 0:
            raise BadMarkup("its rules cover more areas than any sheet has")
        found = []
        for part in parts:
            try:
                found.append(Area.of(part))
            except ValueError:
                continue  # whole columns, as some libraries write them, are no area of Excel's
        return tuple(found)

    def _validation(self) -> None:
        stated = self._attributes
        first, second = (
            as_shown(spelt_out("".join(self._texts.get(name, ())).strip()))
            for name in ("formula1", "formula2")
        )
        kind = stated.get("type", "none")
        areas = self._areas()
        if areas:
            self._validations.append(
                Validation(
                    areas,
                    kind,
                    stated.get("operator", "between"),
                    first,
                    second,
                    _choices("".join(self._texts.get("list", ())), first) if kind == "list" else (),
                    stated.get("allowBlank") in _YES,
                    stated.get("showErrorMessage") in _YES
                    and stated.get("errorStyle", "stop") == "stop",
                )
            )

    def _conditional_formats(self) -> None:
        areas = self._areas()
        for kind, texts in self._rules if areas else ():
            formulas = tuple(as_shown(spelt_out("".join(text).strip())) for text in texts)
            self._formats.append(ConditionalFormat(areas, kind, tuple(filter(None, formulas))))


def _choices(listed: str, formula: str) -> tuple[str, ...]:
    """The entries of a list that is written out: in an element of its own, or as one text."""
    if listed:  # entries with commas are quoted here
        return tuple(entry.strip() for entry in next(csv.reader([listed]), []))
    if len(formula) > 1 and formula[0] == formula[-1] == '"':
        return tuple(entry.strip() for entry in formula[1:-1].replace('""', '"').split(","))
    return ()
