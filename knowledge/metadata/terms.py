"""From when to when a document holds: its own term, not that of a title or a certificate it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.metadata.days import DAY, MONTH, YEAR, after, first_day, last_of, months_of
from knowledge.metadata.model import Finding
from knowledge.metadata.scene import Scene
from knowledge.metadata.words import words
from knowledge.outline.characters import mask
from knowledge.outline.labels import chinese_number

FEWEST_AIMS = 3
LONGEST = 400
_SENTENCE = re.compile(r"[^。;\n]+[。;]?")
_LENGTH = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:个)?(?:周?年半|周?年|个月|月)"
_TERM = (
    r"(?:(?:政策)?(?:有效|试行|施行|实施|执行|适用|兑现|暂行)期(?:限|间)?"
    r"|(?:有效|执行|实施)时间|实行年限|政策期限|期限)"
)
_WORDS_BETWEEN = r"(?:为|是|:|暂定|调整|延长|延续|顺延|[自从][^。;,]{1,30}?起|,|至|到|计算|暂| ){0,8}"
_BEGINS = r"(?:正式|开始|全面|同步)?(?:施行|实施|执行|生效|实行|试行|有效)(?=[,。;、():至到]| |$|有效|试行|并|期|由|止)"
_FROM_DAY = re.compile(rf"(?:自|从|于|在) ?({DAY}) ?(?:之?日)?(?:起|开始)?,?{_BEGINS}|(?:自|从) ?({DAY}) ?起{_BEGINS}")
_FROM_ISSUE = re.compile(
    r"(?:自|从)? ?(?:本[\u4e00-\u9fff]{2,8})?(?:印发|发布|公布|下发|颁布|公告|发文|签发|通过|印制)之?日(?:起|后|开始)?"
    r",? ?"
    r"(?:满? ?(\d{1,3}|[一二三四五六七八九十]{1,4}) ?个?(工作日|自然日|日|天|月)(?:之?后|起)?)?,? ?" + _BEGINS
)
_UNTIL = re.compile(rf"{_TERM}{_WORDS_BETWEEN}[至到] ?({DAY}|{MONTH}|{YEAR} ?年(?:底|末)?(?! ?\d{{0,2}} ?月))")
_RANGE = re.compile(
    rf"(?:自|从)? ?({DAY}|{MONTH}|{YEAR} ?年?) ?(?:起)? ?(?:至|到|-|—|–|~)+ ?({DAY}|{MONTH}|{YEAR} ?年(?:底|末)?)"
)
_ACTS_UNTIL = re.compile(
    r"(?:执行|施行|实施|试行|有效|实行|暂行|延续|延长|截止|截至)(?:时间|期限)?(?:,?有效期)?[^。;,]{0,4}[至到] ?"
    rf"({DAY}|{MONTH}|{YEAR} ?年(?:底|末))"
)
_LASTS = re.compile(
    rf"{_TERM}{_WORDS_BETWEEN} ?({_LENGTH})"
    rf"|(?:暂定|暂行|试行|先行试行|施行|实施|执行)期?(?:为|暂定)? ?({_LENGTH})(?![\u4e00-\u9fff])"
)


_TERM_AT = re.compile(_TERM + r"|(?:暂定|试行|执行|施行|实施)[^。;]{0,4}(?:[至到一二两三四五六七八九十\d])")
_OPENS = re.compile(
    r"^[^\u4e00-\u9fff]{0,12}(?:第?[一二三四五六七八九十百]{1,4}条?[、 )]{0,2})?(?:附 ?则)?[^\u4e00-\u9fff]{0,4}"
    r"(?:自|从|有效期|以上|上述|政策|此|《[^》]{2,60}》|[\u4e00-\u9fff]{2,40}自)"
)
_POLICY_TERM = re.compile(
    r"政策(?:措施)?(?:期限|有效期|执行期|实施期|兑现期)|(?:试行|执行|实施|施行)期限?(?:为|暂)?|现将|重新(?:印发|发布|公布)|延长|延续"
)


def starts(scene: Scene, issued: date | None) -> Iterator[Finding]:
    """Best first: the page's block, the notice or decree, the closing sentences."""
    yield from _fields(scene, "effective_from")
    for sentence, origin in _own_sentences(scene):
        start = _start(sentence, issued)
        if start:
            yield Finding(start.isoformat(), sentence, origin)


def ends(scene: Scene, start: date | None, issued: date | None, title: str) -> Iterator[Finding]:
    """Best first: the page's block, the notice, the closing sentences, the years in the title."""
    yield from _fields(scene, "expires_on")
    for field in scene.fields("term"):
        months, until = months_of(mask(field.value)), last_of(mask(field.value)) if "至" in field.value else None
        end = until or (after(start, months) if months and start else None)
        if end:
            yield Finding(end.isoformat(), field.quote, field.origin)
    for sentence, origin in _own_sentences(scene):
        end = _end(sentence, _start(sentence, issued) or start or issued)
        if end:
            yield Finding(end.isoformat(), sentence, origin)
    yield from _of_title(scene, title)


def term_without_start(scene: Scene) -> str | None:
    """A sentence that says how long it holds, though nothing says from when."""
    return next((sentence for sentence, _ in _own_sentences(scene) if _LASTS.search(sentence)), None)


def _fields(scene: Scene, name: str) -> Iterator[Finding]:
    for field in scene.fields(name):
        day = first_day(mask(field.value)) or (last_of(mask(field.value)) if name == "expires_on" else None)
        if day:
            yield Finding(day.isoformat(), field.quote, field.origin)


def _own_sentences(scene: Scene) -> Iterator[tuple[str, str]]:
    """Sentences about the document's own term: those of the notice, then the last ones of the text, then the others."""
    notice = [one for one in _sentences(scene.notice) if _is_own(one)]
    body = [one for one in _sentences(scene.body) if _is_own(one)]
    named = [one for one in body if words("this").search(one)]
    yield from ((one, "text") for one in notice)
    yield from ((one, "text") for one in reversed(named))
    yield from ((one, "text") for one in reversed(body) if one not in named)


def _sentences(text: str) -> list[str]:
    return [
        joined
        for found in _SENTENCE.finditer(_unwrapped(text))
        if len(joined := found.group().strip()) <= LONGEST and re.search(r"[自从至到期年月日]", joined)
    ]


def _unwrapped(text: str) -> str:
    """Line breaks inside a sentence vanish; those after a full stop or a heading stay."""
    return (
        re.sub(r"(?<=[\u4e00-\u9fff\d,、]) *\n *(?=[\u4e00-\u9fff\d,、])", "", text)
        if text.count("\n") < 20_000
        else text
    )


_NAMED_TERM = re.compile(rf"《[^》]+》(?:\([^()]{{0,30}}号\))?的?{_TERM}")
"""《…》的有效期延长至…: another document's."""


def _is_own(sentence: str) -> bool:
    """Whether a sentence can speak of the document's own term."""
    if _NAMED_TERM.search(sentence):
        return False
    begins = _FROM_DAY.search(sentence) or _FROM_ISSUE.search(sentence)
    term = _TERM_AT.search(sentence)
    if not (begins or term):
        return False
    named = words("this").search(sentence)
    if not named and re.search(r"《[^》]+》[^,。;]{0,30}废止", sentence):
        return False
    if not (named or (begins and _OPENS.match(sentence)) or _POLICY_TERM.search(sentence)):
        return False
    subject = sentence[: term.start()] if term else ""
    return not words("others_validity").search(subject) or bool(words("this").search(subject))


def _start(sentence: str, issued: date | None) -> date | None:
    on_day = _FROM_DAY.search(sentence)
    if on_day:
        return first_day(on_day.group(1) or on_day.group(2))
    issue = _FROM_ISSUE.search(sentence)
    if issue and issued:
        return _later(issued, issue.group(1), issue.group(2))
    span = _RANGE.search(sentence) if re.search(_TERM, sentence) else None
    return _first_of(span.group(1)) if span else None


def _later(day: date, number: str | None, unit: str | None) -> date:
    if not number or not unit:
        return day
    count = int(number) if number.isdigit() else chinese_number(number)
    if "月" in unit:
        return after(day, count) + timedelta(days=1)
    return day + timedelta(days=count)


def _first_of(text: str) -> date | None:
    """The first day of what a text names: a day, a month, a year."""
    day = first_day(text)
    if day:
        return day
    last = last_of(text)
    if last is None:
        return None
    return last.replace(day=1) if "月" in text else date(last.year, 1, 1)


def _end(sentence: str, start: date | None) -> date | None:
    span = _RANGE.search(sentence) if re.search(_TERM, sentence) else None
    if span and (end := last_of(span.group(2))) and (first := _first_of(span.group(1))) and end > first:
        return end
    until = _UNTIL.search(sentence) or _ACTS_UNTIL.search(sentence)
    if until:
        return last_of(until.group(1))
    lasts = _LASTS.search(sentence)
    months = months_of(lasts.group(1) or lasts.group(2)) if lasts else None
    return after(start, months) if months and start else None


def _of_title(scene: Scene, title: str) -> Iterator[Finding]:
    """The years of a plan's title, or the one year that nearly all of its aims look to."""
    plain = mask(title)
    span = re.search(rf"({YEAR}) ?年? ?[-—–~至到一]{{1,2}} ?({YEAR}) ?年?", plain)
    if span and (end := last_of(span.group(2))):
        yield Finding(end.isoformat(), title, "text")
    years = [int(year) for year in re.findall(r"到 ?(20\d\d) ?年", scene.body)]
    if len(years) < FEWEST_AIMS or not re.search(r"方案|规划|计划", plain) or years.count(max(years)) * 2 < len(years):
        return
    yield Finding(date(max(years), 12, 31).isoformat(), f"到{max(years)}年", "text")
