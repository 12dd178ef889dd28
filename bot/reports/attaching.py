"""Files that a reply promises: made when it is given, kept in a folder of one's own for a day."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.dialogue.companies import name_of
from bot.dialogue.conversation import Conversation
from bot.model import TO_MAKE, Attachment, Reply
from bot.reports.content import Said
from bot.reports.files import report_file
from bot.world import World

_KEPT_SECONDS = 86_400


def with_files(reply: Reply, conversation: Conversation, world: World, today: date, address: str) -> Reply:
    """The reply with the paths of files that are there; others stay as they are."""

    def made(attachment: Attachment) -> Attachment:
        if not attachment.path.startswith(TO_MAKE):
            return attachment
        company = conversation.company
        said = {name: Said(record.said, record.at) for name, record in company.facts.items()}
        format = attachment.path.removeprefix(TO_MAKE)
        body = report_file(
            conversation.facts, world, today, format, company=name_of(company), address=address, said=said
        )
        return replace(attachment, path=str(_kept(body, format)))

    messages = tuple(
        replace(message, attachments=tuple(made(each) for each in message.attachments)) for message in reply.messages
    )
    return replace(reply, messages=messages)


def _kept(body: bytes, format: str) -> Path:
    """Named by its content, readable by its owner only."""
    folder = Path(tempfile.gettempdir()) / f"mingce-reports-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder.mkdir(mode=0o700, exist_ok=True)
    _tidy(folder)
    file = folder / f"{hashlib.sha256(body).hexdigest()[:24]}.{format}"
    part = folder / f".{file.name}.{os.getpid()}"
    part.write_bytes(body)
    part.replace(file)
    return file


def _tidy(folder: Path) -> None:
    for old in folder.iterdir():
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
                old.unlink()
