"""What a commissioner does with the companies in his care, in one transaction: the same for the chat and the page."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.portfolio.sheets import Entry, Portfolio
from bot.storage import portfolio as store
from bot.storage.portfolio import Kept, Listed, Seen
from bot.storage.transaction import Transaction
from bot.wording import say
from bot.world import World

_CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10
_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Care:
    """Of one chat, on one day. Whatever is done with a company stands in the log with who did it."""

    tx: Transaction
    chat: str
    world: World
    today: date

    async def portfolio(self) -> Portfolio:
        return Portfolio(await store.companies(self.tx, self.chat), self.world, self.today)

    def looked(self, entry: Entry) -> None:
        self._log(entry.kept.name, "look")

    def note(self, entry: Entry, text: str) -> None:
        store.note(self.tx, self.chat, entry.kept.number, text.strip()[:_LONGEST_NOTE])
        self._log(entry.kept.name, "note")

    def give(self, entry: Entry) -> str:
        """The company leaves this portfolio; the code by which a colleague takes it, once."""
        code = self._offer(entry.kept)
        store.remove(self.tx, self.chat, entry.kept.number)
        self._log(entry.kept.name, "give")
        return code

    def entrust(self, conversation: Conversation) -> tuple[str, str] | None:
        """The owner's own facts, by the owner's own word, for a commissioner: name and code; the owner keeps them too.

        None where nothing has been told yet.
        """
        company = conversation.company
        if not company.facts:
            return None
        name = company.name or say("chat.company_unnamed", number=company.number)
        consent = say("portfolio.owner_consent", day=self.today.isoformat())
        facts = self.world.rulebook.validate(company.values())
        code = self._offer(Kept(0, name, "", facts, consent, "", self.today.isoformat()))
        self._log(name, "entrust")
        return name, code

    async def take(self, code: str) -> Kept | None:
        """The company behind a code, now in this portfolio; None where the code is wrong or used up."""
        taken = await store.take(self.tx, _digest(code.strip().upper()))
        if taken is None:
            return None
        await store.keep(self.tx, self.chat, [(taken.name, taken.code, taken.facts)], taken.consent, self.today)
        if taken.note:
            mine = next(one for one in await store.companies(self.tx, self.chat) if one.name == taken.name)
            store.note(self.tx, self.chat, mine.number, taken.note)
        self._log(taken.name, "take")
        return taken

    async def keep(self, found: Sequence[Listed], consent: str) -> tuple[int, int]:
        """Companies of a list; how many are new, and how many were there and have new facts now."""
        ground = say("portfolio.list_consent", consent=consent)
        counts = await store.keep(self.tx, self.chat, found, ground, self.today)
        for name, _, _ in found:
            self._log(name, "import")
        return counts

    async def seen(self, entry: Entry) -> list[Seen]:
        return await store.seen(self.tx, entry.kept.name)

    def subscribe(self, target: str = "") -> None:
        """To the chat itself, or to an address of its own."""
        store.subscribe(self.tx, self.chat, target or self.chat, self.today)

    def unsubscribe(self) -> None:
        store.unsubscribe(self.tx, self.chat)

    async def subscribed(self) -> bool:
        return self.chat in {chat for chat, _, _ in await store.subscribers(self.tx)}

    def _offer(self, kept: Kept) -> str:
        code = "".join(secrets.choice(_CODE) for _ in range(_CODE_LENGTH))
        store.offer(self.tx, _digest(code), self.chat, kept, self.today)
        return code

    def _log(self, company: str, what: str) -> None:
        store.log(self.tx, self.chat, company, say("portfolio.did_" + what), self.today)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
