"""One invented clause that the rule books of these tests quote."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rules.language.jurisdiction import APPLIES_FILE, with_jurisdiction
from rules.model import ClauseId

TEXT = (
    "我市企业。对新认定的省级瞪羚企业,奖励50万元;对经复核的,奖励20万元。上年营业收入500万元以上、从业人员不超过300人、"
    "研发费用占比超过3%的,按投资额的20%补贴,最高2000万元。登记注册两年以上。1000万元左右。每家10万元,连续三年每年100万元。"
    "节能设备按投资额的10%抵免,结转5个纳税年度。信用良好由主管部门认定。就高不重复。2%-3%价格扣除。提高10个百分点。"
    "省级100万元、国家级200万元。按贷款金额的8‰补贴,不少于1万元。"
)
CLAUSES: Mapping[ClauseId, str] = {("town-plan", ("一",)): TEXT, ("town-plan", ("二",)): "不属于负面清单。"}


def placed(file: Path) -> dict[str, Any]:
    """The tables of a programme file, its document's place among the conditions."""
    applies = file.with_name(APPLIES_FILE)
    place = tomllib.loads(applies.read_text(encoding="utf-8")) if applies.exists() else None
    return with_jurisdiction(tomllib.loads(file.read_text(encoding="utf-8")), place)
