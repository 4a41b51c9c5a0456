"""Bytes to text, whatever program exported them.

UTF-8 and UTF-16 prove themselves. Among the old one-byte encodings of the West (Windows, Mac, DOS)
the one is right whose accents fall where words have them: ``Société`` rather than ``SociŽtŽ``.
Everything else is left to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman", "cp850")
_LETTERS: Final = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ")
_SYMBOLS: Final = frozenset("€£¥$¢§©®™°«»‹›“”„‘’‚–—…•·¿¡ªº²³½¼¾±×†\u00a0\u00ad´¨µ")  # noqa: RUF001
_SAMPLE = 1 << 18
_FOREIGN_SHARE = 0.3  # of a text's letters: no Western language has so many accents
_STRAY = re.compile("[\udc80-\udcff]")


def text_of(content: bytes) -> str | None:
    """The text that these bytes spell; None if they are no text in any encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content[:4096])
    if wide:
        return content.decode(wide, "replace")
    if _is_binary(content[:_SAMPLE]):
        return None
    return _utf8(content) or _one_byte(content)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: in Western text, every other byte is 0."""
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_binary(sample: bytes) -> bool:
    """More control characters than any export has; NUL is let pass, as padding of old systems."""
    controls = sum(map(sample.count, _CONTROLS))
    return controls > len(sample) // 50


_CONTROLS = tuple(bytes([code]) for code in range(1, 32) if code not in {9, 10, 11, 12, 13, 26, 27})


def _utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # a line pasted in from elsewhere, or a text cut off within a letter, does not change the rest
    text = content.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    proper = sum(1 for letter in text if letter > "\x7f") - stray
    if proper < 10 * stray:
        return None
    return _STRAY.sub(lambda m: _windows(bytes([ord(m[0]) - 0xDC00])), text)


def _windows(content: bytes) -> str:
    """As Windows in the West reads it; its five undefined bytes as themselves."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _one_byte(content: bytes) -> str:
    sample = _telling(content)
    best, score = max(
        ((encoding, _fit(sample, encoding)) for encoding in _WESTERN), key=lambda pair: pair[1]
    )
    if score < 0.8:
        best = _guessed(sample) or best
    if best == "cp1252":
        return _windows(content)
    return content.decode(best, "replace")


def _telling(content: bytes) -> bytes:
    """Lines that have more than ASCII in them, as many as are worth looking at."""
    lines = (line for line in content[: 8 * _SAMPLE].splitlines() if not line.isascii())
    return b"\n".join(lines)[:_SAMPLE]


def _fit(sample: bytes, encoding: str) -> float:
    """The share of letters and symbols beyond ASCII that stand where a Western text has them."""
    text = _windows(sample) if encoding == "cp1252" else sample.decode(encoding, "replace")
    letters = sum(map(str.isalpha, text))
    special = [place for place, letter in enumerate(text) if letter > "\x7f"]
    accents = sum(1 for place in special if text[place].isalpha())
    if accents > _FOREIGN_SHARE * letters and accents > 3:
        return 0.0
    good = sum(_belongs(text, place) for place in special)
    return good / len(special) if special else 1.0


def _belongs(text: str, place: int) -> bool:
    letter = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if letter in _LETTERS:
        if letter.isupper():
            return not before.islower()
        return before.isalpha() or after.isalpha()
    if letter == "’":  # noqa: RUF001 - an apostrophe, which stands within words
        return True
    return letter in _SYMBOLS and not (before.isalpha() and after.isalpha())


def _guessed(sample: bytes) -> str:
    # imported here: only one file in a hundred needs it
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(sample, cp_isolation=list(_ELSEWHERE)).best()
    return best.encoding if best else ""


_ELSEWHERE = (
    "cp1252 mac_roman cp850 cp437 cp1250 iso8859_2 cp1251 koi8_r cp866 cp1253 cp1254 cp1255 cp1256"
    " shift_jis euc_jp gb18030 big5 euc_kr"
).split()
