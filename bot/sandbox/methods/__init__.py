"""The methods of the Bot API, by noun. getUpdates waits and therefore lives in `bot.sandbox.polling`."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import callbacks, chats, ephemeral, files, messages, profile, webhooks
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any]

NOUNS = (callbacks, chats, ephemeral, files, messages, profile, webhooks)
# Names in lower case: Telegram does not look at the case either.
METHODS: dict[str, Method] = {name.lower(): method for noun in NOUNS for name, method in noun.METHODS.items()}
