"""The sandbox as its users see it: make one, serve it, point a bot and a browser at it."""

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.sandbox.app import make_app
from bot.sandbox.bells import Bells
from bot.sandbox.flood import Limits
from bot.sandbox.messages import User
from bot.sandbox.wire import serving
from bot.sandbox.world import World


class Sandbox:
    """A Bot API server on loopback with a chat page. It knows no bot: any token holder may be one."""

    def __init__(
        self,
        token: str | None = None,
        username: str = "sandbox_bot",
        name: str = "Sandbox",
        clock: Callable[[], float] = time.time,
        limits: Limits | None = None,
        *,
        privacy: bool = True,
    ) -> None:
        self.token = token or f"{secrets.randbelow(9 * 10**8) + 10**8}:SANDBOX-{secrets.token_urlsafe(20)}"
        bot_id = self.token.partition(":")[0]
        if not bot_id.isdecimal():
            raise ValueError("a token starts with the bot's id and a colon, as in 123456789:SANDBOX-secret")
        self.world = World(User(int(bot_id), name, is_bot=True, username=username), clock)
        self.world.flood.set(limits or Limits())
        self.world.privacy = privacy

    @asynccontextmanager
    async def serve(self, port: int = 0, *, dated: bool = False) -> AsyncIterator[str]:
        """Serve on a port of 127.0.0.1, 0 for a free one, and give the address; it ends with the block.

        `dated` answers carry the date, as Telegram's do: a bot whose clock differs from the sandbox's may mind.
        """
        bells = Bells()
        self.world.ring = bells.ring
        async with serving(make_app(self.world, bells, self.token, dated=dated), port, bells.close) as url:
            yield url
