"""References that are one slip of a finger away from one another, found without comparing all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.domain.account_codes import near


class Nearby:
    """Keys, and which of them are one slip away from another key.

    >>> Nearby(["vr.4477", "vr.4900"]).of("vr.4417")
    ('vr.4477',)
    """

    __slots__ = ("_by_form",)

    def __init__(self, keys: Iterable[str]) -> None:
        by_form: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            for form in _forms(key):
                by_form.setdefault(form, []).append(key)
        self._by_form = by_form

    def of(self, key: str) -> tuple[str, ...]:
        """The keys a slip away, in order of the alphabet: a character wrong, missing, or swapped.

        The key itself is not among them.
        """
        candidates = {
            other for form in _forms(key) for other in self._by_form.get(form, ()) if other != key
        }
        return tuple(sorted(other for other in candidates if near(key, other)))


def _forms(key: str) -> Iterator[str]:
    """The key, and the key without one of its characters: two keys a slip apart share one."""
    yield from {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
