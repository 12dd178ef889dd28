"""Settings from the environment and `.env`: frozen, checked once at the start, units in the names."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import InputError
from bot.wording import say

UPDATES = (
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
    "guest_message",
)  # fmt: skip
"""The kinds of update that the bot handles."""


def _listed(value: object) -> object:
    return tuple(part for part in re.split(r"[,,;;\s]+", value) if part) if isinstance(value, str) else value


def _listen(value: str) -> str:
    if value and not re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}", value):
        raise ValueError(say("telegram.setting_listen"))
    return value


def _base(value: str) -> str:
    if value and not re.match(r"https?://[^\s/]+", value):
        raise ValueError(say("telegram.setting_url"))
    return value.rstrip("/")


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise ValueError(say("telegram.setting_secret"))
    return value


Listen = Annotated[str, AfterValidator(_listen)]
Address = Annotated[str, AfterValidator(_base)]
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


class Settings(BaseSettings):
    """Every setting; `MINGCE_` and the name in capitals is the environment variable."""

    model_config = SettingsConfigDict(env_prefix="MINGCE_", env_file=".env", frozen=True, extra="ignore")

    database: str = "mingce.sqlite3"
    """Path of the SQLite file, or the address of a PostgreSQL database (`postgresql://…`)."""
    data: str = ""
    """Folder of one's own documents and programmes; empty: `./mingce-data`, else the user's data folder."""
    today: Annotated[date | None, BeforeValidator(_empty_is_none)] = None
    """A day that stands for today, for tests and replays."""
    telegram_token: SecretStr = SecretStr("")
    telegram_api: Address = "https://api.telegram.org"
    """Base address of the Bot API, without `/bot`; that of files follows from it."""
    telegram_mode: Literal["polling", "webhook"] = "polling"
    webhook_listen: Listen = "127.0.0.1:8443"
    webhook_url: Address = ""
    """Public address; its path is the one that is listened on."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = SecretStr("")
    """Empty: derived from the token, the same in every process."""
    admins: Ids = ()
    staff_chat: Annotated[int | None, BeforeValidator(_empty_is_none)] = None
    web_listen: Listen = "127.0.0.1:8000"
    web_url: Address = ""
    """Public address of the page, for links in reports; empty: the one that is listened on."""
    web_framers: Names = ()
    """Pages that may show the widget, for example `https://www.example.org`; none: only pages of this server."""
    web_proxies: Names = ("127.0.0.1", "::1")
    """Addresses or networks of proxies in front: what they say of the caller's address and https is believed."""
    web_burst_requests: int = Field(default=3_000, ge=1)
    web_requests_per_minute: int = Field(default=1_200, ge=1)
    """What one address, or one key, may ask of page and API."""
    api_keys: Names = ()
    """As `name:key`: who gives a key in `X-API-Key` has an allowance and chats of his own, and stands so in the log."""
    admin_token: SecretStr = SecretStr("")
    desk_tokens: Names = ()
    """More people at the desk of the service, each as `role:name:token`; roles are reader, clerk and admin."""
    oidc_issuer: Address = ""
    """Address of the office's server for signing on (OpenID Connect); empty: tokens alone open the desk."""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_claim: str = "groups"
    """Where the server tells a person's groups."""
    oidc_roles: Names = ()
    """What a group may do at the desk, as `role:group`."""
    keep_words_days: int = Field(default=90, ge=0)
    """What was asked and said is forgotten after so many days; 0: never."""
    keep_files_days: int = Field(default=365, ge=0)
    """Everything of a chat that nobody has used for so many days is forgotten; 0: never."""
    metrics_listen: Listen = ""
    """Empty: no figures are served."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    allowed_updates: Names = UPDATES
    poll_timeout_seconds: int = Field(default=25, ge=0, le=50)
    user_burst_messages: int = Field(default=200, ge=1)
    user_messages_per_minute: int = Field(default=120, ge=1)
    turn_seconds: float = Field(default=1.0, gt=0, le=60)
    """Processor time that reading one message may take before it is given up, with a word to the person."""
    sends_at_once: int = Field(default=8, ge=1, le=100)
    sends_per_second: float = Field(default=0.0, ge=0)
    """A pace of our own over all chats; 0: as fast as Telegram takes it, slower for a while after it complains."""
    broadcasts_per_second: float = Field(default=20.0, gt=0, le=30)
    stop_seconds: float = Field(default=20.0, ge=0)
    """How long a stop may take to finish what has begun; the rest is done after the next start."""

    @property
    def page_address(self) -> str:
        """In front of every link that leaves the page."""
        return self.web_url or f"http://{self.web_listen}"


def load_settings(**given: Any) -> Settings:
    """Raises InputError that names the first variable that is wrong."""
    try:
        return Settings(**given)
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        name = "MINGCE_" + str(first["loc"][0] if first["loc"] else "").upper()
        raise InputError(say("telegram.setting_wrong", name=name, problem=_plain(dict(first)))) from None


def _plain(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            return say("telegram.setting_one_of", choices=str(context["expected"]).replace(" or ", ", "))
        case "value_error":
            return str(context["error"])
        case "int_parsing" | "float_parsing":
            return say("telegram.setting_number")
        case "greater_than_equal" | "greater_than":
            return say("telegram.setting_at_least", least=context.get("ge", context.get("gt")))
        case "less_than_equal":
            return say("telegram.setting_at_most", most=context["le"])
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return say("telegram.setting_day")
    return str(error["msg"])


def host_and_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)
