"""Webhooks: there are none here, and the bot is told so."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Refuse a webhook politely; an empty address deletes it, as in Telegram."""
    if parameters.text("url"):
        raise bad_request("The sandbox delivers updates by getUpdates only")
    return delete_webhook(world, parameters)


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Agree that there is no webhook."""
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, parameters: Parameters) -> dict[str, Any]:  # noqa: ARG001
    """Say that there is no webhook, and how many updates wait."""
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return info | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}
