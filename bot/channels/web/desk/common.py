"""What the rooms of the desk share: forms and their acts, the log, data that have changed."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.answering.retrieval.finding import find
from bot.assistant import Assistant
from bot.channels.web.desk.access import Access, Worker
from bot.channels.web.working import Works
from bot.storage import desk

_HITS = 10
Act = Callable[[Request, Worker, FormData], Awaitable[Response]]
Acts = dict[str, tuple[str, Act]]
"""By name: the role that may do it, and what it does."""


@dataclass(frozen=True, slots=True)
class Office:
    """For one assistant, whose world is made anew when the data have changed."""

    assistant: Assistant
    access: Access
    works: Works

    def found(self, question: str) -> Sequence[dict[str, Any]]:
        """What a question finds: matched words with their weight, scores."""
        library = self.assistant.world.library
        hits = find(question, self.assistant.world, self.assistant.today(), _HITS, None) if question.strip() else []
        return [
            {
                "document": hit.clause.document,
                "clause": "/".join(hit.clause.path),
                "place": library.printed_path(hit.clause.document, hit.clause.path),
                "text": hit.clause.text[:240],
                "score": round(hit.score, 3),
                "matched": [(word, round(library.rarity(word), 2)) for word in hit.matched],
            }
            for hit in hits
        ]

    async def renew(self, worker: Worker, what: str, about: str) -> None:
        """The data have changed: answers come from what stands there now."""
        await to_thread.run_sync(self.assistant.renew)
        await self.note(worker, what, about)

    async def note(self, worker: Worker, what: str, about: str) -> None:
        async with self.assistant.database.transaction() as tx:
            desk.note(tx, time.time(), worker.name, worker.role, what, about)


def owner_of(worker: Worker) -> str:
    """Who begins a work at the desk and may watch it."""
    return f"desk:{worker.role}:{worker.name}"
