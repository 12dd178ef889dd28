"""Places of others that count: the company invested in, the client of a design institute."""

from __future__ import annotations

import re

from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment


def read_parties(found: list[Segment], role: str | None) -> tuple[list[Reading], set[int]]:
    """`investee_city` and `client_city`, and the positions of their names, which do not place the asker."""
    readings: list[Reading] = []
    placed: set[int] = set()
    investing = role == "股权投资机构" or any(
        re.search("被投|股权投资|投给|投的是|基金[^,。;]{0,12}投", s.text) for s in found
    )
    designing = bool(role and "设计" in role) or any("设计" in s.text for s in found)
    for segment in found:
        for place in find_places(segment.text):
            before, after = segment.text[: place.start], segment.text[place.end :]
            fact = _party(before, after, investing, designing)
            if fact and place.city and segment.factual:
                start, end = segment.start + place.start, segment.start + place.end
                placed.update(range(start, end))
                readings.append(Reading(fact, place.city, start, end))
    return readings, placed


def _party(before: str, after: str, investing: bool, designing: bool) -> str | None:
    if re.search(r"(?:给|向|对|往)$", before) and re.match(r"市?(?:的)?[^,。;]{0,10}投", after):
        return "investee_city"
    if re.search(r"投(?:了|资了|资|给了|给|[^,。;]{0,12}[到进给])?(?:一家|一个|个|家)?$", before) and re.match(
        r"市?(?:的)?(?:一家|一个|某|本地)*(?:做[^,。;]{1,8}的|[^,。;\d]{0,6})(?:企业|公司|项目)", after
    ):
        return "investee_city"
    if investing and re.search("投的?[^,。;]{0,6}(?:企业|公司|项目|那家)(?:是|就)?在$", before):
        return "investee_city"
    if investing and before.endswith("在") and re.match(r"市?(?:那边|这边)?(?:也)?投(?:了|给|资|过|的)", after):
        return "investee_city"
    if investing and (
        re.search(f"(?:{cue('places', 'cue', 'investee').pattern})$", before)
        or (re.search("投", before) and re.match(r"市?(?:的)?(?:非关联|关联|一家|某|本地)*(?:企业|公司|项目)", after))
        or re.match(r"市?(?:的)?(?:一家|一个|某|本地)*[^,。;]{0,6}(?:企业|公司|项目)[^,。;]{0,4}投", after)
    ):
        return "investee_city"
    if designing and (
        re.search(f"(?:{cue('places', 'cue', 'client').pattern})$", before)
        or (re.search("承接|服务|合同|给|为|客户", before) and re.match(r"市?(?:的)?(?:企业|公司|客户|单位)", after))
        or re.match(r"市?(?:的)?客户", after)
    ):
        return "client_city"
    return None
