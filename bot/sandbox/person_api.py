"""The people's side over HTTP: JSON under /sandbox, for the page and for tests."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import acts
from bot.sandbox.bells import Bells
from bot.sandbox.chats import Chat
from bot.sandbox.errors import RefusedError
from bot.sandbox.faults import FaultError
from bot.sandbox.world import UPDATES, World, shown

LONGEST_WAIT = 60.0
# Types a browser shows as a picture; everything else is only ever downloaded.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class PersonApi:
    """Answers people. What they do is in `bot.sandbox.acts`."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def join(self, request: Request) -> Response:
        """Let a person come in."""
        body = await _body(request)
        name = _need(body, "first_name", str)
        if not name.strip():
            raise RefusedError(400, "first_name must not be empty")
        person = self._world.join(name.strip(), _may(body, "language_code", str))
        return JSONResponse({"id": person.id})

    async def say(self, request: Request) -> Response:
        """Write a message."""
        body = await _body(request)
        chat, reply_to = _may(body, "chat", int), _may(body, "reply_to", int)
        message = acts.say(self._world, _need(body, "person", int), _need(body, "text", str), chat, reply_to)
        return JSONResponse({"message_id": message.message_id})

    async def edit(self, request: Request) -> Response:
        """Edit a message."""
        body = await _body(request)
        place = _need(body, "person", int), _need(body, "message_id", int)
        message = acts.edit(self._world, *place, _need(body, "text", str), _may(body, "chat", int))
        return JSONResponse({"message_id": message.message_id})

    async def press(self, request: Request) -> Response:
        """Press a button."""
        body = await _body(request)
        place = _need(body, "row", int), _need(body, "column", int)
        person, message_id = _need(body, "person", int), _need(body, "message_id", int)
        return JSONResponse(acts.press(self._world, person, message_id, place, _may(body, "chat", int)))

    async def ask_inline(self, request: Request) -> Response:
        """Ask inline."""
        body = await _body(request)
        person, text = _need(body, "person", int), _need(body, "query", str)
        query = acts.ask_inline(self._world, person, text, _may(body, "offset", str) or "")
        return JSONResponse({"query_id": query.id})

    async def inline_answer(self, request: Request) -> Response:
        """Wait for the answer to an inline query."""
        query = self._world.inline.get(request.path_params["id"])
        if query is None:
            raise RefusedError(404, f"there is no inline query {request.path_params['id']}")
        wait = _number(request, "wait", 10.0)
        answer = await self._bells.until(("inline", query.id), lambda: query.answer, min(wait, LONGEST_WAIT))
        if answer is None:
            raise RefusedError(504, "the bot has not answered the inline query")
        return JSONResponse(answer)

    async def block(self, request: Request) -> Response:
        """Block the bot or unblock it."""
        body = await _body(request)
        acts.block(self._world, _need(body, "person", int), _need(body, "blocked", bool))
        return JSONResponse({})

    async def watch(self, request: Request) -> Response:
        """Give what happened in a chat after a revision; wait for it if asked to."""
        chat = self._world.chat(_chat_id(request))
        after = int(_number(request, "after", 0))
        wait = min(_number(request, "wait", 0.0), LONGEST_WAIT)
        await self._bells.until(("chat", chat.id), lambda: chat.timeline.revision != after, wait)
        return JSONResponse(_news(chat, after))

    async def add_fault(self, request: Request) -> Response:
        """Order a fault, or several in a list."""
        body = await _json(request)
        try:
            for fields in body if isinstance(body, list) else [body]:
                if not isinstance(fields, dict):
                    raise RefusedError(400, "a fault must be a JSON object")
                self._world.faults.add(fields)
        except FaultError as reason:
            raise RefusedError(400, str(reason)) from None
        return JSONResponse({"waiting": len(self._world.faults.rules)})

    async def clear_faults(self, request: Request) -> Response:  # noqa: ARG002
        """Forget all faults."""
        self._world.faults.clear()
        return JSONResponse({})

    async def calls(self, request: Request) -> Response:
        """Give the latest calls of the bot."""
        return JSONResponse([call.as_json() for call in self._world.calls.of(request.query_params.get("method"))])

    async def inject(self, request: Request) -> Response:
        """Queue a raw update."""
        body = await _body(request)
        try:
            update_id = self._world.updates.inject(body, self._world.now)
        except ValueError as reason:
            raise RefusedError(400, str(reason)) from None
        self._bells.ring(UPDATES)
        return JSONResponse({"update_id": update_id})

    async def pass_time(self, request: Request) -> Response:
        """Let time pass."""
        seconds = _need(await _body(request), "advance", float)
        if not 0 <= seconds <= 10**9:
            raise RefusedError(400, "advance must be a number of seconds, not negative")
        self._world.advance(seconds)
        return JSONResponse({"now": self._world.now})

    async def bot(self, request: Request) -> Response:
        """Say what a person sees of the bot: name, descriptions, commands, each in their language."""
        person = self._world.people.get(int(_number(request, "person", 0)))
        language = (person.language_code or "")[:2] if person else ""
        profile = self._world.profile
        texts = {name: profile.text(name, language) for name in ("name", "description", "short_description")}
        commands = profile.commands_for(person.id if person else 0, language)
        bot = self._world.bot
        return JSONResponse({"id": bot.id, "username": bot.username, **texts, "commands": commands})

    async def file(self, request: Request) -> Response:
        """Give a file of a message for download; the page never sees the bot's token."""
        stored = self._world.files.get(request.path_params["id"])
        if stored is None:
            raise RefusedError(404, "there is no such file, or it is forgotten")
        mime = stored.mime if stored.mime in PICTURES else "application/octet-stream"
        return Response(stored.data, media_type=mime, headers={"content-disposition": "attachment"})


def _news(chat: Chat, after: int) -> dict[str, Any]:
    events = chat.timeline.after(after)
    news = [{"revision": event.revision, "kind": event.kind, **event.body} for event in events or []]
    if events is None:
        # Too much was forgotten: start over with the messages as they stand now.
        revision = chat.timeline.revision
        news = [{"revision": revision, "kind": "message", **shown(message)} for message in chat.messages.values()]
    return {"revision": chat.timeline.revision, "reset": events is None, "events": news}


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError:
        raise RefusedError(400, "the body must be JSON") from None


async def _body(request: Request) -> dict[str, Any]:
    body = await _json(request)
    if not isinstance(body, dict):
        raise RefusedError(400, "the body must be a JSON object")
    return body


def _may(body: dict[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if value is not None and (not fits or (isinstance(value, bool) and kind is not bool)):
        names = {int: "a whole number", str: "a string", bool: "true or false", float: "a number"}
        raise RefusedError(400, f"{name} must be {names[kind]}")
    return value


def _need(body: dict[str, Any], name: str, kind: type) -> Any:
    value = _may(body, name, kind)
    if value is None:
        raise RefusedError(400, f"{name} is missing")
    return value


def _chat_id(request: Request) -> int:
    """Read a chat's id; Starlette's own converter takes no minus sign, and groups have one."""
    try:
        return int(request.path_params["id"])
    except ValueError:
        raise RefusedError(404, f"there is no chat {request.path_params['id']}") from None


def _number(request: Request, name: str, default: float) -> float:
    try:
        value = float(request.query_params.get(name, default))
    except ValueError:
        raise RefusedError(400, f"{name} must be a number") from None
    if not 0 <= value < 2**63:
        raise RefusedError(400, f"{name} must not be negative")
    return value
