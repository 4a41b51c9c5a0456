"""Whether a request that failed can have reached Google at all."""

from __future__ import annotations

import requests


def never_left(error: requests.RequestException) -> bool:
    """No connection was made: wrong name, refused, no answer to the call, no trust, no proxy.

    Anything else may have arrived, and been applied.
    """
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.ProxyError)):
        return True
    if isinstance(error, requests.exceptions.SSLError):
        return "CERTIFICATE_VERIFY_FAILED" in str(error)  # else: cut in the middle
    if not isinstance(error, requests.ConnectionError):
        return False
    # MaxRetryError(reason=NewConnectionError(...)): urllib3 tells them apart by class
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError"}
