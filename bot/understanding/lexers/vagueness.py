"""The words around a figure: vague (大概、多、左右), bounding (不到、以上), short of it (差两个月满三年)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexers.groups import Bound
from bot.understanding.lexers.numbers import read_numeral

_Words = tuple[str, Bound | None, bool]
"""A pattern, the bound that it sets, and whether it is vague."""
_BEFORE_WORDS: tuple[_Words, ...] = (
    (r"不超过?|(?:没(?:有)?|未)(?:超过?|过)|不高于|不大于|不多于|至多|最多|顶多|撑死|≤|<=|上限", "lte", False),
    (r"不到|没(?:有)?到|未到|不足|不够|不满|未满|没满|(?<!不)(?:低于|少于|小于)|够不到|不及|(?<![<])<", "lt", False),
    (r"不少于|不低于|不小于|至少|最少|起码|大于等于|≥|>=|打底|少说|超过等于", "gte", False),
    (r"刚(?:刚)?(?:过|破|超过?|出头)", "gt", True),
    (r"(?<![不没])(?:超过|超|大于|多于|高于)|突破|超出|>|(?<![通经没不])破|高达", "gt", False),
    (
        r"将近|差一?点儿?(?:就)?(?:到|够|满)?|快(?:要|到|满)?|接近|差点|(?<![最附])近|(?<![大科])小|差不多快|逼近|奔着",
        "lt",
        True,
    ),
    (r"刚满|刚好满?|正好|整整|恰好|刚刚满|刚刚好|已?满|整", None, False),
    (
        r"大概(?:齐|其)?|大约摸?|挨[着近]|贴近|靠近|(?<!合)约|差不多|估计|可能|八九不离十|七七八八|约莫|好像|大致|粗略|估摸|粗算|左右|毛估|~",
        None,
        True,
    ),
)
_NO_OTHER = r"(?! ?[\d一二两三四五六七八九十百千万半几])"
"""No figure follows, of which the word before it would be."""
_AFTER_WORDS: tuple[_Words, ...] = (
    (r"[多余](?![少次长年月])|出(?:一?点儿?|个)?头|挂(?:一?点|个)?零|开外|冒头|还多|多点|多一点", "gt", True),
    (r"(?:及|或|\()?以上|往上|\+|起步|打底|朝上", "gte", False),
    (r"(?:及|或|\()?以下|以内|之内|内(?=$|[,。; ])|封顶|往下", "lte", False),
    (r"左右|上下(?:浮动)?(?!浮)|的?样子|前后|差不多|这样|几许|来着|大概|吧可能", None, True),
    (
        rf"不到点?{_NO_OTHER}|差一?点|弱|都?没到|还不到|(?:都|也)还?(?:不到|不足|不够){_NO_OTHER}",
        "lt",
        False,
    ),
    (r"整(?![个改理])|正好|刚好", None, False),
)
_FILLED = r"有|是|在|[做花用投收卖占交][了个]?|占到|约|为|共|一共|个|能|大概|就|才|也|了|占[^,。;\s\d]{0,5}的| "
_BEFORE = tuple(
    (
        re.compile(f"(?:{pattern})(?:{_FILLED})*$"),
        bound,
        approximate,
    )
    for pattern, bound, approximate in _BEFORE_WORDS
)
_AFTER = tuple((re.compile(f"[ 了]?(?:{pattern})"), bound, approximate) for pattern, bound, approximate in _AFTER_WORDS)
_A_YEAR = re.compile("[一1]年")
_AGE = re.compile(r"(?:成立|注册|登记|开了|办了|才|刚|满|不到|快|期限|入驻)了?$")
_LASTED = re.compile(
    r" ?(?:$|[,。;!? 多半零又了整期的吧啊呢哦嘛来前后还都就才]|出头|左右|上下|以[上内下]|不到|有余|正好|刚好|差不多)"
)
"""What follows 一年 where it is a duration; before anything else it is by the year (一年三百多万, 一年至少)."""
_WINDOW = re.compile(r"(?:最近|这|过去|头|前|未来|每|后|(?<!将)(?<!成立)(?<!注册)(?<!快)近)$")


def dressed(text: str, quantity: Quantity, floor: int) -> Quantity:
    """The figure with the words of vagueness and bounds around it."""
    quantity = _after(text, quantity)
    quantity = _short_of(text, quantity)
    head = text[max(floor, quantity.start - 12) : quantity.start]
    if quantity.kind in ("years", "months") and _WINDOW.search(head):
        return replace(quantity, window=True)
    if _is_yearly(text, quantity, head):
        return replace(quantity, window=True)
    for _ in range(3):
        for pattern, bound, approximate in _BEFORE:
            found = pattern.search(head)
            if found:
                quantity = replace(
                    quantity,
                    start=quantity.start - (len(head) - found.start()),
                    bound=quantity.bound or bound,
                    approximate=quantity.approximate or approximate,
                )
                head = head[: found.start()]
                break
        else:
            break
    return _reaching(text, quantity, head)


def _is_yearly(text: str, quantity: Quantity, head: str) -> bool:
    """一年 in 一年三百多万: by the year, not a duration."""
    one = quantity.kind == "years" and _A_YEAR.fullmatch(text[quantity.start : quantity.end])
    return bool(one and not _AGE.search(head) and not _LASTED.match(text, quantity.end))


def _reaching(text: str, quantity: Quantity, head: str) -> Quantity:
    """上亿, 过千万: a bare unit that is reached or passed."""
    if quantity.kind == "ratio":
        return quantity
    if quantity.kind == "money" or text[quantity.start : quantity.start + 1] in "百千万亿":
        if head.endswith("上") and text[quantity.start] in "百千万亿":
            return replace(quantity, bound="gte", approximate=True, start=quantity.start - 1)
        if re.search(r"(?:^|[^通超不没经干做用花])过$", head) and quantity.kind == "money" and not quantity.bound:
            return replace(quantity, bound="gt", start=quantity.start - 1)
    return quantity


def _after(text: str, quantity: Quantity) -> Quantity:
    for _ in range(2):
        for pattern, bound, approximate in _AFTER:
            found = pattern.match(text, quantity.end)
            if found:
                quantity = replace(
                    quantity,
                    end=found.end(),
                    bound=quantity.bound or bound,
                    approximate=quantity.approximate or approximate,
                )
                break
        else:
            break
    return quantity


_SHORT = re.compile(
    r"(?:还)?(?:差|缺)(?:着)?(?:不到)?([一二两三四五六七八九十\d]+)个(?:多)?月(?:就|才|不到|快|到|够|就满|就到)*(?:满)?$"
)


def _short_of(text: str, quantity: Quantity) -> Quantity:
    """差两个月满三年: the whole less what is missing, which is taken in."""
    head = text[max(0, quantity.start - 14) : quantity.start]
    found = _SHORT.search(head)
    if not found or quantity.kind != "years":
        return quantity
    months = read_numeral(found.group(1), 0)
    if months is None:
        return quantity
    part = months.low / 12
    start = quantity.start - (len(head) - found.start())
    return replace(quantity, start=start, low=quantity.low - part, high=quantity.high - part)
