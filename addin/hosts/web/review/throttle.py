"""How often somebody may try a token: a growing wait for each address, and a rate for all.

A token cannot be guessed; what a flood of guesses could do is fill the audit trail and keep the
server busy. A refused try is not looked at, and does not make the wait longer: whoever waits as
long as they are told gets their try, however many others are guessing from the same address. A
browser in which a person has signed in before (the *device*) waits for its own mistakes alone.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_FREE: Final = 3  # mistakes without a wait
_LONGEST: Final = 30.0  # seconds
_FORGIVEN: Final = 900.0  # seconds without a mistake
_MOST: Final = 4096  # addresses and devices remembered


@dataclass(slots=True)
class _Failures:
    """What is known of an address: its mistakes, the last of them, and when it may try again."""

    count: int = 0
    last: float = 0.0
    free: float = 0.0


@dataclass(slots=True)
class _Bucket:
    """So many tries at once, and so many a second after that."""

    most: float
    a_second: float
    left: float
    at: float = 0.0

    def wait(self, now: float) -> float:
        """How many seconds until there is one; 0: now."""
        self.left = min(self.most, self.left + max(0.0, now - self.at) * self.a_second)
        self.at = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.a_second

    def take(self) -> None:
        self.left -= 1


class Throttle:
    """Counts failed tries; ``clock`` is in seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: OrderedDict[str, _Failures] = OrderedDict()
        self._repeated = _Bucket(20, 1.0, 20)  # addresses that have failed before
        self._fresh = _Bucket(60, 5.0, 60)  # those that have not: a person's first try

    def wait(self, address: str, device: str = "") -> float:
        """How many seconds until this one may try; 0: now, and this is counted as their try."""
        now = self._clock()
        key = _key(address, device)
        failures = self._known.get(key)
        if failures is not None and now - failures.last > _FORGIVEN:
            del self._known[key]
            failures = None
        if failures is not None and now < failures.free:
            return failures.free - now
        if device:
            return 0.0
        bucket = self._fresh if failures is None else self._repeated
        waiting = bucket.wait(now)
        if not waiting:
            bucket.take()
        return waiting

    def failed(self, address: str, device: str = "") -> None:
        """The try was no token of anybody's."""
        now = self._clock()
        key = _key(address, device)
        failures = self._known.pop(key, None) or _Failures()
        failures.count += 1
        failures.last = now
        over = failures.count - _FREE
        failures.free = now + (min(_LONGEST, 2.0 ** min(over, 10)) if over >= 0 else 0.0)
        self._known[key] = failures
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

    def succeeded(self, address: str, device: str = "") -> None:
        """It was: what this device has done wrong is forgotten, its address's mistakes are not.

        Else somebody with a token could guess at others' for ever, in between their own.
        """
        del address
        if device:
            self._known.pop(_key("", device), None)

    def __len__(self) -> int:
        return len(self._known)


def _key(address: str, device: str) -> str:
    """Who is counted: the device, else the address; of IPv6 the network that one home has."""
    if device:
        return f"device {device}"
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
