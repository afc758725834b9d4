"""The server under the app: uvicorn in the running event loop, on loopback, able to cut a connection."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.errors import SandboxPortTaken

LOOPBACK = "127.0.0.1"
CUT = "sandbox.cut"
GRACE_SECONDS = 2.0


class Cut(Response):
    """No answer at all: the connection closes under the client's eyes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Close the connection and wait until it is closed."""
        scope["extensions"][CUT]()
        while (await receive())["type"] != "http.disconnect":
            pass


class CuttableProtocol(H11Protocol):
    """Hands every request the means to close its connection; ASGI itself has none."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Offer the transport's `close` as an ASGI extension."""
        super().connection_made(transport)
        self.app = _with_cut(self.app, transport.close)


def _with_cut(app: Any, close: Callable[[], None]) -> ASGIApp:
    async def cuttable(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[CUT] = close
        await app(scope, receive, send)

    return cuttable


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio switches Nagle's algorithm off; without, every answer takes 40 ms longer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # A restart must not wait for the old connections' time-wait.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as reason:
        listener.close()
        raise SandboxPortTaken(f"port {port} on {LOOPBACK} cannot be used: {reason.strerror}") from None
    return listener


@asynccontextmanager
async def serving(app: ASGIApp, port: int, closing: Callable[[], None]) -> AsyncIterator[str]:
    """Serve an app on loopback; `closing` is called before the end, to wake requests that wait."""
    listener = _listen(port)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=CuttableProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            # uvicorn's own date stands still without its main loop; see `Gate`.
            date_header=False,
            timeout_keep_alive=75,
        )
    )
    # Not `serve`: that one takes over the process's signals, which belong to the bot in the same loop.
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[listener])
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        closing()
        await _stop(server)


async def _stop(server: uvicorn.Server) -> None:
    """Let requests end, then cut what is left; quicker than uvicorn's own way, which tests would pay for each time."""
    for listener in server.servers:
        listener.close()
    state = server.server_state
    deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
    while (state.connections or state.tasks) and asyncio.get_running_loop().time() < deadline:
        for connection in list(state.connections):
            connection.shutdown()
        await asyncio.sleep(0.005)
    for task in list(state.tasks):
        task.cancel()
    for connection in list(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)
