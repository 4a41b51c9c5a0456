"""A font of this computer for what ours has not: Chinese, Japanese, Korean, Thai and others.

Scripts whose letters change their form or their order beside one another (those of India, Burmese,
Khmer, Tibetan) would be drawn letter by letter, which reads as something else: they are not taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from addin.errors import UnreadableFile

_SHAPED: Final = (
    range(0x0600, 0x08A0),  # Arabic, Syriac, Thaana, N'Ko: Arabic is in our own font
    range(0x08A0, 0x0E00),  # Devanagari to Sinhala
    range(0x0F00, 0x10A0),  # Tibetan, Burmese
    range(0x1780, 0x1880),  # Khmer, Mongolian
    range(0x1900, 0x1B80),  # Limbu to Balinese
    range(0xA800, 0xAC00),  # Syloti Nagri to Meetei Mayek
    range(0x11000, 0x12000),  # Brahmi to Marchen
)


def must_be_a_font(font: Path) -> None:
    """Whether a file is a font that a PDF can hold: before it is given to one.

    Raises:
        UnreadableFile: there is no font in that file, or it cannot be read.
    """
    # only who names a font pays for it
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        with font.open("rb") as file:
            found = TTFont(file, fontNumber=0, lazy=True)
            has_letters = bool(found.getBestCmap() and found["head"].unitsPerEm and found["hmtx"])
    except OSError as error:
        raise UnreadableFile(str(font), error.strerror or str(error)) from None
    except (TTLibError, LookupError, AttributeError, TypeError, ValueError, AssertionError):
        has_letters = False
    if not has_letters:
        raise UnreadableFile(str(font), "it is no font, or it has no letters")


def takeable(letters: Iterable[int]) -> frozenset[int]:
    """Those letters of such a font that may be drawn one by one."""
    return frozenset(letters).difference(*_SHAPED)
