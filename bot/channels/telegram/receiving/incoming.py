"""What a person did, as the dialogue takes it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, MessageEntity, MessageOriginUser, User

from bot.channels.telegram.receiving.place import Place
from bot.text import valid

_MOST_NAME = 40
_KINDS = (
    ("photo", "photo"), ("sticker", "sticker"), ("voice", "voice"), ("audio", "voice"), ("video", "video"),
    ("video_note", "video"), ("animation", "video"), ("document", "document"), ("location", "location"),
    ("venue", "location"), ("contact", "contact"), ("poll", "other"), ("dice", "other"), ("story", "other"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """`command`: the word after the slash, in lower case, with `rest` behind it; both empty in a plain message."""

    text: str
    command: str = ""
    rest: str = ""


def place_of(message: Message) -> Place:
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, message.chat.type == "private", message.message_id, thread)


def place_of_press(query: CallbackQuery) -> Place | None:
    """Where the pressed button stands; its message may be changed unless it is too old to be seen."""
    message = query.message
    if message is None:
        return None
    if isinstance(message, Message):
        place = place_of(message)
        return Place(place.chat_id, place.private, message.message_id, place.thread, message.message_id)
    return Place(message.chat.id, message.chat.type == "private")


def name_of(user: User | None) -> str:
    return valid(user.full_name)[:_MOST_NAME] if user else ""


def said(message: Message, username: str) -> Said | None:
    """The words with mentions of the bot left out; None where they are for another bot."""
    text = valid(message.text or message.caption or "")
    if not text.startswith("/"):
        return Said(_without_mention(text, username))
    head, _, rest = text.partition(" ") if " " in text.split("\n")[0] else text.partition("\n")
    command, _, addressee = head[1:].partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    rest = _without_mention(rest, username)
    return Said(f"/{command.lower()} {rest}".strip(), command.lower(), rest)


def is_for_us(message: Message, bot_id: int, username: str) -> bool:
    """In a group: a command, a reply to the bot, or a mention of it."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == bot_id:
        return True
    if (message.text or "").startswith("/"):
        return True
    entities = {
        **message.parse_entities([MessageEntity.MENTION]),
        **message.parse_caption_entities([MessageEntity.MENTION]),
    }
    return any(name.lower() == f"@{username}".lower() for name in entities.values())


def about(message: Message, bot_id: int) -> str:
    """The words of the message of ours that it replies to; empty where it replies to none."""
    answered = message.reply_to_message
    ours = answered is not None and answered.from_user is not None and answered.from_user.id == bot_id
    return valid(answered.text or "") if answered is not None and ours else ""


def is_forwarded(message: Message) -> bool:
    """Somebody else's words: what people forward of their own they said themselves."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        return message.from_user is None or origin.sender_user.id != message.from_user.id
    return origin is not None


def is_bot(message: Message) -> bool:
    """Another bot; administrators who stay anonymous speak through one of Telegram's own."""
    return bool(message.from_user and message.from_user.is_bot and message.sender_chat is None)


def kind_without_text(message: Message) -> str | None:
    """What was sent instead of words: `photo`, `voice` …; None for notices of Telegram's own."""
    return next((kind for attribute, kind in _KINDS if getattr(message, attribute, None)), None)


def _without_mention(text: str, username: str) -> str:
    lowered, mention = text.lower(), f"@{username}".lower()
    start = lowered.find(mention)
    while username and start >= 0:
        text = text[:start] + " " + text[start + len(mention) :]
        lowered = text.lower()
        start = lowered.find(mention)
    return text.strip()
