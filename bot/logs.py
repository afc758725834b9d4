"""Logging that holds no secret: tokens are struck out of every line, exceptions included."""

import logging

from bot.settings import TOKEN_SHAPE

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These print addresses, and with them the token, at INFO or DEBUG.
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "telegram", "asyncio", "uvicorn")


class RedactingFormatter(logging.Formatter):
    """Formats a record and strikes out whatever looks like a bot token."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        return TOKEN_SHAPE.sub("[token]", super().format(record))


def configure_logging(level: int) -> None:
    """Log to standard error at `level`; libraries only from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
