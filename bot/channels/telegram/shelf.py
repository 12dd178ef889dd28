"""/lookup in a chat: a short list with words and standing, and what its buttons show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import buttons
from bot.channels.telegram.markup import escaped
from bot.channels.telegram.receiving.entries import PROGRAMME, QUESTION_LINK, Entry, shortened
from bot.channels.telegram.receiving.place import Place
from bot.channels.telegram.sending.keyboards import ROW_WIDTH, deep_link
from bot.channels.telegram.staff.lookup import Lookup
from bot.storage.outbox import Outgoing
from bot.wording import say

_MOST_LISTED = 6
_MOST_WORDS = 60


@dataclass(frozen=True)
class Shelf:
    lookup: Lookup
    username: str
    today: Callable[[], date]

    def listed(self, place: Place, words: str) -> Outgoing:
        """Each result with its first words, and a button that shows more of it; the same in groups."""
        if not words:
            return place.text(escaped(say("telegram.lookup_what")))
        entries = self.lookup.find(words, self.today())[:_MOST_LISTED]
        if not entries:
            return place.text(escaped(say("telegram.lookup_none", words=words[:_MOST_WORDS])))
        lines = [_line(number, entry) for number, entry in enumerate(entries, 1)]
        rows = [
            [_button(say("telegram.lookup_button", number=number, name=entry.name), callback_data=entry.code)]
            for number, entry in enumerate(entries, 1)
        ]
        return place.text("\n".join([escaped(say("telegram.lookup_head")), *lines]), {"inline_keyboard": rows})

    def shown(self, place: Place, data: str) -> list[Outgoing]:
        """A programme's own words, and the ways to the whole clause and to the check."""
        found = self.lookup.programme(data.removeprefix(PROGRAMME), self.today())
        if found is None:
            return [place.text(escaped(say("telegram.lookup_gone")))]
        entry, programme = found
        whole = _button(
            say("telegram.lookup_whole"), callback_data=buttons.clause(programme.document, programme.clause)
        )
        if place.private:
            check = _button(say("telegram.lookup_check"), callback_data=buttons.start("programme", programme.id))
        else:
            check = _button(say("telegram.lookup_check_private"), url=deep_link(self.username, entry.link))
        return [place.text(entry.markup, {"inline_keyboard": [[whole], [check]]})]

    def press_of(self, payload: str) -> str | None:
        """The button that a deep link to a frequent question stands for."""
        known = self.lookup.question(payload.removeprefix(QUESTION_LINK)) if payload.startswith(QUESTION_LINK) else None
        return buttons.encode("faq", known) if known else None


def _line(number: int, entry: Entry) -> str:
    head = escaped(say("telegram.lookup_line", number=number, title=entry.title))
    return f"<b>{head}</b>\n<blockquote expandable>{escaped(entry.description)}</blockquote>"


def _button(label: str, **what: Any) -> dict[str, Any]:
    return {"text": shortened(label, ROW_WIDTH), **what}
