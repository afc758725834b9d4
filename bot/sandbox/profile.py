"""What the bot says about itself: commands by scope and language, name and descriptions."""

from dataclasses import dataclass, field
from typing import Any

Command = dict[str, Any]
ScopeKey = tuple[str, str, int]
DEFAULT_SCOPE: ScopeKey = ("default", "", 0)
PRIVATE_SCOPE: ScopeKey = ("all_private_chats", "", 0)


def scope_key(scope: dict[str, Any]) -> ScopeKey:
    """Make a BotCommandScope comparable."""
    return scope["type"], str(scope.get("chat_id", "")), int(scope.get("user_id", 0))


@dataclass(frozen=True, slots=True)
class Features:
    """What can be switched: `ephemeral` as by an older server, `guest` as BotFather switches guest mode."""

    ephemeral: bool = True
    guest: bool = False


@dataclass(slots=True)
class Profile:
    """The bot's words about itself; texts by field and language, "" for every other language."""

    commands: dict[tuple[ScopeKey, str], list[Command]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, name: str, language: str = "") -> str:
        """Give a text in a language, or the one for all languages."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def commands_for(self, person: int, language: str, group: int | None = None, *, chief: bool = False) -> list[Command]:
        """Give the commands a person sees in their private chat or in a group: narrowest scope first, then the language."""
        for scope in _group_scopes(str(group), person, chief) if group else [("chat", str(person), 0), PRIVATE_SCOPE]:
            if found := self._commands(scope, language):
                return found
        return self._commands(DEFAULT_SCOPE, language)

    def _commands(self, scope: ScopeKey, language: str) -> list[Command]:
        return self.commands.get((scope, language)) or self.commands.get((scope, ""), [])


def _group_scopes(chat: str, person: int, chief: bool) -> list[ScopeKey]:
    scopes: list[ScopeKey] = [("chat_member", chat, person)]
    scopes += [("chat_administrators", chat, 0)] if chief else []
    scopes += [("chat", chat, 0)]
    scopes += [("all_chat_administrators", "", 0)] if chief else []
    return [*scopes, ("all_group_chats", "", 0)]
