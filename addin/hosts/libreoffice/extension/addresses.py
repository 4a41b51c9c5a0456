"""The addresses that press buttons: ``vnd.org.tieout:press?transfer_budget&from=6901``."""

from __future__ import annotations

from urllib.parse import parse_qsl

PROTOCOL = "vnd.org.tieout:"
_PRESS = "press"


def parsed(address: str) -> tuple[str, dict[str, str]]:
    """The button and the answers that an address names; no name if it names none.

    ``+`` is a plus sign, not a blank: amounts have some.
    """
    path, _, query = address[len(PROTOCOL) :].partition("?")
    name, _, rest = query.partition("&")
    if path != _PRESS:
        return "", {}
    pairs = parse_qsl(rest.replace("+", "%2B"), keep_blank_values=False)
    return name, dict(pairs)
