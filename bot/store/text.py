"""Text as both engines take it: PostgreSQL refuses NUL, and both fail on a lone surrogate."""

from typing import Any

from sqlalchemy import Dialect, String, types

_NUL = "\x00"


def clean(text: str) -> str:
    """Return a text without NUL and lone surrogates."""
    return text.replace(_NUL, "").encode("utf-8", "ignore").decode("utf-8")


class CleanText(types.TypeDecorator[str]):
    """A text column that cleans what comes in, so that no caller has to think of it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """Clean on the way in."""
        return None if value is None else clean(value)
