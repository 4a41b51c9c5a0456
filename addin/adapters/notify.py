"""Messages to Slack, Teams, mail, webhooks and a hundred others, by address, through Apprise."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from addin.adapters.notify_forms import formed
from addin.adapters.notify_quietly import in_silence, listening
from addin.ports.notify import Delivery, Message, Parcel, Reached

if TYPE_CHECKING:
    from apprise import Apprise, AppriseResult, NotifyType

AT_ONCE: Final = 4
PAUSES: Final = (1.0, 4.0)
"""Seconds before the second try, and before the third, which is the last."""
READ_SECONDS: Final = 15.0
"""How long an answer may take: one that is missed makes the message come twice."""
WHOLE_SECONDS: Final = 40.0
"""How long one try may take, whatever a service does."""

_HTTP: Final = re.compile(r"\berror=([1-5]\d\d)\b")
_MAIL: Final = re.compile(r"\(([45]\d\d), b['\"]")
_PASSING: Final = frozenset({"408", "425", "429"})
"""What a service answers that will take the same message later."""


class AppriseNotifier:
    """A notifier whose addresses are the values of ``environment``."""

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        pauses: Sequence[float] = PAUSES,
        read_seconds: float = READ_SECONDS,
        whole_seconds: float = WHOLE_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._environment = environment
        self._pauses = tuple(pauses)
        self._read_seconds = read_seconds
        self._whole_seconds = whole_seconds
        self._sleep = sleep

    def deliver(self, parcels: Sequence[Parcel]) -> tuple[Delivery, ...]:
        """Deliver all, several at a time; a delivery for each, in their order."""
        if not parcels:
            return ()
        with in_silence(), ThreadPoolExecutor(min(AT_ONCE, len(parcels))) as pool:
            return tuple(pool.map(self._deliver, parcels))

    def ready(self, to: str) -> Delivery:
        """Whether there is an address that could be used, without sending anything."""
        with in_silence(), listening():
            service = self._service(to)
        return service if isinstance(service, Delivery) else Delivery(to, Reached.DELIVERED)

    def _deliver(self, parcel: Parcel) -> Delivery:
        with listening() as heard:
            for tries, pause in enumerate((*self._pauses, None), 1):
                # each try anew: a service that was called once holds the next call back for seconds
                service = self._service(parcel.to)
                if isinstance(service, Delivery):
                    return service
                heard.clear()
                result = self._sent(service, parcel.message)
                if result:
                    return Delivery(parcel.to, Reached.DELIVERED, tries)
                status, is_final = _answer(heard)
                if is_final:
                    return Delivery(parcel.to, Reached.REFUSED, tries, status)
                if _may_have_landed(result, heard):
                    break
                if pause is not None:
                    self._sleep(pause)
        return Delivery(parcel.to, Reached.UNREACHED, tries, status)

    def _service(self, to: str) -> Apprise | Delivery:
        """What delivers to an address, or why there is nothing."""
        address = self._environment.get(to, "").strip()
        if not address:
            return Delivery(to, Reached.MISSING)
        # a seventh of a second
        from apprise import Apprise, AppriseAsset, OverflowMode  # noqa: PLC0415

        asset = AppriseAsset(
            app_id="Tieout",
            app_desc="Tieout",
            app_url="",
            image_url_mask="",
            image_url_logo="",
            storage_mode="memory",  # nothing of an address is kept on disk
            pgp_autogen=False,
            pem_autogen=False,
            allow_templates=False,
        )
        service = Apprise.instantiate(address, asset=asset)
        if service is None:
            return Delivery(to, Reached.UNUSABLE)
        service.optional = False  # "optional=yes" would have a failure look like a delivery
        if "rto=" not in address:
            service.socket_read_timeout = self._read_seconds
        if "overflow=" not in address:
            service.overflow_mode = OverflowMode.TRUNCATE
        whole = Apprise(asset=asset)
        whole.add(service)
        return whole

    def _sent(self, service: Apprise, message: Message) -> AppriseResult:
        from apprise import NotifyFormat  # noqa: PLC0415 - it is there already

        (each,) = service
        _enclose(each, message.structured)
        title, body, form = formed(each, message)
        return service.notify(
            body=body,
            title=title,
            notify_type=_kind(message.worst),
            body_format=NotifyFormat(form),  # each service escapes text by its own rules
            timeout=self._whole_seconds,
        )


def _kind(worst: int) -> NotifyType:
    from apprise import NotifyType  # noqa: PLC0415 - it is there already

    kinds = (NotifyType.SUCCESS, NotifyType.INFO, NotifyType.WARNING)
    return kinds[worst] if worst < len(kinds) else NotifyType.FAILURE


def _enclose(service: Any, structured: Mapping[str, object]) -> None:
    """Put the structured form into what a webhook of one's own is sent, as ``digest``."""
    extras = getattr(service, "payload_extras", None)
    if structured and isinstance(extras, dict) and "digest" not in extras:
        is_json = service.protocol == "json"
        extras["digest"] = structured if is_json else json.dumps(structured, ensure_ascii=False)


def _may_have_landed(result: AppriseResult, heard: Sequence[str]) -> bool:
    """Whether it was sent and no answer came: at once again, and people would read it twice."""
    is_late = any(each.status.name == "TIMEOUT" for each in result)
    return is_late or any("Read timed out" in said for said in heard)


def _answer(heard: Sequence[str]) -> tuple[str, bool]:
    """The number that a service answered, and whether it will answer so again."""
    said = "\n".join(heard)
    if found := _HTTP.findall(said):
        status = found[-1]
        return status, status.startswith(("3", "4")) and status not in _PASSING
    if found := _MAIL.findall(said):
        return found[-1], found[-1].startswith("5")
    return "", False
