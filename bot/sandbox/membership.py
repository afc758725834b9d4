"""Places in a chat as the Bot API shows them, and the updates when one changes. Pure, like the world it changes."""

from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.messages import User
from bot.sandbox.world import World

# By kind of chat, what an administrator may do here; who is promoted may all of it, but for posting in channels.
COMMON_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages",)
SUPERGROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
RIGHTS = {"group": GROUP_RIGHTS, "supergroup": SUPERGROUP_RIGHTS, "channel": CHANNEL_RIGHTS}


def chat_member(member: Member, chat: Chat) -> dict[str, Any]:
    """Give the Bot API's ChatMember."""
    fields: dict[str, Any] = {"user": member.user.as_json(), "status": member.status}
    if member.status == "creator":
        fields["is_anonymous"] = member.anonymous
    if member.status == "kicked":
        fields["until_date"] = 0
    if member.status == "administrator":
        fields |= _rights(member, chat)
    return fields


def _rights(member: Member, chat: Chat) -> dict[str, bool]:
    rights = dict.fromkeys(COMMON_RIGHTS + RIGHTS[chat.kind], True)
    if chat.kind == "channel":
        rights["can_post_messages"] = member.may_post
    if chat.kind == "supergroup" and not chat.is_forum:
        rights["can_manage_topics"] = False
    return {"can_be_edited": False, "is_anonymous": member.anonymous, **rights, "can_promote_members": False}


def change(world: World, chat: Chat, actor: User, member: Member, *, status: str | None = None, **flags: bool) -> None:
    """Give somebody another status or other flags (`anonymous`, `may_post`), and tell the bot what Telegram would."""
    before = chat_member(member, chat)
    member.status = status or member.status
    if not member.is_chief:
        flags = {"anonymous": False, "may_post": True}
    for name, value in flags.items():
        setattr(member, name, value)
    after = chat_member(member, chat)
    world.rearranged()
    if before == after:
        return
    body = {"chat": chat.as_json(), "from": actor.as_json(), "date": world.date}
    body |= {"old_chat_member": before, "new_chat_member": after}
    if member is chat.bot:
        chat.opened = chat.opened or (chat.kind != "private" and member.is_in)
        world.tell("my_chat_member", body)
    elif chat.bot.is_chief:
        # Telegram tells only administrators about others, and only those that ask for it.
        world.tell("chat_member", body)
