"""Logging that holds no secret and nobody's words: tokens are struck out, exceptions tell where and of what type, not what."""

import logging
import traceback
from types import TracebackType

from bot.settings import TOKEN_SHAPE

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These print addresses, and with them the token, or their own progress, at INFO or DEBUG.
_TALKATIVE = (
    "aiohttp", "aiosqlite", "alembic", "asyncio", "httpcore", "httpx", "psycopg", "pyrate_limiter", "sqlalchemy", "telegram",
    "uvicorn",
)  # fmt: skip


_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class RedactingFormatter(logging.Formatter):
    """Formats a record without tokens, and exceptions without their messages, which may quote a question."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return TOKEN_SHAPE.sub("[token]", super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's name
        """Return where an exception arose and its type."""
        kind, _, where = ei
        return "".join(traceback.format_tb(where)) + (kind.__name__ if kind else "")


def configure_logging(level: int) -> None:
    """Log to standard error at `level`; libraries only from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
