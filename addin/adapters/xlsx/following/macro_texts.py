"""The texts that a workbook's macros hold, such as the names of sheets they work on.

Beside the source, which is compressed, a project keeps the code that Excel compiled from it, and in
that every text stands as it is: a code for *text*, its length, its letters. Projects saved by
programs that do not compile have none; then nothing is found.

Source:
    [MS-OVBA] 2.3.4.3, module streams: the performance cache stands before the compressed source.
    Its instructions are not published; 0x00B9 (a literal text) holds for Office 97 and later.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_LITERAL = re.compile(rb"\xb9\x00(?=(..))", re.DOTALL)
LONGEST = 255


def texts_in(project: bytes) -> Iterator[str]:
    """Texts in the macros of a ``vbaProject.bin``, in the order they are kept.

    Letters beyond ASCII are read as on a computer set to a western language.
    """
    for found in _LITERAL.finditer(project):
        (length,) = struct.unpack("<H", found[1])
        text = project[found.end() + 2 : found.end() + 2 + length]
        if 0 < length <= LONGEST and len(text) == length and min(text) >= 32:
            yield text.decode("cp1252", "replace")
