"""Numbers shown by a pattern's digits: rounding, thousands, per cent, exponents and fractions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from sheets_emulator.locales import Locale
from sheets_emulator.patterns import Section, Token

_PRECISION = 400  # of a float's every digit


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a section's digits ask for."""

    units: tuple[int, ...]
    """Where the digits before the point stand among the tokens."""

    decimals: tuple[int, ...]
    """Where those after it stand."""

    grouped: bool
    scale: int
    """The powers of ten it is moved by: 2 for per cent, -3 for each comma at the end."""


def shown_number(number: float, section: Section, locale: Locale) -> str:
    """The size of a number as this section writes it; its sign is the caller's."""
    if (slash := _slash(section)) is not None:
        return _fraction(abs(number), section, slash)
    shape = _shape(section)
    with localcontext() as context:
        context.prec = _PRECISION
        value = abs(Decimal(repr(number)))
        value = value.scaleb(shape.scale)
        power = 0
        if section.has("exponent"):
            value, power = _scientific(value, shape)
        value = _rounded(value, len(shape.decimals))
    whole, _, rest = f"{value:f}".partition(".")
    return _placed(section, shape, (whole.lstrip("0"), rest), power, locale)


def rounds_to_nothing(number: float, section: Section) -> bool:
    """Whether a number shows as zero, so that no minus stands before it."""
    if section.has("exponent") or _slash(section) is not None:
        return number == 0
    shape = _shape(section)
    with localcontext() as context:
        context.prec = _PRECISION
        return _rounded(Decimal(repr(number)).scaleb(shape.scale), len(shape.decimals)) == 0


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _shape(section: Section) -> _Shape:
    units: list[int] = []
    decimals: list[int] = []
    commas = percent = 0
    grouped = after_point = False
    for i, token in enumerate(section.tokens):
        if token.kind == "digit":
            grouped = grouped or (commas > 0 and not after_point)
            commas = 0 if not after_point else commas
            (decimals if after_point else units).append(i)
        elif token.kind == "comma" and units:
            commas += 1
        elif token.kind == "point":
            after_point = True
        elif token.kind == "percent":
            percent += 1
    return _Shape(tuple(units), tuple(decimals), grouped, 2 * percent - 3 * commas)


def _scientific(value: Decimal, shape: _Shape) -> tuple[Decimal, int]:
    """The mantissa and its power of ten; several digits before the point step by that many."""
    if value == 0:
        return value, 0
    step = max(len(shape.units), 1)
    power = value.adjusted() // step * step
    if _rounded(value.scaleb(-power), len(shape.decimals)) >= 10**step:
        power += step
    return value.scaleb(-power), power


def _placed(
    section: Section, shape: _Shape, digits: tuple[str, str], power: int, locale: Locale
) -> str:
    """The digits put where the pattern has them, literals between them staying."""
    placed = _units_placed(section, shape, digits[0], locale)
    placed |= _decimals_placed(section, shape, digits[1])
    out = []
    for i, token in enumerate(section.tokens):
        if token.kind == "digit":
            out.append(placed.get(i, ""))
        elif token.kind == "point":
            out.append(locale.decimal)
        elif token.kind == "exponent":
            out.append(_exponent(token, power))
        elif token.kind != "comma" or not shape.units:
            out.append(token.text)
    return "".join(out)


def _exponent(token: Token, power: int) -> str:
    sign = "-" if power < 0 else "+" if token.text[1] == "+" else ""
    return f"{token.text[0].upper()}{sign}{abs(power):0{len(token.text) - 2}}"


def _units_placed(section: Section, shape: _Shape, whole: str, locale: Locale) -> dict[int, str]:
    placed: dict[int, str] = {}
    count = 0
    left = whole
    for place in reversed(shape.units):
        first = place == shape.units[0]
        taken = (left if first else left[-1:]) or {"0": "0", "?": " "}.get(
            section.tokens[place].text, ""
        )
        left = "" if first else left[:-1]
        out = ""
        for digit in reversed(taken):
            if shape.grouped and count and count % 3 == 0 and digit.isdigit():
                out = locale.group + out
            out = digit + out
            count += 1
        placed[place] = out
    return placed


def _decimals_placed(section: Section, shape: _Shape, rest: str) -> dict[int, str]:
    placed: dict[int, str] = {}
    needed = False
    for place, digit in zip(reversed(shape.decimals), reversed(rest), strict=True):
        text = section.tokens[place].text
        needed = needed or digit != "0" or text == "0"
        placed[place] = digit if needed else {"?": " "}.get(text, "")
    return placed


def _slash(section: Section) -> int | None:
    """Where a fraction's stroke stands."""
    tokens = section.tokens
    for i in range(1, len(tokens) - 1):
        beside = tokens[i + 1]
        if (
            tokens[i] == Token("literal", "/")
            and tokens[i - 1].kind == "digit"
            and (beside.kind == "digit" or beside.text.isdigit())
        ):
            return i
    return None


def _fraction(number: float, section: Section, slash: int) -> str:
    tokens = section.tokens
    upper, lower = slash, slash + 1
    while upper > 0 and tokens[upper - 1].kind == "digit":
        upper -= 1
    while lower < len(tokens) and (tokens[lower].kind == "digit" or tokens[lower].text.isdigit()):
        lower += 1
    below = "".join(token.text for token in tokens[slash + 1 : lower])
    exact = Fraction(repr(number))
    if below.isdigit() and int(below):
        nearest = Fraction(round(exact * int(below)), int(below))
        part, base = round(exact * int(below)), int(below)
    else:
        nearest = exact.limit_denominator(10 ** len(below) - 1)
        part, base = nearest.numerator, nearest.denominator
    before = [token for token in tokens[:upper] if token.kind == "digit"]
    whole = int(nearest) if before else 0
    part -= whole * base
    lead = "".join(token.text for token in tokens[:upper] if token.kind != "digit")
    if before:
        lead = f"{whole or ('' if part else '0')}{lead if part else ''}"
    tail = "".join(token.text for token in tokens[lower:])
    return f"{lead}{part}/{base}{tail}" if part or not before else f"{lead}{tail}"
