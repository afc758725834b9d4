"""Who the bot is, and what it may learn about chats and people."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import groups
from bot.sandbox.access import enumerable_chat, readable_chat
from bot.sandbox.errors import bad_request
from bot.sandbox.membership import chat_member
from bot.sandbox.messages import GROUP_ANONYMOUS_BOT
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

CAPABILITIES = {
    "can_join_groups": True,
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


# What ordinary members of a new group may do.
PERMISSIONS = dict.fromkeys(
    (
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    ),
    True,
)


def get_me(world: World, parameters: Parameters) -> dict[str, Any]:  # noqa: ARG001
    """Tell the bot who it is."""
    return (
        world.bot.as_json()
        | CAPABILITIES
        | {
            "can_read_all_group_messages": not world.privacy,
            "supports_guest_queries": world.features.guest,
        }
    )


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """Give a chat in full."""
    chat = readable_chat(world, parameters.chat_id())
    permissions = {"permissions": PERMISSIONS} if chat.kind in {"group", "supergroup"} else {}
    return chat.as_json() | FULL_INFO | permissions


def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Give somebody's place in a chat; who is known but was never in it has left it, as in Telegram."""
    user_id = parameters.whole("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    if user_id == world.bot.id:
        chat = readable_chat(world, parameters.chat_id())
        return chat_member(chat.bot, chat)
    chat = enumerable_chat(world, parameters.chat_id())
    if member := chat.members.get(user_id):
        return chat_member(member, chat)
    user = GROUP_ANONYMOUS_BOT if user_id == GROUP_ANONYMOUS_BOT.id else world.people.get(user_id)
    if user is None or chat.kind == "private":
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"user": user.as_json(), "status": "left"}


def get_administrators(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Give the administrators of a group or channel, the bot among them; a private chat has none."""
    chat = enumerable_chat(world, parameters.chat_id())
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [chat_member(member, chat) for member in (*chat.members.values(), chat.bot) if member.is_chief]


def get_member_count(world: World, parameters: Parameters) -> int:
    """Count who is in a chat, the bot included."""
    chat = enumerable_chat(world, parameters.chat_id())
    return len(chat.present) + chat.bot.is_in


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group or channel."""
    chat = readable_chat(world, parameters.chat_id())
    if chat.kind == "private":
        raise bad_request("Chat member status can't be changed in private chats")
    if chat.bot.is_in:
        groups.leave(world, chat)
    return True


METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
}
