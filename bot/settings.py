"""Settings from the environment: read once, all faults told at once, secrets never shown."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError

TELEGRAM = "https://api.telegram.org"
TOKEN_SHAPE = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
DATABASE = "sqlite:///compact-desk.db"
# Telegram allows about 30 messages a second; the rest is left for answers.
SEND_RATE = 25
FASTEST = 1000
MOST_STARS = 1_000_000
ON_UNKNOWN = ("skip", "resend")
SWITCH = ("off", "on")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides. What may hold a secret is left out of every printed form.

    `send_rate` is the overall pace of digests a second. `resend_unknown` sends a digest again whose answer was lost. So many
    `paid_stars` may be spent a day on messages beyond Telegram's free pace; none are unless it is set. In `guest_mode` it answers
    in chats of which it is no member.
    """

    bot_token: str = field(repr=False)
    bot_api_url: str = TELEGRAM
    log_level: int = logging.INFO
    database_url: str = field(default=DATABASE, repr=False)
    send_rate: int = SEND_RATE
    resend_unknown: bool = False
    paid_stars: int = 0
    guest_mode: bool = False


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read settings from environment variables; `BOT_TOKEN_FILE` may name a file that holds the token.

    Raises SettingsError with a line for each fault.
    """
    faults: list[str] = []
    token = _read_secret(environment, "BOT_TOKEN", faults)
    if token and not TOKEN_SHAPE.fullmatch(token):
        faults.append("BOT_TOKEN must look like 123456789:AA…, as BotFather gives it, got something else")
    api_url = environment.get("BOT_API_URL", TELEGRAM).rstrip("/")
    if not _is_root_address(api_url):
        faults.append(f"BOT_API_URL must be an http or https address without path, got {api_url!r}")
    level = environment.get("LOG_LEVEL", "INFO").upper()
    if level not in LEVELS:
        faults.append(f"LOG_LEVEL must be one of {', '.join(LEVELS)}, got {level!r}")
    database_url = _read_secret(environment, "DATABASE_URL", faults, DATABASE)
    on_unknown = environment.get("DIGEST_ON_UNKNOWN", "skip").lower()
    if on_unknown not in ON_UNKNOWN:
        faults.append(f"DIGEST_ON_UNKNOWN must be {' or '.join(ON_UNKNOWN)}, got {on_unknown!r}")
    rate = _read_number(environment, "SEND_RATE", range(1, FASTEST + 1), SEND_RATE, faults)
    guests = environment.get("GUEST_MODE", "off").lower()
    if guests not in SWITCH:
        faults.append(f"GUEST_MODE must be {' or '.join(SWITCH)}, got {guests!r}")
    stars = _read_number(environment, "PAID_BROADCAST_STARS", range(MOST_STARS + 1), 0, faults)
    _refuse(faults)
    return Settings(
        token,
        api_url,
        logging.getLevelNamesMapping()[level],
        database_url,
        rate,
        resend_unknown=on_unknown == "resend",
        paid_stars=stars,
        guest_mode=guests == "on",
    )


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """What commands need that only look into the database."""

    database_url: str = field(repr=False)
    send_rate: int


def read_database(environment: Mapping[str, str]) -> DatabaseSettings:
    """Read where the database is and how fast digests may go. Raises SettingsError with a line for each fault."""
    faults: list[str] = []
    url, rate = (
        _read_secret(environment, "DATABASE_URL", faults, DATABASE),
        _read_number(environment, "SEND_RATE", range(1, FASTEST + 1), SEND_RATE, faults),
    )
    _refuse(faults)
    return DatabaseSettings(url, rate)


def _refuse(faults: list[str]) -> None:
    if faults:
        # A token that was set in the wrong place must not be told either.
        raise SettingsError([TOKEN_SHAPE.sub("[token]", fault) for fault in faults])


def _read_number(environment: Mapping[str, str], name: str, allowed: range, default: int, faults: list[str]) -> int:
    given = environment.get(name, str(default))
    if given.isascii() and given.isdigit() and int(given) in allowed:
        return int(given)
    faults.append(f"{name} must be a whole number from {allowed[0]} to {allowed[-1]}, got {given!r}")
    return default


def _read_secret(environment: Mapping[str, str], name: str, faults: list[str], default: str = "") -> str:
    value, file = environment.get(name, "").strip(), environment.get(f"{name}_FILE", "")
    if value and file:
        faults.append(f"{name} and {name}_FILE must not both be set")
    if file and not value:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            faults.append(f"{name}_FILE must name a readable text file, got {file!r}")
            return ""
    value = value or default
    if not value:
        faults.append(f"{name} must be set (or {name}_FILE name a file that holds it), got nothing")
    return value


def _is_root_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        rooted = re.fullmatch(r"https?://[^\s/?#]+", address, re.IGNORECASE)
        return bool(rooted and parts.hostname) and parts.port != 0
    except ValueError:
        return False
