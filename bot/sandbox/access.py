"""Which chats the bot may read and write: the checks Telegram makes before a method does anything."""

from bot.sandbox.chats import Chat
from bot.sandbox.errors import (
    BLOCKED,
    CANNOT_INITIATE,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    KICKED,
    NEED_RIGHTS_IN_CHANNEL,
    NOT_A_MEMBER,
    UPGRADED,
    ApiError,
    bad_request,
    too_many_requests,
)
from bot.sandbox.world import World


def known_chat(world: World, chat_id: int | None) -> Chat:
    """Find a chat for the bot. Raises ApiError where it has never been in it."""
    chat = world.chats.get(chat_id) if chat_id is not None else None
    if chat is None or (chat.kind != "private" and not chat.opened):
        raise bad_request(CHAT_NOT_FOUND)
    return chat


def readable_chat(world: World, chat_id: int | None) -> Chat:
    """Find a chat the bot may look at; basic groups stay readable after the bot has gone."""
    chat = known_chat(world, chat_id)
    if chat.kind in {"supergroup", "channel"}:
        _check_inside(chat)
    return chat


def enumerable_chat(world: World, chat_id: int | None) -> Chat:
    """Find a chat whose members the bot may look at."""
    chat = known_chat(world, chat_id)
    return chat if chat.kind == "private" else writable_chat(world, chat_id)


def writable_chat(world: World, chat_id: int | None) -> Chat:
    """Find a chat the bot may act in."""
    chat = known_chat(world, chat_id)
    if chat.kind == "private":
        _check_private(chat)
    elif chat.migrated_to is not None:
        raise ApiError(400, UPGRADED, {"migrate_to_chat_id": chat.migrated_to})
    else:
        _check_inside(chat)
    return chat


def postable_chat(world: World, chat_id: int | None) -> Chat:
    """Find a chat the bot may send to."""
    chat = writable_chat(world, chat_id)
    if chat.kind == "channel" and not (chat.bot.is_chief and chat.bot.may_post):
        raise bad_request(NEED_RIGHTS_IN_CHANNEL)
    return chat


def admit(world: World, chat: Chat, count: int = 1) -> None:
    """Count a message, or an album of `count`, against the flood limits. Raises ApiError where it is one too many."""
    seconds = world.flood.admit(chat.id, world.now, private=chat.kind == "private", count=count)
    if seconds:
        raise too_many_requests(seconds)


def _check_private(chat: Chat) -> None:
    refusals = [(chat.deactivated, DEACTIVATED), (not chat.opened, CANNOT_INITIATE), (not chat.bot.is_in, BLOCKED)]
    for refused, text in refusals:
        if refused:
            raise ApiError(403, text)


def _check_inside(chat: Chat) -> None:
    if not chat.bot.is_in:
        raise ApiError(403, (KICKED if chat.bot.status == "kicked" else NOT_A_MEMBER).format(chat.kind))
