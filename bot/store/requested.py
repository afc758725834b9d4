"""Digests that somebody asked for before they were due."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.records import Contents, PlannedDelivery
from bot.store.schema import delivery
from bot.store.sql import insert

REASON = "by request"
# What was planned and has not begun, and what came to nothing, gives way to the request.
_GIVES_WAY = ("pending", "skipped", "failed")


async def record(connection: AsyncConnection, planned: PlannedDelivery, contents: Contents, now: int) -> bool:
    """Put a delivery into the outbox as sent, so that none follows for its date; False when one was sent or is under way."""
    result = {"status": "sent", "reason": REASON, "contents": contents.as_json(), "updated_at": now}
    values = {
        "subscription_id": planned.subscription_id,
        "local_date": planned.local_date,
        "chat_id": planned.chat_id,
        "thread_id": planned.thread_id,
        "due_at": planned.due_at,
        "not_before": planned.due_at,
        "expires_at": planned.expires_at,
    }
    statement = (
        insert(connection, delivery)
        .values(**values, **result)
        .on_conflict_do_update(
            index_elements=["subscription_id", "local_date"], set_=result, where=delivery.c.status.in_(_GIVES_WAY)
        )
        .returning(delivery.c.id)
    )
    return (await connection.execute(statement)).first() is not None
