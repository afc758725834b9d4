"""What Telegram shows of the bot: menus of commands by scope and language, name and descriptions; set only where they differ."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, BotCommand, BotCommandScope
from telegram import BotCommandScopeAllChatAdministrators as InGroupsForAdministrators
from telegram import BotCommandScopeAllGroupChats as InGroups
from telegram import BotCommandScopeAllPrivateChats as InPrivate
from telegram.error import TelegramError

from bot.render.commands import DESCRIPTION, NAME, SHORT_DESCRIPTION, Scope, menu
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, say, speaking

# Where somebody asks privately, the command itself is seen by nobody else (Bot API 10.2; older servers ignore it).
_PRIVATE_COMMANDS = frozenset({"whisper"})
_SCOPES: dict[Scope, BotCommandScope] = {
    Scope.PRIVATE: InPrivate(),
    Scope.GROUP: InGroups(),
    Scope.ADMINISTRATORS: InGroupsForAdministrators(),
}
_log = logging.getLogger(__name__)


async def announce(bot: Bot) -> None:
    """Set in Telegram what is not yet as it should be; the bot works without."""
    for language in LANGUAGES:
        with speaking(Manner(language)):
            await _try(_announce(bot, language), "menus and descriptions")
    # Telegram takes a new name a few times a day only; the rest must not wait for it.
    await _try(_name(bot), "the name")


async def _try(setting: Awaitable[None], what: str) -> None:
    try:
        await setting
    except TelegramError as error:
        _log.warning("%s could not be set (%s)", what, type(error).__name__)


async def _name(bot: Bot) -> None:
    await _set(NAME, (await bot.get_my_name()).name, bot.set_my_name)


async def _announce(bot: Bot, language: str) -> None:
    # What is set for no language is shown to everybody who has none of their own.
    code = None if language == ENGLISH else language
    for scope, where in _SCOPES.items():
        commands = tuple(BotCommand(one.name, say(one.purpose)) for one in menu(scope))
        if await bot.get_my_commands(where, code) != commands:
            await bot.set_my_commands([_whispered(one) for one in commands], where, code)
    there = (await bot.get_my_description(code)).description
    await _set(say(DESCRIPTION), there, lambda text: bot.set_my_description(text, code))
    there = (await bot.get_my_short_description(code)).short_description
    await _set(say(SHORT_DESCRIPTION), there, lambda text: bot.set_my_short_description(text, code))


async def _set(wanted: str, there: str, put: Callable[[str], Awaitable[bool]]) -> None:
    if wanted != there:
        await put(wanted)


def _whispered(command: BotCommand) -> BotCommand:
    """Return a command that is to be sent unseen by others as such."""
    if command.command not in _PRIVATE_COMMANDS:
        return command
    return BotCommand(command.command, command.description, api_kwargs={"is_ephemeral": True})
