"""How each locale writes numbers, dates, money, yes and no: what typing and showing share.

Patterns are Google's, which are written the American way in every locale (``.`` for the decimals,
``,`` for the thousands); a locale says how they come out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

# The spaces that people and locales put between thousands.
SPACES = "\u0020\u00a0\u202f"
TICK = "\u2019"  # the Swiss one


@dataclass(frozen=True, slots=True)
class Locale:
    """One locale's habits."""

    name: str
    """As in a spreadsheet's properties: ``de_DE``."""

    decimal: str
    """Between units and decimals."""

    group: str
    """Between thousands."""

    order: str
    """Of day, month and year in a date of numbers: ``dmy``, ``mdy`` or ``ymd``."""

    date: str
    """The pattern of a plain date."""

    time: str
    """The pattern of a plain time of day."""

    currency: str
    """The pattern of an amount with decimals."""

    symbol: str
    """The currency's symbol as people type it."""

    yes_no: tuple[str, str]
    """What a tick box and a comparison show."""

    months: tuple[str, ...]
    """January to December, in full."""

    short_months: tuple[str, ...]
    """The same, abbreviated."""

    days: tuple[str, ...]
    """Monday to Sunday, in full."""

    short_days: tuple[str, ...]
    """The same, abbreviated."""

    @property
    def argument(self) -> str:
        """What separates a function's arguments: a semicolon where the comma is taken."""
        return ";" if self.decimal == "," else ","


# What a name of months or days is made from: the full names, then the short ones where they are
# not the first three letters.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "en": (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
    ),
    "de": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Mo Di Mi Do Fr Sa So",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lun. mar. mer. jeu. ven. sam. dim.",
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "ma di wo do vr za zo",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lun mar mié jue vie sáb dom",
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "seg. ter. qua. qui. sex. sáb. dom.",
    ),
    "it": (
        (
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
            " novembre dicembre"
        ),
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "lun mar mer gio ven sab dom",
    ),
    "sv": (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "mån tis ons tors fre lör sön",
    ),
    "da": (
        "januar februar marts april maj juni juli august september oktober november december",
        "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "man. tir. ons. tor. fre. lør. søn.",
    ),
    "pl": (
        (
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
            " listopada grudnia"
        ),
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "pon. wt. śr. czw. pt. sob. niedz.",
    ),
    "ja": (
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        "月 火 水 木 金 土 日",
    ),
}
_WORDS["nb"] = (
    "januar februar mars april mai juni juli august september oktober november desember",
    "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "man. tir. ons. tor. fre. lør. søn.",
)

_YES_NO = {
    "de": ("WAHR", "FALSCH"),
    "fr": ("VRAI", "FAUX"),
    "nl": ("WAAR", "ONWAAR"),
    "es": ("VERDADERO", "FALSO"),
    "pt": ("VERDADEIRO", "FALSO"),
    "it": ("VERO", "FALSO"),
    "sv": ("SANT", "FALSKT"),
    "da": ("SAND", "FALSK"),
    "nb": ("SANN", "USANN"),
    "pl": ("PRAWDA", "FAŁSZ"),
}

_12, _24 = "h:mm:ss am/pm", "hh:mm:ss"
_NBSP, _NARROW = "\u00a0", "\u202f"

# name: decimal, group, order, date, time, currency, symbol
_HABITS: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "en_US": (".", ",", "mdy", "m/d/yyyy", _12, '"$"#,##0.00', "$"),
    "en_CA": (".", ",", "ymd", "yyyy-mm-dd", _12, '"$"#,##0.00', "$"),
    "en_GB": (".", ",", "dmy", "dd/mm/yyyy", _24, '"£"#,##0.00', "£"),
    "en_IE": (".", ",", "dmy", "dd/mm/yyyy", _24, '"€"#,##0.00', "€"),
    "en_AU": (".", ",", "dmy", "dd/mm/yyyy", _12, '"$"#,##0.00', "$"),
    "en_NZ": (".", ",", "dmy", "d/mm/yyyy", _12, '"$"#,##0.00', "$"),
    "en_IN": (".", ",", "dmy", "dd/mm/yyyy", _24, '"₹"#,##0.00', "₹"),
    "de_DE": (",", ".", "dmy", "dd.mm.yyyy", _24, '#,##0.00" €"', "€"),
    "de_AT": (",", ".", "dmy", "dd.mm.yyyy", _24, '"€ "#,##0.00', "€"),
    "de_CH": (".", TICK, "dmy", "dd.mm.yyyy", _24, '"CHF "#,##0.00', "CHF"),
    "fr_FR": (",", _NARROW, "dmy", "dd/mm/yyyy", _24, '#,##0.00" €"', "€"),
    "fr_CA": (",", _NBSP, "ymd", "yyyy-mm-dd", _24, '#,##0.00" $"', "$"),
    "nl_NL": (",", ".", "dmy", "d-m-yyyy", _24, '"€ "#,##0.00', "€"),
    "es_ES": (",", ".", "dmy", "d/m/yyyy", _24, '#,##0.00" €"', "€"),
    "es_MX": (".", ",", "dmy", "dd/mm/yyyy", _24, '"$"#,##0.00', "$"),
    "pt_BR": (",", ".", "dmy", "dd/mm/yyyy", _24, '"R$ "#,##0.00', "R$"),
    "pt_PT": (",", _NBSP, "dmy", "dd/mm/yyyy", _24, '#,##0.00" €"', "€"),
    "it_IT": (",", ".", "dmy", "dd/mm/yyyy", _24, '#,##0.00" €"', "€"),
    "sv_SE": (",", _NBSP, "ymd", "yyyy-mm-dd", _24, '#,##0.00" kr"', "kr"),
    "da_DK": (",", ".", "dmy", "dd.mm.yyyy", "hh.mm.ss", '#,##0.00" kr."', "kr."),
    "nb_NO": (",", _NBSP, "dmy", "dd.mm.yyyy", _24, '#,##0.00" kr"', "kr"),
    "pl_PL": (",", _NBSP, "dmy", "d.mm.yyyy", _24, '#,##0.00" zł"', "zł"),
    "ja_JP": (".", ",", "ymd", "yyyy/mm/dd", "h:mm:ss", '"¥"#,##0.00', "¥"),
}

NAMES = tuple(_HABITS)
DEFAULT = "en_US"

# A symbol that is not the locale's own is money all the same.
SYMBOLS = ("CHF", "R$", "kr.", "kr", "zł", "$", "€", "£", "¥", "₹")


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """The habits of this locale; of its language's first one if it has none, else American ones.

    >>> locale_of("de_LI").decimal
    ','
    """
    known = name.replace("-", "_")
    if known not in _HABITS:
        language = known.partition("_")[0]
        known = next((each for each in NAMES if each.startswith(language + "_")), DEFAULT)
    decimal, group, order, date, time, currency, symbol = _HABITS[known]
    language = known.partition("_")[0]
    months, short_months, days, short_days = _WORDS[language]
    return Locale(
        name=known,
        decimal=decimal,
        group=group,
        order=order,
        date=date,
        time=time,
        currency=currency,
        symbol=symbol,
        yes_no=_YES_NO.get(language, ("TRUE", "FALSE")),
        months=tuple(months.split()),
        short_months=tuple(short_months.split()),
        days=tuple(days.split()),
        short_days=tuple(short_days.split()),
    )
