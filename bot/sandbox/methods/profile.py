"""Commands, name and descriptions of the bot."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.limits import check_language, check_profile_text, checked_commands
from bot.sandbox.parameters import Parameters
from bot.sandbox.profile import Command, ScopeKey, scope_key
from bot.sandbox.world import World

SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _address(parameters: Parameters) -> tuple[ScopeKey, str]:
    """Read which list of commands is meant."""
    scope = parameters.structure("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    for field in SCOPES[kind]:
        if not scope.get(field):
            raise bad_request(f"Can't parse BotCommandScope: Can't find field \"{field}\"")
    language = parameters.text("language_code")
    check_language(language)
    return scope_key({name: scope[name] for name in ("type", *SCOPES[kind])}), language


def set_commands(world: World, parameters: Parameters) -> bool:
    """Set the commands of a scope and language; an empty list takes them away."""
    commands = parameters.structure("commands", "commands") or []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    address = _address(parameters)
    world.profile.commands[address] = checked_commands(commands)
    _announce(world)
    return True


def get_commands(world: World, parameters: Parameters) -> list[Command]:
    """Give the commands of exactly this scope and language."""
    return world.profile.commands.get(_address(parameters), [])


def delete_commands(world: World, parameters: Parameters) -> bool:
    """Take the commands of a scope and language away."""
    world.profile.commands.pop(_address(parameters), None)
    _announce(world)
    return True


def _announce(world: World) -> None:
    """Let open pages fetch the bot's profile anew."""
    for chat in world.chats.values():
        world.show(chat, "profile", {})


def _setter(field: str) -> Callable[[World, Parameters], bool]:
    def set_text(world: World, parameters: Parameters) -> bool:
        text, language = parameters.text(field), parameters.text("language_code")
        check_language(language)
        check_profile_text(field, text)
        if not text and field == "name" and not language:
            text = world.bot.first_name
        world.profile.texts[field, language] = text
        _announce(world)
        return True

    return set_text


def _getter(field: str) -> Callable[[World, Parameters], dict[str, Any]]:
    def get_text(world: World, parameters: Parameters) -> dict[str, Any]:
        language = parameters.text("language_code")
        check_language(language)
        return {field: world.profile.text(field, language)}

    return get_text


METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
