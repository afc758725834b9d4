"""A Bot API server on loopback with a chat page: for trying a bot, and for testing it, without Telegram."""

from bot.sandbox.errors import SandboxPortTaken
from bot.sandbox.flood import Limits
from bot.sandbox.server import Sandbox

__all__ = ["Limits", "Sandbox", "SandboxPortTaken"]
