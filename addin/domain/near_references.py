"""References that are one slip of a finger away from one another, found without comparing all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.domain.account_codes import near


class Nearby:
    """Keys, and which of them are one slip away from another key.

    The dots between the parts of a key do not count: who types O for 0 makes three parts of one.

    >>> Nearby(["vr.4477", "1042"]).of("vr.4417"), Nearby(["1042"]).of("1.o.42")
    (('vr.4477',), ('1042',))
    """

    __slots__ = ("_by_form",)

    def __init__(self, keys: Iterable[str]) -> None:
        by_form: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            for form in _forms(_plain(key)):
                by_form.setdefault(form, []).append(key)
        self._by_form = by_form

    def of(self, key: str) -> tuple[str, ...]:
        """The keys a slip away, in order of the alphabet.

        A slip is a character wrong, missing or too many, two neighbours swapped, or parts run
        together. The key itself is not among them.
        """
        plain = _plain(key)
        candidates = {
            other for form in _forms(plain) for other in self._by_form.get(form, ()) if other != key
        }
        return tuple(
            sorted(
                other
                for other in candidates
                if _plain(other) == plain or near(_plain(other), plain)
            )
        )


def _plain(key: str) -> str:
    return key.replace(".", "")


def _forms(plain: str) -> Iterator[str]:
    """The key, and the key without one of its characters: two keys a slip apart share one."""
    yield from {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))}
