"""Identifiers as Google's look; with a seed they come in the same order each time."""

from __future__ import annotations

import random
import string

_LETTERS = string.ascii_letters + string.digits + "_-"


class Ids:
    """Where new identifiers come from. `seed` None: other ones at each start."""

    def __init__(self, seed: int | None = None) -> None:
        self.seed = seed
        # Identifiers of an emulator guard nothing; they have to be repeatable instead.
        self._random = random.Random(seed)  # noqa: S311 - no secret

    def file(self) -> str:
        """An identifier of a file: 44 characters, `1` first."""
        return "1" + "".join(self._random.choices(_LETTERS, k=43))

    def number(self) -> int:
        """A positive number of 31 bits: of a sheet, a protected range, a piece of metadata."""
        return self._random.randint(1, 2**31 - 1)
