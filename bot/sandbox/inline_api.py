"""Inline mode over HTTP, under /sandbox like the rest of the people's side."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import inline
from bot.sandbox.bells import Bells
from bot.sandbox.errors import RefusedError
from bot.sandbox.reading import may, need, read_body, spot_of, wait_of
from bot.sandbox.world import World


class InlineApi:
    """Answers people who type after the bot's name. What they do is in `bot.sandbox.inline`."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def ask(self, request: Request) -> Response:
        """Ask inline."""
        body = await read_body(request)
        person, text = need(body, "person", int), need(body, "query", str)
        query = inline.ask(self._world, person, text, may(body, "offset", str) or "", may(body, "chat", int))
        return JSONResponse({"query_id": query.id})

    async def answer(self, request: Request) -> Response:
        """Wait for the answer to an inline query."""
        query = self._world.inline.get(request.path_params["id"])
        if query is None:
            raise RefusedError(404, f"there is no inline query {request.path_params['id']}")
        answer = await self._bells.until(("inline", query.id), lambda: query.answer, wait_of(request, 10.0))
        if answer is None:
            raise RefusedError(504, "the bot has not answered the inline query")
        return JSONResponse(answer)

    async def choose(self, request: Request) -> Response:
        """Send one of the results."""
        body = await read_body(request)
        person, query_id, result_id = need(body, "person", int), need(body, "query_id", str), need(body, "result_id", str)
        message = inline.choose(self._world, person, query_id, result_id, spot_of(body))
        return JSONResponse({"message_id": message.message_id})
