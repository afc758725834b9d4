"""The people's side over HTTP: JSON under /sandbox, for the page and for tests."""

import re
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import acts
from bot.sandbox.acts import Spot
from bot.sandbox.bells import Bells
from bot.sandbox.chats import Chat
from bot.sandbox.errors import RefusedError
from bot.sandbox.reading import chat_id_of, may, need, number, read_body, wait_of
from bot.sandbox.world import World, shown

# Types a browser shows as a picture; everything else is only ever downloaded.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_AT_ONCE = 10_000
MOST_SHOWN = 200
WHOLE = re.compile(r"-?\d{1,19}")


class PersonApi:
    """Answers people. What they do is in `bot.sandbox.acts`."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def join(self, request: Request) -> Response:
        """Let a person come in, or `count` of them; `opened` lets the bot write to them at once."""
        body = await read_body(request)
        name, count = need(body, "first_name", str).strip(), may(body, "count", int)
        if not name:
            raise RefusedError(400, "first_name must not be empty")
        if count is not None and not 1 <= count <= MOST_AT_ONCE:
            raise RefusedError(400, f"count must be 1 to {MOST_AT_ONCE}, got {count}")
        language, opened = may(body, "language_code", str), bool(may(body, "opened", bool))
        if count is None:
            return JSONResponse({"id": self._world.join(name, language, opened=opened).id})
        people = [self._world.join(f"{name} {turn + 1}", language, opened=opened) for turn in range(count)]
        return JSONResponse({"ids": [person.id for person in people]})

    async def people(self, request: Request) -> Response:  # noqa: ARG002
        """Give the first people who are here."""
        first = list(islice(self._world.people.values(), MOST_SHOWN))
        return JSONResponse([{"id": person.id, "first_name": person.first_name} for person in first])

    async def say(self, request: Request) -> Response:
        """Write a message."""
        body = await read_body(request)
        message = acts.say(self._world, need(body, "person", int), need(body, "text", str), _spot(body))
        return JSONResponse({"message_id": message.message_id})

    async def locate(self, request: Request) -> Response:
        """Send a place."""
        body = await read_body(request)
        place = need(body, "latitude", float), need(body, "longitude", float)
        message = acts.locate(self._world, need(body, "person", int), *place, _spot(body))
        return JSONResponse({"message_id": message.message_id})

    async def edit(self, request: Request) -> Response:
        """Edit a message."""
        body = await read_body(request)
        place = need(body, "person", int), need(body, "message_id", int)
        message = acts.edit(self._world, *place, need(body, "text", str), may(body, "chat", int))
        return JSONResponse({"message_id": message.message_id})

    async def press(self, request: Request) -> Response:
        """Press a button."""
        body = await read_body(request)
        place = need(body, "row", int), need(body, "column", int)
        person, message_id = need(body, "person", int), need(body, "message_id", int)
        return JSONResponse(acts.press(self._world, person, message_id, place, may(body, "chat", int)))

    async def ask_inline(self, request: Request) -> Response:
        """Ask inline."""
        body = await read_body(request)
        person, text = need(body, "person", int), need(body, "query", str)
        query = acts.ask_inline(self._world, person, text, may(body, "offset", str) or "", may(body, "chat", int))
        return JSONResponse({"query_id": query.id})

    async def inline_answer(self, request: Request) -> Response:
        """Wait for the answer to an inline query."""
        query = self._world.inline.get(request.path_params["id"])
        if query is None:
            raise RefusedError(404, f"there is no inline query {request.path_params['id']}")
        answer = await self._bells.until(("inline", query.id), lambda: query.answer, wait_of(request, 10.0))
        if answer is None:
            raise RefusedError(504, "the bot has not answered the inline query")
        return JSONResponse(answer)

    async def block(self, request: Request) -> Response:
        """Block the bot or unblock it."""
        body = await read_body(request)
        acts.block(self._world, need(body, "person", int), need(body, "blocked", bool))
        return JSONResponse({})

    async def deactivate(self, request: Request) -> Response:
        """Delete a person's account."""
        acts.deactivate(self._world, need(await read_body(request), "person", int))
        return JSONResponse({})

    async def watch(self, request: Request) -> Response:
        """Give what happened in a chat after a revision; wait for it if asked to."""
        chat = self._world.chat(chat_id_of(request))
        after = int(number(request, "after", 0))
        await self._bells.until(("chat", chat.id), lambda: chat.timeline.revision != after, wait_of(request))
        return JSONResponse(_news(chat, after))

    async def bot(self, request: Request) -> Response:
        """Say what a person sees of the bot: name, descriptions, commands, each in their language."""
        person = self._world.people.get(int(number(request, "person", 0)))
        language = (person.language_code or "")[:2] if person else ""
        profile = self._world.profile
        texts = {name: profile.text(name, language) for name in ("name", "description", "short_description")}
        group, chief = self._group(request, person.id if person else 0)
        commands = profile.commands_for(person.id if person else 0, language, group, chief=chief)
        bot = self._world.bot
        return JSONResponse({"id": bot.id, "username": bot.username, **texts, "commands": commands})

    def _group(self, request: Request, person_id: int) -> tuple[int | None, bool]:
        """Read which group the commands are wanted for, and whether the person administers it."""
        if "chat" not in request.query_params:
            return None, False
        chat = self._world.chat(int(request.query_params["chat"]) if WHOLE.fullmatch(request.query_params["chat"]) else 0)
        member = chat.members.get(person_id)
        return (None if chat.kind == "private" else chat.id), member is not None and member.is_chief

    async def file(self, request: Request) -> Response:
        """Give a file of a message for download; the page never sees the bot's token."""
        stored = self._world.files.get(request.path_params["id"])
        if stored is None:
            raise RefusedError(404, "there is no such file, or it is forgotten")
        mime = stored.mime if stored.mime in PICTURES else "application/octet-stream"
        return Response(stored.data, media_type=mime, headers={"content-disposition": "attachment"})


def _spot(body: dict[str, Any]) -> Spot:
    return Spot(may(body, "chat", int), may(body, "topic", int), may(body, "reply_to", int))


def _news(chat: Chat, after: int) -> dict[str, Any]:
    events = chat.timeline.after(after)
    news = [{"revision": event.revision, "kind": event.kind, **event.body} for event in events or []]
    if events is None:
        # Too much was forgotten: start over with the messages as they stand now.
        revision = chat.timeline.revision
        news = [{"revision": revision, "kind": "message", **shown(message)} for message in chat.messages.values()]
    return {"revision": chat.timeline.revision, "reset": events is None, "events": news}
