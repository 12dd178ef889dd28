"""Two versions clause by clause."""

from __future__ import annotations

from knowledge.documents import clauses_of
from knowledge.importing.comparing import compare, marked

OLD = """青石县民宿措施
一、新办奖励。对新开业的民宿给予一次性奖励12万元。
二、品牌奖励。对评为金花民宿的给予奖励5万元。
三、培训。每年办两次培训班,由县文旅局负责。
"""
NEW = """青石县民宿措施
一、新办奖励。对新开业的民宿给予一次性奖励15万元。
二、培训。每年办两次培训班,由县文旅局负责。
三、贷款贴息。对民宿改造贷款给予贴息,期限一年。
"""


def test_same_moved_changed_added_gone() -> None:
    changes = compare(clauses_of("old", OLD), clauses_of("new", NEW))
    kinds = {(change.kind, change.old, change.new) for change in changes}
    assert ("changed", ("一",), ("一",)) in kinds
    assert ("moved", ("三",), ("二",)) in kinds
    assert ("added", None, ("三",)) in kinds
    assert ("gone", ("二",), None) in kinds
    assert ("same", ("标题",), ("标题",)) in kinds


def test_a_text_beside_itself_is_the_same() -> None:
    clauses = clauses_of("old", OLD)
    assert {change.kind for change in compare(clauses, clauses)} == {"same"}


def test_what_came_and_went_is_marked() -> None:
    pieces = marked("奖励12万元", "奖励15万元")
    assert ("out", "12") in pieces and ("in", "15") in pieces
    assert "".join(text for kind, text in pieces if kind != "out") == "奖励15万元"
