"""The place that a document is for: from its issuer and its title, whole names only."""

from __future__ import annotations

import re

from knowledge.gazetteer.lookup import full_region
from knowledge.metadata.model import Finding

_PLACE = re.compile(
    r"^(?:中共)?((?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,9}?(?:自治州|地区|盟|市|州))?(?:[\u4e00-\u9fff]{1,9}?(?:自治县|自治旗|新区|开发区|县|区|市|旗))?)"
    r"(?=[\u4e00-\u9fff]{0,30}(?:人民政府|政府|局|委|厅|办|部|会|院|处|中心|促进|支持|关于|加快|推动|扶持|进一步|鼓励|企业|工业|科技|产业|中小))"
)
_NATIONAL = re.compile(
    r"^(?:中共中央|国务院|全国人(?:民代表大会|大)|中华人民共和国|国家|最高人民|中国|工业和信息化部|财政部|科学?技术?部|商务部|教育部|民政部|公安部|司法部"
    r"|人力资源(?:和)?社会保障部|自然资源部|生态环境部|住房(?:和)?城乡建设部|交通运输部|水利部|农业农村部|文化和旅游部|应急管理部|人民银行|海关总署|税务总局|市场监管总局|银保监会|证监会|金融监管总局|审计署)"
)


def region_of(issuer: str | None, title: str | None) -> Finding | None:
    for said in filter(None, (issuer, title)):
        plain = re.sub(r"[\s《》“”\"]", "", said)
        if _NATIONAL.match(plain):
            return Finding("全国", said, "text")
        found = _PLACE.match(plain)
        place = found.group(1) if found else ""
        if len(place) >= 3 or (place and place.endswith(("省", "市"))):
            return Finding(full_region(place), said, "text")
    return None
