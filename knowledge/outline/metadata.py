"""What a document says about itself: title, number, issuer, dates, standing."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.outline.characters import mask, squeeze
from knowledge.outline.labels import chinese_number
from knowledge.outline.lines import Line, Sort, lines_of
from knowledge.outline.reader import Unit

_NUMBER = re.compile(r"[一-鿿]{1,12}[〔\[(【] ?(?:19|20)\d\d ?[〕\])】] ?第? ?\d+ ?号")
_DATE = re.compile(r"((?:19|20)\d\d) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2})(?: ?日)?")
_CHINESE_DATE = re.compile(
    r"([二一][〇○零九][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUER = re.compile(
    r"^(.{2,40}?(?:府|厅|局|委|部|会|院|行|署|组|办|办公厅|办公室|中心)(?:等[一二三四五六七八九十\d]*(?:部门|单位))?)关于"
)
_DRAFTED = re.compile(
    r"([一-鿿]{2,20}(?:局|厅|委|部|办公室))(?:会同.{0,40}?)?(?:研究|牵头|组织)?(?:起草|拟定|拟订|制定)了?《"
)
_DRAFT = re.compile(r"征求意见稿|公开征求意见|意见征集稿|草案|讨论稿|送审稿|征询意见")
FEWEST_AIMS = 3
_BINDS = re.compile(
    r"第[一二三四五六七八九十]+条|自.{0,30}起(?:施行|执行|实施)|制定(?:本|以下)\S{0,4}(?:方案|预案|办法|措施|规定|意见|细则|计划)"
)
_SPAN = re.compile(r"((?:19|20)\d\d) ?年? ?[-—–~至到一]{1,2} ?((?:19|20)\d\d) ?年?")
_ORGAN = re.compile(r"(?:府|室|厅|局|委|办公室|小组|委员会|部|院|行|中心|会|署)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str
    number: str | None
    issuer: str | None
    issued: date | None
    kind: str
    """As in `document.toml`: `draft_for_comment`, `issued`, `opinion`."""
    effective_from: date | None
    expires_on: date | None


def read_metadata(text: str, units: tuple[Unit, ...]) -> Metadata:
    masked = mask(text)
    outside = [line for line in lines_of(masked) if not _numbered_at(line, units)]
    title = _title(text, masked, units)
    number, issuer = _number(outside), _issuer(masked, outside)
    issued = _issued(outside)
    starts, ends = _period(masked, title, issued)
    return Metadata(title, number, issuer, issued, _kind(title, masked, number, issuer), starts, ends)


def _numbered_at(line: Line, units: tuple[Unit, ...]) -> bool:
    return any(
        unit.start <= line.start < unit.end for unit in units if re.match(r"[第(一二三四五六七八九十\d]", unit.path[0])
    )


def _title(text: str, masked: str, units: tuple[Unit, ...]) -> str:
    unit = next((unit for unit in units if unit.path == ("标题",)), None)
    if unit is None:
        return (
            next((unit.heading for unit in units if unit.heading and len(unit.path) == 1), "")
            or squeeze(text.strip().split("\n")[0])[:60]
        )
    lines = [line for line in lines_of(masked) if unit.start <= line.start < unit.end]
    kept = [
        line
        for line in lines
        if line.sort in (Sort.TITLE, Sort.SENTENCE) and not re.match(r"^\(\d{4}年.*(?:通过|公布|印发|发布)", line.text)
    ]
    return squeeze("\n".join(text[line.start : line.end] for line in kept or lines)).replace("**", "").lstrip("# ")


def _number(lines: list[Line]) -> str | None:
    """The 文号 on a line of its own, else beside 发文字号, else in a title."""
    own = [line.text for line in lines if line.sort is Sort.NUMBER]
    stated = [line.text for line in lines if line.sort is Sort.CHROME and "字号" in line.text]
    titles = [line.text for line in lines if line.sort is Sort.TITLE and "《" not in line.text]
    for text in (*own, *stated, *titles):
        found = _NUMBER.search(re.sub(r"^\S*字号 ?: ?", "", text))
        if found:
            return re.sub(r"\s", "", found.group())
    return None


def _issuer(masked: str, lines: list[Line]) -> str | None:
    for index, line in enumerate(lines[1:], 1):
        if line.sort is Sort.DATE and lines[index - 1].sort is Sort.TITLE and _ORGAN.search(lines[index - 1].text):
            return re.sub(r"\s", "", lines[index - 1].text)
    for line in lines:
        stated = re.match(r"(?:发文|制定)(?:机关|单位) ?: ?(\S+)", line.text)
        named = stated or (_ISSUER.match(line.text) if line.sort is Sort.TITLE or "通知" in line.text[-4:] else None)
        if named:
            return re.sub(r"\s", "", named.group(1))
    drafted = _DRAFTED.search(masked)
    return drafted.group(1) if drafted else None


def dates_in(text: str) -> list[date]:
    """Every complete date, in order."""
    found = [(place.start(), _date(*(int(part) for part in place.groups()))) for place in _DATE.finditer(text)]
    for place in _CHINESE_DATE.finditer(text):
        year = int(
            "".join(
                str("〇一二三四五六七八九".index(digit.replace("零", "〇").replace("○", "〇")))
                for digit in place.group(1)
            )
        )
        found.append((place.start(), _date(year, chinese_number(place.group(2)), chinese_number(place.group(3)))))
    return [day for _, day in sorted(found, key=lambda pair: pair[0]) if day]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _issued(lines: list[Line]) -> date | None:
    for wanted in ((Sort.DATE,), (Sort.CHROME, Sort.RELEASE), (Sort.TITLE,)):
        for line in lines:
            days = dates_in(line.text) if line.sort in wanted else []
            if days:
                return days[0]
    return None


def _period(masked: str, title: str, issued: date | None) -> tuple[date | None, date | None]:
    """First and last day, from 自…起施行, 有效期…, 执行至…, or the years in the title."""
    starts = _starts(masked, issued)
    ends = _until(masked) or _lasting(masked, starts)
    ends = ends or _horizon(masked, title)
    span = _SPAN.search(mask(title))
    if span and ends is None:
        return starts or issued or date(int(span.group(1)), 1, 1), date(int(span.group(2)), 12, 31)
    return starts, ends


def _horizon(masked: str, title: str) -> date | None:
    """A plan whose aims all look to one year ends with that year."""
    years = [int(year) for year in re.findall(r"到 ?(20\d\d) ?年", masked)]
    if len(years) < FEWEST_AIMS or not re.search(r"方案|规划|计划", title) or years.count(max(years)) * 2 < len(years):
        return None
    return date(max(years), 12, 31)


def _starts(masked: str, issued: date | None) -> date | None:
    on_day = re.search(rf"自 ?({_DATE.pattern})[^。;]{{0,4}}起", masked)
    if on_day:
        return dates_in(on_day.group(1))[0] if dates_in(on_day.group(1)) else None
    after = re.search(
        r"自 ?(?:印发|发布|公布|下发)之日起 ?(?:满? ?(\d+) ?(?:日|天)后)?[^。;]{0,6}(?:施行|实施|执行|生效)", masked
    )
    return issued + timedelta(days=int(after.group(1) or 0)) if after and issued else None


def _until(masked: str) -> date | None:
    found = re.search(rf"(?:有效期|执行|施行|试行)[^。;]{{0,6}}[至到] ?({_DATE.pattern})", masked)
    days = dates_in(found.group(1)) if found else []
    if days:
        return days[0]
    year = re.search(r"(?:有效期|执行|施行)[^。;]{0,6}[至到] ?((?:19|20)\d\d) ?年底", masked)
    return date(int(year.group(1)), 12, 31) if year else None


def _lasting(masked: str, starts: date | None) -> date | None:
    found = re.search(
        r"(?:有效期|试行期|施行期限|执行期|有效期限)[为是:]? ?(?:暂定)?(\d{1,2}|[一二两三四五六七八九十]) ?年", masked
    )
    if not found or starts is None:
        return None
    years = int(found.group(1)) if found.group(1).isdigit() else chinese_number(found.group(1))
    year = starts.year + years
    day = min(starts.day, calendar.monthrange(year, starts.month)[1])
    return date(year, starts.month, day) - timedelta(days=1)


def _kind(title: str, masked: str, number: str | None, issuer: str | None) -> str:
    if _DRAFT.search(title) or re.search(r"(?:公开)?征求意见的(?:公告|通知|通告|函|启事)", masked[:3000]):
        return "draft_for_comment"
    if number or re.search(r"印发给你们|现印发|现予(?:印发|公布|发布)", masked) or (issuer and dates_in(masked)):
        return "issued"
    return "issued" if _BINDS.search(masked) else "opinion"
