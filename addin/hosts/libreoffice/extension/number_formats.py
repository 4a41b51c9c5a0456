"""Number formats by their English codes ↔ the numbers under which a document keeps them."""

from __future__ import annotations

from typing import Any

import uno  # type: ignore[import-not-found]

GENERAL = "General"
_LOGICAL = 1024  # com.sun.star.util.NumberFormat.LOGICAL
_STANDARD = 0  # key of General in every document


def _locale(language: str, country: str) -> Any:
    made = uno.createUnoStruct("com.sun.star.lang.Locale")
    made.Language, made.Country = language, country
    return made


class NumberFormats:
    """The number formats of a document, spelt as in American English; each is asked for once."""

    def __init__(self, document: Any, services: Any) -> None:
        self._formats = document.getNumberFormats()
        self._english = _locale("en", "US")
        self._scratch = services.createInstanceWithArguments(
            "com.sun.star.util.NumberFormatsSupplier", (self._english,)
        ).getNumberFormats()
        self._known: dict[int, tuple[str, bool]] = {}
        self._keys: dict[str, int] = {}

    def code(self, key: int) -> str:
        """The code of a format."""
        return self._told(key)[0]

    def is_logical(self, key: int) -> bool:
        """Whether it shows 1 and 0 as TRUE and FALSE."""
        return self._told(key)[1]

    def key(self, code: str) -> int:
        """Under which number the document keeps a format; it is added if it has none.

        Raises:
            com.sun.star.util.MalformedNumberFormatException: it is no format.
        """
        if code == GENERAL:
            return _STANDARD
        if code not in self._keys:
            found = int(self._formats.queryKey(code, self._english, False))
            self._keys[code] = (
                found if found >= 0 else int(self._formats.addNew(code, self._english))
            )
        return self._keys[code]

    @property
    def logical(self) -> int:
        """The format for TRUE and FALSE."""
        return int(self._formats.getStandardFormat(_LOGICAL, self._english))

    def _told(self, key: int) -> tuple[str, bool]:
        if key not in self._known:
            known = self._formats.getByKey(key)
            code, locale = str(known.FormatString), known.Locale
            logical = bool(known.Type & _LOGICAL)
            if key == _STANDARD:
                code = GENERAL
            elif locale.Language not in ("", "en"):
                code = self._in_english(code, locale)
            self._known[key] = (GENERAL if code in ("Standard", "BOOLEAN") else code, logical)
        return self._known[key]

    def _in_english(self, code: str, locale: Any) -> str:
        found = self._scratch.queryKey(code, locale, False)
        key = (
            self._scratch.addNewConverted(code, locale, self._english)
            if found < 0 or locale.Language
            else found
        )
        return str(self._scratch.getByKey(key).FormatString)
