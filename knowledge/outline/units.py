"""The offices that a clause names as responsible: who leads, who helps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.outline.characters import radicals_folded

MOST_CHARACTERS = 30
LONGEST_BRACKET = 800
_LEAD = "责任|牵头|主办|承办|实施|负责|主管|主责|组织|落实|责任落实"
_SUPPORT = "配合|协办|参与|参加|协助|协同|支持"
_WHO = "(?:单位|部门|处室|机构|科室|主体|方)"
_ROLE = rf"(?:(?:{_LEAD})(?:(?:和|及|、)?(?:{_LEAD}|{_SUPPORT}))?{_WHO}?|(?:{_SUPPORT}){_WHO}?)"
_LABELLED = re.compile(rf"[(【\[〔]\s*{_ROLE} ?:")
_LINE = re.compile(rf"(?:^|\n) *(?={_ROLE}{_WHO} ?:)|(?:^|\n) *(?=(?:{_LEAD}|{_SUPPORT}){_WHO} ?:)")
_LABEL = re.compile(rf"^({_ROLE}) ?:\s*")
_OTHER_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8} ?:")
_IS_SUPPORT = re.compile(rf"^(?:{_SUPPORT})")
_BRACKET = re.compile(r"\(([^()\n]*(?:\([^()\n]{1,30}\)[^()\n]*)*)\)")
_DUTIES = r"(?:负责|落实|配合|牵头|承办|组织实施|实施|协助|参与|参加|办理|推进)"
_DUTY_AT_END = re.compile(rf"{_DUTIES}(?:{_DUTIES})?$")
_DIVIDED = re.compile(
    r"(?:按照?|根据|依据)(?:各自|所承担的?)?(?:的)?(?:职责|职能|任务)(?:任务)?(?:分工)?|(?:各自)?(?:分别|共同|分工|具体|统一|联合)$|依职责(?:分工)?"
)
_AND_OTHERS = re.compile(
    r"等(?:各)?(?:有关|相关|其他|成员)?(?:部门|单位|方面|机构|地区)?(?:(?:和|及|、)(?:单位|部门|地区|机构))?$"
)
_GENERIC = re.compile(
    r"^(?:其他|各)?(?:各)?(?:有关|相关|责任|成员|牵头|配合)(?:部门|单位|方面|机构|地方|地区|企业)?"
    r"(?:(?:和|及|、)?(?:有关|相关)?(?:部门|单位|地方|地区|方面|机构))*$|^(?:各)?(?:部门|单位)$|^等$"
)
_JOINED = re.compile(r"(?<=[厅局委办部院行会府心])(?:会同|会商|商|联合|协同)(?![会务])")
_OFFICE = re.compile(
    r"(?:[厅局委办部院行会府团司心构位关组区署处所社校站联室馆队县市乡镇]|大学|银保监|证监|街道|法制办|园区|国资|税务)(?:\([^()]{1,20}\))?$"
    r"|^各[\u4e00-\u9fff]{1,14}(?:企业|单位|机构|高校|院校|景区|酒店|平台|运营商|服务商|商会|运营方)$"
)
_NO_UNITS = re.compile(r"^(?:以下|下同|下称|简称|含|包括|包含|不含|除|如|例如|即|详见|见|附|原|指|注|其中|试点|截至)")
_COUNTED = re.compile(
    r"各(?:[市县区旗镇乡州盟](?:\([市县区旗]\))?、)+(?:[市县区旗镇乡州盟]|街道)(?:\([市县区旗]\))?(?=(?:人民)?政府|党委|管委)"
)
"""各县、区人民政府 is one name: the mark stands inside it."""
_CLOSERS = {")": "(", "】": "【", "]": "[", "〕": "〔"}


@dataclass(frozen=True, slots=True)
class Units:
    """Names as printed, in order; those that only help apart."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.order)

    def with_more(self, other: Units) -> Units:
        return _units(
            [(name, name in self.supports) for name in self.order]
            + [(name, name in other.supports) for name in other.order]
        )


def units_in(own: str, source: str) -> Units:
    """Of a clause's own words: brackets and lines with a label, brackets that end in a duty (…负责), and a bracket of
    nothing but offices at the end.

    `own` is masked, `source` the same characters as printed. Only 、，； part names: 各区县政府及功能区管理机构 is one.
    """
    found: list[tuple[str, bool]] = []
    for start, end in _labelled(own):
        found += _names(own, source, start, end)
    for start, end in _with_duty(own):
        found += _names(own, source, start, end)
    if not found:
        last = _last_bracket(own)
        names = _names(own, source, *last) if last else []
        if last and _NO_UNITS.match(own[last[0] : last[1]].strip()) is None and _all_offices(names):
            found = names
    return _units(found)


def _units(found: list[tuple[str, bool]]) -> Units:
    roles: dict[str, bool] = {}
    for name, helps in found:
        roles[name] = roles.get(name, True) and helps
    order = tuple(roles)
    return Units(tuple(name for name in order if not roles[name]), tuple(name for name in order if roles[name]), order)


def _labelled(own: str) -> Iterator[tuple[int, int]]:
    """Insides of brackets that begin with a label, and lines that do."""
    inside = 0
    spans: list[tuple[int, int]] = []
    for found in _LABELLED.finditer(own):
        if found.start() >= inside:
            spans.append(_inside(own, found.start()))
            inside = spans[-1][1]
    for found in _LINE.finditer(own):
        if not any(first <= found.end() < last for first, last in spans[-3:]):
            stop = own.find("\n", found.end())
            spans.append((found.end(), len(own) if stop < 0 else stop))
    return iter(sorted(spans))


def _inside(own: str, opening: int) -> tuple[int, int]:
    depth = 0
    limit = min(len(own), opening + LONGEST_BRACKET)
    for position in range(opening, limit):
        depth += (own[position] in "(【[〔") - (own[position] in ")】]〕")
        if depth == 0:
            return opening + 1, position
    stop = own.find("\n", opening)
    return opening + 1, min(limit, stop) if stop > 0 else limit


def _with_duty(own: str) -> Iterator[tuple[int, int]]:
    """Brackets such as (市财政局、市科技局按职责分工负责), wherever they stand."""
    for found in _BRACKET.finditer(own):
        inner = found.group(1).strip()
        if len(inner) > LONGEST_BRACKET or not _DUTY_AT_END.search(inner) or _LABEL.match(inner):
            continue
        names = _names(own, own, found.start(1), found.end(1))
        if _all_offices(names) and not _NO_UNITS.match(inner):
            yield found.start(1), found.end(1)


def _last_bracket(own: str) -> tuple[int, int] | None:
    stripped = own.rstrip(" \n。")
    if not stripped or stripped[-1] not in _CLOSERS:
        return None
    depth = 0
    for position in range(len(stripped) - 1, max(-1, len(stripped) - 1 - LONGEST_BRACKET), -1):
        depth += (stripped[position] in ")】]〕") - (stripped[position] in "(【[〔")
        if depth == 0:
            return position + 1, len(stripped) - 1
    return None


def _names(own: str, source: str, start: int, end: int) -> list[tuple[str, bool]]:
    """Names with whether they only help."""
    found: list[tuple[str, bool]] = []
    since = 0
    labelled, helps, silent = False, False, False
    for first, last in _pieces(own, start, end):
        piece = own[first:last]
        shift = len(piece) - len(piece.lstrip())
        label = _LABEL.match(piece.strip())
        if label:
            labelled, silent, helps = True, False, bool(_IS_SUPPORT.match(label.group(1)))
            shift += label.end()
        elif _OTHER_LABEL.match(piece.strip()):
            silent = True
        if silent:
            continue
        said = radicals_folded(re.sub(r"\s+", "", source[first + shift : last])).strip("。.;；：:")
        names, role = _without_duty(said)
        added = [(name, helps if labelled else joins) for name, joins in names]
        found += added
        if role is not None and not labelled:
            found[since:] = [(name, role or joins) for name, joins in found[since:]]
            since = len(found)
    return found


def _without_duty(said: str) -> tuple[list[tuple[str, bool]], bool | None]:
    """The names of a piece, each with whether 会同 joins it; and the role that its duty gives: helps, leads or none."""
    text = said.translate({0xFF08: "(", 0xFF09: ")"}).removeprefix("由")
    duty = _DUTY_AT_END.search(text)
    role = None
    if duty and len(text) >= len(duty.group()):
        role = bool(re.search(rf"(?:{_SUPPORT})", duty.group()))
        said = said[: len(said) - len(duty.group())]
    said = said.removeprefix("由")
    parts = _JOINED.split(said)
    names = []
    for at, part in enumerate(parts):
        name = _cleaned(part)
        if name:
            names.append((name, at > 0))
    return names, role


def _cleaned(name: str) -> str:
    """Without 按职责分工, 等有关部门, and empty where nothing but 有关部门 is left."""
    while True:
        shorter = _AND_OTHERS.sub("", _DIVIDED.sub("", name)).strip("，,、。;；")
        if shorter == name:
            break
        name = shorter
    return "" if _GENERIC.match(name) else name


def _pieces(own: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 、，；。 outside inner brackets; at a line break or a blank only where a name ends before it."""
    cuts, depth, begin = [], 0, start
    counted = {at for found in _COUNTED.finditer(own, start, end) for at in range(*found.span())}
    for position in range(start, end):
        character = own[position]
        depth += (character in "(【[〔") - (character in ")】]〕")
        if position in counted:
            continue
        if depth <= 0 and (character in "、,;。" or (character in "\n " and _parts_names(own, begin, position, end))):
            cuts.append((begin, position))
            begin = position + 1
    return [*cuts, (begin, end)]


def _parts_names(own: str, begin: int, position: int, end: int) -> bool:
    before, after = own[begin:position].strip(), own[position + 1 : min(end, position + 40)].strip()
    if not before or not after:
        return False
    if _LABEL.match(after) or (_OTHER_LABEL.match(after) and not before.endswith(":")):
        return True
    name = _LABEL.sub("", before)
    return bool(len(name) >= 3 and _OFFICE.search(name) and re.match(r"[市省县区州各国人中]", after))


def _all_offices(names: list[tuple[str, bool]]) -> bool:
    return bool(names) and all(_is_office(name.translate({0xFF08: "(", 0xFF09: ")"})) for name, _ in names)


def _is_office(name: str) -> bool:
    return len(name) <= MOST_CHARACTERS and not name[0].isdigit() and bool(_OFFICE.search(name))
