"""What people do with groups and channels: make them, let in, promote, remove, upgrade. Pure, like the world it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.errors import RefusedError
from bot.sandbox.hearing import report
from bot.sandbox.membership import change
from bot.sandbox.messages import GROUP_ANONYMOUS_BOT, Content, Draft, Guise, User
from bot.sandbox.world import World

TITLE_LIMIT = 128
STATUSES = frozenset({"member", "administrator", "left", "kicked"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A group to be made: kind "group" or "supergroup", who is in it besides its creator, and whether the bot is."""

    title: str
    kind: str = "group"
    forum: bool = False
    members: Sequence[int] = ()
    bot: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody shall be in a chat; None leaves a thing as it is."""

    status: str | None = None
    anonymous: bool | None = None
    may_post: bool | None = None


def create_group(world: World, creator_id: int, plan: Plan) -> Chat:
    """Let a person make a group. A forum is always a supergroup."""
    creator = world.person(creator_id)
    people = [world.person(person_id) for person_id in plan.members if person_id != creator_id]
    kind = "supergroup" if plan.forum else plan.kind
    if kind not in {"group", "supergroup"}:
        raise RefusedError(400, 'kind must be "group" or "supergroup"')
    chat = world.found(kind, _title(plan.title))
    chat.is_forum = plan.forum
    chat.members = {creator.id: Member(creator, "creator")} | {person.id: Member(person) for person in people}
    if plan.bot:
        change(world, chat, creator, chat.bot, status="member")
    # Only in basic groups does the bot hear how the group began; to a supergroup it is added afterwards.
    _announce(world, chat, creator, ("group_chat_created", True) if kind == "group" else ("supergroup_chat_created", True))
    if plan.bot and kind == "supergroup":
        _announce(world, chat, creator, ("new_chat_members", [world.bot.as_json()]))
    world.rearranged()
    return chat


def create_channel(world: World, creator_id: int, title: str, *, bot: bool = True, may_post: bool = True) -> Chat:
    """Let a person make a channel, with the bot among its administrators or not."""
    creator = world.person(creator_id)
    chat = world.found("channel", _title(title))
    chat.members[creator.id] = Member(creator, "creator")
    if bot:
        change(world, chat, creator, chat.bot, status="administrator", may_post=may_post)
    world.rearranged()
    return chat


def give_standing(world: World, actor_id: int, chat_id: int, who: int, wanted: Standing) -> None:
    """Let a person change what somebody is in a chat: let in, promote, demote, remove, make anonymous; or leave it."""
    chat = chat_of(world, actor_id, chat_id)
    member = _member(world, chat, who)
    status = wanted.status or member.status
    _check_standing(chat, actor_id, member, status)
    actor, was_in = chat.members[actor_id].user, member.is_in
    if chat.kind != "channel" and status == "administrator" and not was_in:
        # Telegram lets somebody in first and promotes them then, which the bot hears as two changes.
        change(world, chat, actor, member, status="member")
    flags = {"anonymous": wanted.anonymous, "may_post": wanted.may_post}
    gone = was_in and status in {"left", "kicked"}
    # Of a basic group the bot still hears that it is gone; elsewhere who is gone hears no more of the chat.
    if gone and chat.kind == "group":
        _announce_change(world, chat, actor, member, "left_chat_member")
    change(world, chat, actor, member, status=status, **{name: value for name, value in flags.items() if value is not None})
    if gone and chat.kind != "group":
        _announce_change(world, chat, actor, member, "left_chat_member")
    if member.is_in and not was_in:
        _announce_change(world, chat, actor, member, "new_chat_members")


def leave(world: World, chat: Chat) -> None:
    """Let the bot leave a chat."""
    if chat.kind == "group":
        _announce_change(world, chat, world.bot, chat.bot, "left_chat_member")
    change(world, chat, world.bot, chat.bot, status="left")


def upgrade(world: World, actor_id: int, chat_id: int) -> Chat:
    """Let an administrator turn a group into a supergroup: a new chat with a new id; the old one refuses from then on."""
    old = chat_of(world, actor_id, chat_id)
    check_chief(old, actor_id)
    if old.kind != "group":
        raise RefusedError(409, "only a basic group can be upgraded")
    new = world.found("supergroup", old.title or "")
    new.members, actor = old.members, old.members[actor_id].user
    old.members = dict(new.members)
    _announce(world, old, actor, ("migrate_to_chat_id", new.id))
    old.migrated_to = new.id
    if old.bot.is_in:
        # Of the new chat the bot hears that it is in; of the old one never that it is not.
        change(world, new, actor, new.bot, status=old.bot.status)
    _announce(world, new, actor, ("migrate_from_chat_id", old.id), Guise(new.as_json(), GROUP_ANONYMOUS_BOT))
    world.rearranged()
    return new


def chat_of(world: World, person_id: int, chat_id: int) -> Chat:
    """Find a chat for somebody who is in it. Raises RefusedError."""
    chat = world.chat(chat_id)
    member = chat.members.get(world.person(person_id).id)
    if member is None or not member.is_in:
        raise RefusedError(404, f"person {person_id} is not in chat {chat.id}")
    if chat.migrated_to is not None:
        raise RefusedError(409, f"the group was upgraded: its chat is {chat.migrated_to} now")
    return chat


def check_chief(chat: Chat, person_id: int) -> None:
    """Refuse what only the creator and administrators may do."""
    if not chat.members[person_id].is_chief:
        raise RefusedError(403, "only the creator and administrators may do this")


def _title(title: str) -> str:
    if not 1 <= len(title.strip()) <= TITLE_LIMIT:
        raise RefusedError(400, f"a title must have 1 to {TITLE_LIMIT} characters")
    return title.strip()


def _member(world: World, chat: Chat, who: int) -> Member:
    if who == world.bot.id:
        return chat.bot
    return chat.members.get(who) or chat.members.setdefault(who, Member(world.person(who), "left"))


def _check_standing(chat: Chat, actor_id: int, member: Member, status: str) -> None:
    if chat.kind == "private":
        raise RefusedError(409, "in a private chat nobody can be let in, promoted or removed")
    if status not in STATUSES | {member.status}:
        raise RefusedError(400, f"status must be one of {', '.join(sorted(STATUSES))}")
    if member.status == "creator" and status != "creator":
        raise RefusedError(409, "the creator stays the creator")
    if member is chat.bot and chat.kind == "channel" and status == "member":
        raise RefusedError(409, "in a channel a bot can only be an administrator")
    lets_in = member.status == "left" and status == "member" and chat.kind != "channel"
    leaves = member.user.id == actor_id and status == "left"
    if not lets_in and not leaves:
        check_chief(chat, actor_id)


def _announce_change(world: World, chat: Chat, actor: User, member: Member, field: str) -> None:
    """Post the service message about a member; channels have none."""
    user = member.user.as_json()
    if chat.kind != "channel":
        _announce(world, chat, actor, (field, [user] if field == "new_chat_members" else user))


def _announce(world: World, chat: Chat, actor: User, service: tuple[str, Any], guise: Guise | None = None) -> None:
    message = world.post(chat, actor, Draft(Content(service=service), guise=guise))
    # The Bot API has no place for this one; bots are added to a supergroup only after it.
    if service[0] != "supergroup_chat_created":
        report(world, chat, message)
