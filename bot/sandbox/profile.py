"""What the bot says about itself: commands by scope and language, name and descriptions."""

from dataclasses import dataclass, field
from typing import Any

ScopeKey = tuple[str, str, int]
DEFAULT_SCOPE: ScopeKey = ("default", "", 0)
PRIVATE_SCOPE: ScopeKey = ("all_private_chats", "", 0)


def scope_key(scope: dict[str, Any]) -> ScopeKey:
    """Make a BotCommandScope comparable."""
    return scope["type"], str(scope.get("chat_id", "")), int(scope.get("user_id", 0))


@dataclass(slots=True)
class Profile:
    """The bot's words about itself; texts by field and language, "" for every other language."""

    commands: dict[tuple[ScopeKey, str], list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, name: str, language: str = "") -> str:
        """Give a text in a language, or the one for all languages."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def commands_for(self, chat: int, language: str) -> list[dict[str, str]]:
        """Give the commands a person sees in a private chat: the narrowest scope first, then the language."""
        scopes: list[ScopeKey] = [("chat", str(chat), 0), PRIVATE_SCOPE, DEFAULT_SCOPE]
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []
