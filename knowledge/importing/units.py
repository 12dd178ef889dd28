"""For what a sum is given each: a person, a month, a mu …"""

from __future__ import annotations

import re

from knowledge.importing.amounts import Figure

_COUNTED = (
    "万人次|人次|人月|人|名|位|月|天|日|夜|亩|间|块|吨|平方米|平米|㎡|件|台|套|辆|场次|场|次|张床位|床位|张|床|公里|桩"
    "|千瓦时|千瓦|瓦|度|标箱|箱|TEU|班次|班|股|架次|例|门|公顷|头|只|株|篇|部|集|分钟|小时|课时|单|项|枚|个车位|车位"
    "|立方米|立方|岗|万元|亿元|学年|学期|季度|期|公斤|千克|斤|棵|座|个工位|工位|份|艘|条|幅|证|本|支|款|届|万人|个标准展位|展位"
)
_MADE = (
    "新?增加?|满|超过|超|成功|成功推荐|引进|招用|新招用|吸纳|培育|培养|孵化|推荐"
    "|举办|承办|使用|发展|建设|完成|开通|组织|净增"
)
_BEFORE = re.compile(rf"每(?:{_MADE})?(?P<count>\d+|一|十|百|千)?\s?(?P<unit>{_COUNTED})")
_EACH_TIME = re.compile(rf"每(?:{_MADE})[^,，;。]{{1,40}}$")
_BEHIND = re.compile(r"^/([^,，。;、\d\s奖补的给]{1,8})")


def unit_of(text: str, figure: Figure) -> str | None:
    """人·月, 亩 … where the sum is for each of them; none where it is for each company or project as a whole."""
    behind = _BEHIND.match(text[figure.end :])
    if behind:
        parts = [part for part in behind.group(1).split("/") if part not in ("户", "家", "企业", "年", "个")]
        return "·".join(parts) or None
    near = re.split(r"[,，;。]", text[: figure.start])
    found = [_said(place) for place in _BEFORE.finditer(near[-1])]
    if not found and len(near) > 1 and _EACH_TIME.search(near[-2]):
        found = [_said(place) for place in _BEFORE.finditer(near[-2])]
    return "·".join(dict.fromkeys(found)) or None


def _said(place: re.Match[str]) -> str:
    count = place["count"] or ""
    return ("" if count in ("1", "一") else count) + place["unit"]


def per_of(text: str, figure: Figure) -> str | None:
    """`year`, `month` or the count that the sum is for: 每家, 每个项目; none where nothing is said."""
    near = re.split(r"[,，;。]", text[: figure.start])[-1]
    behind = text[figure.end : figure.end + 4]
    if re.search(r"每年|每年度|每个年度", near) or re.match(r"(?:/[^/]{1,3})*/年|每年", behind):
        return "year"
    if re.search(r"每个?月", near) or re.match(r"(?:/[^/]{1,3})*/月", behind):
        return "month"
    each = re.search(r"每(?:家|户|个|所|处|支|项|件)[一-鿿]{0,4}$", near)
    return each.group() if each else None
