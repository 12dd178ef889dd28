"""One cell → the value of a fact, or why it has none. Figures are read here, words by `understand`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.lists.folding import folded, shown
from bot.lists.model import NO_RESULT, Percent
from bot.lists.words import table, units, whole
from rules.rulebook import NUMBERS, UNKNOWN, FactDefinition

_FIGURE = re.compile(r"[¥$]?([-+]?)[¥$]?(\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d+)?(\.\d+)?(?:e([-+]?\d{1,3}))?")
_NEGATIVE = re.compile(r"\((\d[\d,.]*)\)")
_MISTYPED = re.compile(r"\d[oil]|[oil]\d")
_SPACED = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f]+(?=\d)")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[\s\u00a0\u2009\u202f]\d{3})+(?!\d)")
_IN_WORDS = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]{2,}(?:点[零一二三四五六七八九]+)?")
_TIMES_TYPICAL = 20
_EXACT_UNITS = ("money", "ratio", "persons", "count", "years", "months")


class Bad(Exception):
    """A cell that is no value of its fact: the key of what is wrong, with what fills its sentence."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Read:
    """`value`: none where the cell says nothing; `doubt`: told although the value counts."""

    value: Any
    doubt: str | None = None


NOTHING = Read(None)


def is_blank(cell: Any) -> bool:
    """A mark for nothing (/, —, 待填); an empty cell too."""
    return not shown(cell) or (isinstance(cell, str) and folded(cell) in _words("marks", "blank"))


def check_error(cell: Any) -> None:
    """Raises `Bad` for a formula without a result and for a spreadsheet's error."""
    if cell is NO_RESULT:
        raise Bad("formula")
    if isinstance(cell, str) and cell.startswith("#") and whole("values", "marks", "errors").fullmatch(folded(cell)):
        raise Bad("error", value=cell)


def check_open(cell: Any) -> None:
    """Raises `Bad` for what stands in for an answer that is still to come (待核实, ?)."""
    if isinstance(cell, str) and folded(cell) in _words("marks", "open"):
        raise Bad("open")


def check_share(cell: Any, value: Any, typical: float | None) -> None:
    """Raises `Bad` for a bare share (0.5) so far above those beside it (0.8%, 1%) that it may be one of them."""
    bare = isinstance(cell, (int, float, str)) and not isinstance(cell, Percent) and "%" not in folded(shown(cell))
    if typical and bare and isinstance(value, (int, float)) and value > typical * _TIMES_TYPICAL:
        raise Bad("percent_or_not")


def read_figure(
    cell: Any, fact: FactDefinition, factor: float | None, sentence: Callable[[str], Any], unit: str | None = None
) -> Read:
    """A number of the fact's own unit; `factor`: what a bare figure of the column's `unit` counts.

    `sentence` reads what is in words.
    """
    if isinstance(cell, (bool, date, datetime, time, timedelta)):
        raise Bad("not_number")
    if isinstance(cell, Percent):
        if fact.type != "ratio":
            raise Bad("other_unit", unit="%")
        return Read(_checked(Decimal(repr(float(cell))), fact))
    if isinstance(cell, (int, float)):
        return Read(_bare(Decimal(repr(cell)), fact, factor))
    if cell.isascii() and cell.isdigit():
        return Read(_bare(Decimal(cell), fact, factor))
    text, doubt = _joined(str(cell))
    if folded(text) in _words("marks", "unknown"):
        return Read(UNKNOWN)
    if (found := _split(text)) is None:
        # A letter among the digits is a digit mistyped (5OO), of which a sentence would read the rest.
        value = None if _MISTYPED.search(folded(text)) else sentence(_with_the_columns(str(cell), fact, unit))
        if value is None:
            raise Bad("not_number")
        return Read(value, "not_said" if value == UNKNOWN else doubt)
    figure, its_unit = found
    if its_unit:
        return Read(_with_unit(figure, its_unit, fact), doubt)
    return Read(_bare(figure, fact, factor), doubt)


def _with_the_columns(text: str, fact: FactDefinition, unit: str | None) -> str:
    """约1.2 below 亿元 is 约1.2亿元: a figure in words gets its column's unit, never one of the reader's own."""
    plain = folded(text)
    if fact.type not in ("money", "ratio") or any(known in plain for known in units(fact.type)):
        return text
    if not _IN_WORDS.search(plain):
        return text
    if unit is None and fact.type == "money":
        raise Bad("without_unit")
    return _IN_WORDS.sub(lambda found: found.group() + (unit or ""), plain)


def _joined(text: str) -> tuple[str, str | None]:
    """3 200 is grouped; 9 5 is read as 95 and told."""
    if not _SPACED.search(text):
        return text, None
    return _SPACED.sub("", text), None if _GROUPED.search(text) else "spaced"


def _split(text: str) -> tuple[Decimal, str] | None:
    """Figure and unit; none where the text is more than that."""
    plain = re.sub("^负(?=[\\d.])", "-", folded(text).replace("人民币", "").replace("rmb", ""))
    if negative := _NEGATIVE.fullmatch(plain):
        plain = "-" + negative.group(1)
    found = _FIGURE.match(plain)
    if not found or (found.group(2) is None and found.group(3) is None):
        return None
    if "$" in plain or whole("headings", "foreign", "names").search(plain):
        raise Bad("foreign")
    unit = plain[found.end() :]
    if unit.startswith((",", ".")):
        raise Bad("number_form")
    if unit in _words("marks", "cut_units"):
        raise Bad("cut_unit", unit=unit)
    if unit and not any(unit == known for kind in _EXACT_UNITS for known in units(kind)):
        return None
    digits = (found.group(2) or "0").replace(",", "") + (found.group(3) or "")
    try:
        return Decimal(found.group(1) + digits) * (Decimal(10) ** int(found.group(4) or 0)), unit
    except (InvalidOperation, OverflowError):
        raise Bad("number_form") from None


def _with_unit(figure: Decimal, unit: str, fact: FactDefinition) -> Any:
    """A unit in the cell counts before the heading's."""
    kind = "months" if fact.type == "months" else "count" if fact.type == "count" else fact.type
    worth = units(kind).get(unit)
    if worth is None and fact.type == "years" and unit in ("个月", "月"):
        return _plain(figure / 12)
    if worth is None:
        raise Bad("other_unit", unit=unit)
    return _checked(figure * Decimal(repr(worth)), fact)


def _bare(figure: Decimal, fact: FactDefinition, factor: float | None) -> Any:
    if factor is not None:
        return _checked(figure * Decimal(repr(factor)), fact)
    if fact.type == "money":
        if figure == 0:
            return 0
        raise Bad("without_unit")
    if fact.type == "ratio" and abs(figure) > 1:
        raise Bad("percent")
    return _checked(figure, fact)


def _checked(figure: Decimal, fact: FactDefinition) -> Any:
    if fact.type in ("persons", "count", "year", "months") and figure != figure.to_integral_value():
        raise Bad("not_whole")
    if fact.type == "money":
        figure = figure.quantize(Decimal("0.01")) if abs(figure) < Decimal(10) ** 20 else figure
    return _plain(figure)


def _plain(figure: Decimal) -> int | float:
    if figure == figure.to_integral_value() and abs(figure) < Decimal(10) ** 18:
        return int(figure)
    return round(float(figure), 9)


# ---- marks, words, kinds


def mark(cell: Any) -> bool | None:
    """Yes or no, as a sign or a short word; none where it is neither."""
    if isinstance(cell, bool):
        return cell
    text = whole("values", "marks", "until_now").sub("", folded(shown(cell)))
    if text in _words("marks", "yes"):
        return True
    if text in _words("marks", "no"):
        return False
    denied = text[:1] in _words("marks", "not") and not {text[1:], "已" + text[1:]}.isdisjoint(_words("marks", "yes"))
    return False if denied else None


def is_nothing(cell: Any) -> bool:
    return folded(shown(cell)) in _words("marks", "nothing")


def is_unknown(cell: Any) -> bool:
    return folded(shown(cell)) in _words("marks", "unknown")


def _words(section: str, name: str) -> frozenset[str]:
    key = (section, name)
    if key not in _WORDS:
        _WORDS[key] = frozenset(folded(word) for word in table("values")[section][name])
    return _WORDS[key]


_WORDS: dict[tuple[str, str], frozenset[str]] = {}


def read_truth(cell: Any, sentence: Callable[[str], Any], heading: str = "", negated: bool = False) -> Read:
    """`heading`, folded: its own words are a yes; `negated`: a yes denies the fact, which a sentence is about."""
    if is_unknown(cell):
        return Read(UNKNOWN)
    marked = mark(cell)
    if marked is None:
        marked = _in_words_of(heading, cell)
    if marked is not None:
        return Read(marked is not negated)
    if whole("values", "under_way", "words").fullmatch(folded(shown(cell))):
        return Read(negated, "under_way")
    said = sentence(shown(cell))
    if said is None:
        raise Bad("not_bool")
    return Read(said, "not_said" if said == UNKNOWN else None)


def _in_words_of(heading: str, cell: Any) -> bool | None:
    """领过, 未领 below 是否领过专项资金."""
    text = folded(shown(cell))
    if len(text) > 1 and text in heading:
        return True
    return False if len(text) > 1 and text[0] in _words("marks", "not") and text[1:] in heading else None


def read_choice(cell: Any, fact: FactDefinition, sentence: Callable[[str], Any]) -> Read:
    text = folded(shown(cell))
    if is_unknown(cell):
        return Read(UNKNOWN)
    for choice in fact.choices:
        if folded(choice) == text:
            return Read(None if choice == "无" and fact.name != "role" else choice)
    if fact.name != "role" and (is_nothing(cell) or whole("values", "none_yet", "words").fullmatch(text)):
        return _none_of(fact)
    value = sentence(shown(cell))
    if value is None:
        raise Bad("not_choice", choices="、".join(fact.choices))
    return Read(value, "not_said" if value == UNKNOWN else None)


def _none_of(fact: FactDefinition) -> Read:
    """Explicitly none: a choice of its own, or null."""
    for choice in fact.choices:
        if choice in ("没有", "无"):
            return Read(None if choice == "无" else choice)
    raise Bad("not_choice", choices="、".join(fact.choices))


def kinds_of_company(cell: Any) -> dict[str, Any] | None:
    """What a kind of company says (分公司 is no legal person); `{}`: understood and nothing of ours."""
    text = folded(shown(cell))
    found: dict[str, Any] = {}
    for fact in ("independent_legal_person", "is_sme"):
        for said, truth in (("no", False), ("yes", True)):
            if fact not in found and whole("values", "kinds", f"{fact}_{said}").fullmatch(text):
                found[fact] = truth
    if found or whole("values", "kinds", "nothing").fullmatch(text):
        return found
    return None


def narrower(fact: str, heading: str) -> bool:
    """Whether the column is about a kind that lies within the fact: no 小微企业 may still be a 中小企业."""
    words = table("headings")["narrower"].get(fact)
    return words is not None and whole("headings", "narrower", fact).search(folded(heading)) is not None


def is_number(fact: FactDefinition) -> bool:
    return fact.type in NUMBERS
