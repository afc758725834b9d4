"""The people's side over HTTP: JSON under /sandbox, for the page and for tests."""

from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import acts
from bot.sandbox.bells import Bells
from bot.sandbox.chats import Chat
from bot.sandbox.errors import RefusedError
from bot.sandbox.reading import chat_id_of, may, need, number, read_body, spot_of, wait_of
from bot.sandbox.world import World, shown

# Types a browser shows as a picture; everything else is only ever downloaded.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_AT_ONCE = 10_000
MOST_SHOWN = 200


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
        message = acts.say(self._world, need(body, "person", int), need(body, "text", str), spot_of(body))
        aside = {"ephemeral_message_id": message.aside.id} if message.aside else {}
        return JSONResponse({"message_id": message.message_id} | aside)

    async def locate(self, request: Request) -> Response:
        """Send a place."""
        body = await read_body(request)
        place = need(body, "latitude", float), need(body, "longitude", float)
        message = acts.locate(self._world, need(body, "person", int), *place, spot_of(body))
        return JSONResponse({"message_id": message.message_id})

    async def edit(self, request: Request) -> Response:
        """Edit a message."""
        body = await read_body(request)
        place = need(body, "person", int), need(body, "message_id", int)
        message = acts.edit(self._world, *place, need(body, "text", str), may(body, "chat", int))
        return JSONResponse({"message_id": message.message_id})

    async def press(self, request: Request) -> Response:
        """Press a button of a message, or of an ephemeral one in a group."""
        body = await read_body(request)
        place = need(body, "row", int), need(body, "column", int)
        person, aside = need(body, "person", int), may(body, "ephemeral_message_id", int)
        if aside is not None:
            return JSONResponse(acts.press_aside(self._world, person, aside, place, need(body, "chat", int)))
        return JSONResponse(acts.press(self._world, person, need(body, "message_id", int), place, may(body, "chat", int)))

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
        """Give what happened in a chat after a revision, as `person` sees it; wait for it if asked to."""
        chat = self._world.chat(chat_id_of(request.path_params["id"]))
        after, person = int(number(request, "after", 0)), int(number(request, "person", 0))
        await self._bells.until(("chat", chat.id), lambda: chat.timeline.revision != after, wait_of(request))
        return JSONResponse(_news(chat, after, person))

    async def bot(self, request: Request) -> Response:
        """Say what a person sees of the bot, in the chat they look at: name, descriptions, commands, each in their language."""
        person = self._world.people.get(int(number(request, "person", 0)))
        language = (person.language_code or "")[:2] if person else ""
        texts = {name: self._world.profile.text(name, language) for name in ("name", "description", "short_description")}
        chat = self._world.chat(chat_id_of(request.query_params["chat"])) if "chat" in request.query_params else None
        commands = acts.commands_seen(self._world, person.id if person else 0, chat)
        bot = self._world.bot
        return JSONResponse({"id": bot.id, "username": bot.username, **texts, "commands": commands})

    async def file(self, request: Request) -> Response:
        """Give a file of a message for download; the page never sees the bot's token."""
        stored = self._world.files.get(request.path_params["id"])
        if stored is None:
            raise RefusedError(404, "there is no such file, or it is forgotten")
        mime = stored.mime if stored.mime in PICTURES else "application/octet-stream"
        return Response(stored.data, media_type=mime, headers={"content-disposition": "attachment"})


def _news(chat: Chat, after: int, person: int) -> dict[str, Any]:
    events = chat.timeline.after(after)
    news = [{"revision": event.revision, "kind": event.kind, **event.body} for event in events or []]
    if events is None:
        # Too much was forgotten: start over with the messages as they stand now.
        revision = chat.timeline.revision
        news = [{"revision": revision, "kind": "message", **shown(message)} for message in chat.visible(person)]
    seen = [event for event in news if event.get("only") in {None, person}]
    return {"revision": chat.timeline.revision, "reset": events is None, "events": seen}
