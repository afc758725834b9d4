"""What is known of a chat and its subscriptions; each function only reads."""

from bot.store import chats, subscriptions
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
