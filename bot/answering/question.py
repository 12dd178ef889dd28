"""What a question asks: its kind, places, honours, documents, clause numbers and figures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.held import Held, held
from bot.answering.honours import honour_pattern, level_pattern
from bot.answering.lexicon import lexicon
from bot.understanding.intent.reader import intent
from bot.understanding.lexers.numbers import numerals
from knowledge.library import Library

_EDGE = " \t\r\n,.，。！!~～、;；:：…"
SUM = re.compile(r"\d[\d.]*(?:百|千)?(?:个?亿|万)(?:元|块)?|[一二两三四五六七八九十百千]+(?:个?亿|万)(?:元|块)?")
ARTICLE_NUMBER = re.compile(r"第[一二三四五六七八九十\d]+条")
"""第十一条 is a number, 十一条 the name of a document."""
_APART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s[\u4e00-\u9fff]){3,}(?![\u4e00-\u9fff])")
_LEAST_SCALE = 10_000
_ADDRESS = re.compile(
    r"[(（\[]?\s*(?:(?:链接|网址|原文|来源|详见|见)[:：]?\s*)?https?://[a-zA-Z0-9_./?=&%#:~+\-]+\s*[)）\]]?"
)
"""With the word in front of it and the bracket around it."""
_SURE = 0.6
"""From this share on a kind that was learnt is a signal like those of the words."""
_NO_STATUS, _OF_A_TEXT = 0.02, 0.75
"""Below the one share words that ask for a document's standing mean something else; from the other on it is meant."""
_COIN = re.compile("元|块(?![儿说算看问拿领给加列讲来]|$)")
"""一块说 is together, and no sum."""
_COUNTED = re.compile("家|个(?!亿)|名|人|户|项|种")
_RUN_ON = re.compile("(?<=[评升选])上(?=市级)")
"""评上市级 holds no 上市."""
_NOISE = re.compile(r"[^\w\s%‰+.\-—()（）〔〕“”\"'?？;；,，。、:：!！/·]|_")


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    """Folded, without greetings' noise at the edges."""
    signals: frozenset[str]
    cities: tuple[str, ...]
    """Covered places named, in the order named."""
    documents: tuple[str, ...]
    """Documents named."""
    honours: tuple[str, ...]
    levels: tuple[str, ...]
    yuan: tuple[int, ...]
    """Sums of money that the person says."""
    other_places: tuple[str, ...]
    typed: str = ""
    """Folded only, its misspellings as they were."""

    def has(self, *names: str) -> bool:
        return any(name in self.signals for name in names)


def read(text: str, library: Library, as_typed: str = "") -> Question:
    """Of a folded text with its misspellings mended; names of documents are also looked for in what was typed."""
    words, known = lexicon(), held(library)
    text, as_typed = (words.split.sub("", _without_hearsay(one)) for one in (text, as_typed))
    text = words.signals["recognised"].sub(r"\g<by>级", _RUN_ON.sub("上 ", text))
    text = _with_levels(text)
    cities = known.cities_in(text)
    return Question(
        text=text,
        signals=_signals(text, matter=bool(honour_pattern().search(text) or yuan_of(text))),
        cities=cities,
        documents=_documents(f"{text}|{as_typed}", cities, known),
        honours=_honours(text),
        levels=tuple(dict.fromkeys((one or two)[0] for one, two in level_pattern().findall(text))),
        yuan=yuan_of(text),
        other_places=known.other_places(text),
        typed=as_typed,
    )


def _with_levels(text: str) -> str:
    """省里的专精特新, 瞪羚,省里的: beside an honour the one that recognises it is its level."""
    honour = honour_pattern()
    if not honour.search(text):
        return text
    text = re.sub(rf"(省|国家)(?:里|上|内)?的(?=[“\"]?(?:{honour.pattern}))", r"\1级", text)
    return lexicon().signals["level_said"].sub(r"\g<by>级", text)


def _honours(text: str) -> tuple[str, ...]:
    """Those named; of 「专精特新企业的绿色工厂」 the second alone, for that is what is spoken of."""
    names = tuple(dict.fromkeys(honour_pattern().findall(text)))
    owners = lexicon().signals["owner_of"].pattern
    owning = {
        one for one in names for two in names if re.search(owners.format(one=re.escape(one), two=re.escape(two)), text)
    }
    return tuple(name for name in names if name not in owning)


def _signals(text: str, *, matter: bool) -> frozenset[str]:
    """`matter`: an honour or a sum is named, so that it is asked about this, and no text as a whole."""
    found = {name for name, pattern in lexicon().signals.items() if pattern.search(text)}
    kinds = intent(text).kinds
    found |= {kind for kind, share in kinds.items() if share >= _SURE}
    if kinds["status"] >= _OF_A_TEXT and not matter:
        found.add("standing")
    if kinds["status"] < _NO_STATUS:
        found.discard("standing")  # 复核通过了: what came to the company, not to a document
    if "counted" in found and "money_strong" not in found:
        found.discard("amount")
    return frozenset(found)


def _without_hearsay(text: str) -> str:
    """Where something was seen or heard (抖音上刷到说) is not what the question is about."""
    return tidy(lexicon().signals["hearsay"].sub(" ", text)) or tidy(text)


def yuan_of(text: str) -> tuple[int, ...]:
    """Exact sums said with 万, 亿 or 元, smallest first."""
    return tuple(sorted({yuan for _, _, yuan in sums(text)}))


def sums(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each exact sum of money begins and ends, and its yuan."""
    for start, numeral in numerals(text):
        money = numeral.scale >= _LEAST_SCALE or _COIN.match(text, numeral.end) is not None
        if money and numeral.low == numeral.high and not _COUNTED.match(text, numeral.end):
            yield start, numeral.end, round(numeral.low)


def closed_up(text: str) -> str:
    """Without the spaces between characters that are all typed apart (济 南 小 巨 人)."""
    return _APART.sub(lambda found: re.sub(r"\s", "", found.group()), text)


def without_markup(text: str) -> str:
    """Pasted text without the page's signs and addresses (&nbsp;, https://…), of which nothing is the subject."""
    return _ADDRESS.sub(" ", html.unescape(text))


def tidy(text: str) -> str:
    """Without emoji and signs that carry nothing."""
    return re.sub(r"\s+", " ", _NOISE.sub(" ", text)).strip(_EDGE)


def _documents(text: str, cities: tuple[str, ...], known: Held) -> tuple[str, ...]:
    """Documents named; a name that several places use (培育方案) means that of the place named."""
    packed = ARTICLE_NUMBER.sub("", text.replace(" ", ""))
    both = known.drafts if lexicon().signals["both_drafts"].search(packed) else ()
    found = known.in_order({*known.named_in(packed), *both})
    return tuple(id for id in found if not cities or known.documents[id].city in cities)


_BREAK = re.compile(r"[?？;；\n。!！]+|(?:还有(?=[,，:： ])|另外|顺便问|再问|以及想问)[,，:： ]*")
_JOINT = re.compile(r"[,，、] *(?:然后|再就是|还有|同时|并且)?|(?:然后|再就是|顺便)[,，:： ]*")
_KINDS = ("amount", "department", "standing", "target", "definition", "list", "process")
_ENUMERATOR = re.compile(r"(?:^|(?<=[:：?？;；,，。\s]))\s*[1-9][、)](?!\d)")
_SHORTEST = 3


def split(text: str, library: Library) -> list[str]:
    """The questions in a message; small pieces stay with the one before."""
    questions: list[str] = []
    text = _ENUMERATOR.sub(" ", text)
    for piece in (part for whole in _BREAK.split(text) for part in _halves(whole, library)):
        bare = tidy(piece)
        if not bare:
            continue
        if questions and sum(character.isalnum() for character in bare) < _SHORTEST:
            questions[-1] += f" {bare}"
        elif lexicon().small_talk["greeting"].fullmatch(bare) or lexicon().small_talk["thanks"].fullmatch(bare):
            continue
        else:
            questions.append(bare)
    return questions


def _halves(text: str, library: Library) -> list[str]:
    """Cut at commas and joining words where what stands on either side asks something of its own."""
    pieces, start = [], 0
    for joint in _JOINT.finditer(text):
        before, after = text[start : joint.start()], text[joint.end() :]
        if _ask_apart(before, after, library):
            pieces.append(before)
            start = joint.end()
    return [*pieces, text[start:]]


def _ask_apart(before: str, after: str, library: Library) -> bool:
    """Both ask: another kind of thing (奖多少,谁负责), the same of another subject, or 「…呢」."""
    asking = lexicon().signals["asking"]
    if not asking.search(tidy(before)) or not asking.search(tidy(after)):
        return False
    one, other = read(before, library), read(after, library)
    kinds, others = ({kind for kind in _KINDS if each.has(kind)} for each in (one, other))
    if tidy(after).endswith(("呢", "咧")) or (kinds and others and not kinds & others):
        return True
    return bool(kinds & others) and bool(one.honours and other.honours) and one.honours != other.honours
