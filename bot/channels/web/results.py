"""Results: the whole of what the facts come to, as a page, as files, by a lasting link, and side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.pages import page, place
from bot.channels.web.session import Sessions
from bot.contract.answers import WrongFacts, facts_of
from bot.dialogue.companies import name_of
from bot.dialogue.conversation import Conversation
from bot.errors import InputError
from bot.reports import office
from bot.reports.content import Report, Said, build
from bot.reports.files import FORMATS, MEDIA_TYPES, draw
from bot.reports.links import link_to, read_link, verdicts_of
from bot.reports.sheet import Sheet
from bot.wording import say
from knowledge.library import own_data


@dataclass(frozen=True, slots=True)
class Shown:
    """A report, its lasting link, and what is said about its age."""

    report: Report
    facts: dict[str, Any]
    link: str
    notice: str = ""


class Results:
    """The routes of results, for one assistant."""

    def __init__(self, assistant: Assistant, sessions: Sessions, address: str) -> None:
        self.assistant = assistant
        self.sessions = sessions
        self._address = address

    async def mine(self, request: Request) -> Response:
        """Of the company in hand."""
        shown, conversation = await self._mine(request)
        return self._page(request, shown, request.url.path.rstrip("/"), conversation)

    async def lasting(self, request: Request) -> Response:
        """What a link holds, worked out again as of its day."""
        shown = self._linked(request)
        if shown is None:
            return refusing.refuse(request.scope, 404, say("web.link_broken"))
        return self._page(request, shown, f"/result/{request.path_params['code']}", Conversation())

    async def file(self, request: Request) -> Response:
        """Either as a file."""
        format = request.path_params["format"]
        if format not in FORMATS:
            return refusing.refuse(
                request.scope, 404, say("report.format_wrong", format=format[:20], formats="、".join(FORMATS))
            )
        shown = self._linked(request) if "code" in request.path_params else (await self._mine(request))[0]
        if shown is None:
            return refusing.refuse(request.scope, 404, say("web.link_broken"))
        return await as_file(Sheet(shown.report, shown.link), format)

    async def compare(self, request: Request) -> Response:
        """Two cities on the same facts, or two companies of one person."""
        shown, conversation = await self._mine(request)
        other = self._other(request.query_params.get("with", ""), shown, conversation)
        choices = self._choices(conversation)
        rows = _side_by_side(shown.report, other) if other else []
        return page(request, "compare.html", here=shown.report, there=other, rows=rows, choices=choices)

    async def _mine(self, request: Request) -> tuple[Shown, Conversation]:
        guest = await self.sessions.guest(request)
        conversation = await self.assistant.conversation(guest.chat) if guest.chat else Conversation()
        company = conversation.company
        said = {name: Said(record.said, record.at) for name, record in company.facts.items()}
        return self._made(conversation.facts, company=name_of(company), said=said), conversation

    def _made(self, facts: Mapping[str, Any], *, company: str, said: Mapping[str, Said] | None = None) -> Shown:
        report = build(dict(facts), self.assistant.world, self.assistant.today(), company=company, said=said)
        return Shown(report, dict(facts), link_to(report, dict(facts), self._address))

    def _linked(self, request: Request) -> Shown | None:
        held = read_link(request.path_params["code"])
        if held is None:
            return None
        try:
            facts = facts_of(held.facts, self.assistant.world)
        except (WrongFacts, InputError):
            return None
        report = build(facts, self.assistant.world, held.as_of, company=held.company)
        same = verdicts_of(report) == held.verdicts
        key = (
            "web.link_same"
            if same and report.version == held.version
            else "web.link_equal"
            if same
            else "web.link_other"
        )
        notice = say(key, day=held.as_of, then=held.version, now=report.version)
        return Shown(report, facts, link_to(report, facts, self._address), notice)

    def _page(self, request: Request, shown: Shown, base: str, conversation: Conversation) -> Response:
        groups = [
            ("money", shown.report.money), ("nearly", shown.report.nearly), ("services", shown.report.services),
            ("refused", shown.report.refused),
        ]  # fmt: skip
        values: dict[str, Any] = {
            "report": shown.report, "groups": groups, "link": shown.link, "notice": shown.notice, "files": base,
            "place": place, "rungs": [row for row in shown.report.ladder if row.main],
        }  # fmt: skip
        return page(request, "results.html", **values)

    def _choices(self, conversation: Conversation) -> list[tuple[str, str]]:
        cities = dict.fromkeys(each.city for each in self.assistant.world.library.documents if each.city)
        here = conversation.facts.get("city")
        found = [(f"city:{city}", city) for city in cities if city != here]
        others = [each for each in conversation.companies if each.number != conversation.current]
        return [*found, *((f"company:{each.number}", name_of(each)) for each in others)]

    def _other(self, wanted: str, shown: Shown, conversation: Conversation) -> Report | None:
        if all(wanted != value for value, _ in self._choices(conversation)):
            return None
        kind, _, value = wanted.partition(":")
        if kind == "city":
            moved = {name: told for name, told in shown.facts.items() if name not in ("district", "city")}
            return self._made({"city": value, **moved}, company=value).report
        company = next(each for each in conversation.companies if str(each.number) == value)
        return self._made(company.values(), company=name_of(company)).report


async def as_file(sheet: Sheet, format: str) -> Response:
    """To be saved; a docx in the office's own letterhead, where one was left at the desk."""
    body = await to_thread.run_sync(draw, sheet, format, office.letterhead(own_data()))
    name = f'attachment; filename="mingce-{sheet.report.as_of.isoformat()}.{format}"'
    return Response(body, media_type=MEDIA_TYPES[format], headers={"content-disposition": name})


def _side_by_side(here: Report, there: Report) -> list[tuple[str, str, str]]:
    """Every benefit that either side can have or nearly can: title, and how each side stands."""
    sides = [{item.programme: item for item in (*one.money, *one.nearly, *one.services)} for one in (here, there)]
    money = [item.programme for one in (here, there) for item in (*one.money, *one.services)]
    near = [item.programme for one in (here, there) for item in one.nearly if item.most_yuan]
    rows = []
    for programme in dict.fromkeys((*money, *near)):
        item = sides[0].get(programme) or sides[1][programme]
        rows.append((item.title, *(_cell(side.get(programme)) for side in sides)))
    return [(row[0], row[1], row[2]) for row in rows]


def _cell(item: Any) -> str:
    if item is None:
        return "—"
    if item.verdict == "eligible":
        return item.amount or say("web.can_have")
    return say("web.still_wants", amount=item.amount, what=";".join(item.lacking[:2]))
