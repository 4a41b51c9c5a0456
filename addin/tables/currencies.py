"""Which currency a heading, a number format or an amount typed as text speaks of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

CODES: Final = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
    NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK
    SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS
    VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split()
)
"""Currencies in use. Source: ISO 4217 list one."""

_WORDS: Final = frozenset("ALL COP CUP ERN GEL LAK MAD MOP PEN RON SOS TOP TRY BAM BOB NAD".split())
"""Codes that are also words or names: they count in brackets and capitals only."""

SYMBOLS: Final = {
    "US$": "USD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "RM": "MYR",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₽": "RUB",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "zł": "PLN",
    "Kč": "CZK",
}
"""Signs that stand for one currency only. $, ¥, kr and Rs stand for several, so for none."""

AMBIGUOUS: Final = ("$", "¥", "kr", "Rs.", "Rs", "Rp.", "Rp")

_LOCALES: Final = {
    ("$", "409"): "USD",
    ("$", "1009"): "CAD",
    ("$", "C0C"): "CAD",
    ("$", "C09"): "AUD",
    ("$", "1409"): "NZD",
    ("$", "4809"): "SGD",
    ("$", "C04"): "HKD",
    ("$", "80A"): "MXN",
    ("¥", "411"): "JPY",
    ("¥", "804"): "CNY",
    ("kr", "41D"): "SEK",
    ("kr", "414"): "NOK",
    ("kr", "406"): "DKK",
    ("R", "1C09"): "ZAR",
}
"""Sign and Windows locale, as a number format pairs them: ``[$$-409]`` is the US dollar."""

_IN_FORMAT = re.compile(r"\[\$([^\]\-]*)(?:-([0-9A-Fa-f]+))?\]")
_TOKEN = re.compile(r"[A-Z]{3}(?![A-Za-z])")
_BRACKETED = re.compile(r"[(\[]\s*([A-Za-z]{3})\s*[)\]]")
_SIGN = re.compile(
    "|".join(
        rf"(?<![A-Za-z]){re.escape(sign)}(?![A-Za-z])" if sign[0].isalpha() else re.escape(sign)
        for sign in sorted(SYMBOLS, key=len, reverse=True)
    )
)


@lru_cache(maxsize=1024)
def currency_of(text: str) -> str | None:
    """The ISO code of the one currency that a heading or a number format names.

    None when it names none, a sign that several currencies share ("$" alone), or more than one.

    >>> currency_of("Total (RM)"), currency_of("Amount US$"), currency_of("Price $")
    ('MYR', 'USD', None)
    >>> currency_of('[$£-809]#,##0.00'), currency_of('#,##0.00 "EUR"')
    ('GBP', 'EUR')

    The "(All)" of a pivot's filter is no Albanian lek:

    >>> currency_of("(All)"), currency_of("Total (ALL)"), currency_of("Total (eur)")
    (None, 'ALL', 'EUR')
    """
    found = set()
    for sign, locale in _IN_FORMAT.findall(text):
        if locale:
            found.add(_LOCALES.get((sign, locale.upper().lstrip("0"))) or SYMBOLS.get(sign) or "")
    rest = _IN_FORMAT.sub(lambda match: f' "{match[1]}" ', text)
    found |= {SYMBOLS[sign] for sign in _SIGN.findall(rest)}
    found |= {
        code.upper()
        for code in _BRACKETED.findall(rest)
        if code.upper() in CODES and (code.isupper() or code.upper() not in _WORDS)
    }
    for match in _TOKEN.finditer(rest):
        before = rest[match.start() - 1 : match.start()]
        code = match[0]
        if code in CODES and code not in _WORDS and not before.isalpha():
            found.add(code)
    found.discard("")
    return found.pop() if len(found) == 1 else None
