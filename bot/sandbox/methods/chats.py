"""Who the bot is, and what it may learn about chats and people."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

CAPABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
# Fields PTB and the Bot API call required in ChatFullInfo.
FULL_INFO = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


def get_me(world: World, parameters: Parameters) -> dict[str, Any]:  # noqa: ARG001
    """Tell the bot who it is."""
    return world.bot.as_json() | CAPABILITIES


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """Give a chat in full."""
    return world.known_chat(parameters.chat_id()).as_json() | FULL_INFO


def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Give somebody's place in a chat."""
    user_id = parameters.whole("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    chat = world.known_chat(parameters.chat_id())
    if user_id == world.bot.id:
        return {"user": world.bot.as_json(), "status": chat.bot_status}
    member = chat.members.get(user_id)
    if member is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"user": member.user.as_json(), "status": member.status}


def get_administrators(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Give the administrators of a group; a private chat has none."""
    chat = world.known_chat(parameters.chat_id())
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    chiefs = [member for member in chat.members.values() if member.status in {"creator", "administrator"}]
    return [{"user": member.user.as_json(), "status": member.status} for member in chiefs]


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
}
