"""What is known of a chat and its subscriptions; each function only reads."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.compose import Composer, History
from bot.store import chats, shown, subscriptions
from bot.store.records import Chat, Subscription
from bot.store.store import Store


async def chat_of(store: Store, chat_id: int) -> Chat | None:
    """Return a chat, None when it is unknown."""
    async with store.read() as connection:
        return await chats.get(connection, chat_id)


async def subscriptions_of(store: Store, chat_id: int) -> list[Subscription]:
    """Return a chat's subscriptions that have not ended, oldest first."""
    async with store.read() as connection:
        return await subscriptions.of_chat(connection, chat_id)


async def subscription(store: Store, number: int) -> Subscription | None:
    """Return a subscription, ended or not, None when there is none with this id."""
    async with store.read() as connection:
        return await subscriptions.get(connection, number)


async def history(connection: AsyncConnection, composer: Composer, ids: Sequence[int]) -> History:
    """Return what composing needs to know of subscriptions, in the order of their ids."""
    found = await subscriptions.get_many(connection, ids)
    seen = await shown.of_subscriptions(connection, ids)
    outdated = composer.outdated(one for some in seen.values() for one in some)
    then = await shown.revisions(connection, outdated) if outdated else {}
    return History({number: found[number] for number in sorted(found)}, seen, then)
