"""Groups, topics and channels over HTTP, under /sandbox like the rest of the people's side."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import groups, topics
from bot.sandbox.bells import Bells
from bot.sandbox.chats import Chat
from bot.sandbox.errors import RefusedError
from bot.sandbox.groups import Plan, Standing
from bot.sandbox.reading import may, need, number, read_body, wait_of
from bot.sandbox.world import ARRANGEMENT, World


class GroupApi:
    """Answers people about groups. What they do there is in `bot.sandbox.groups` and `bot.sandbox.topics`."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def create_group(self, request: Request) -> Response:
        """Make a group or a forum."""
        body = await read_body(request)
        members, kind = may(body, "members", list) or [], may(body, "kind", str) or "group"
        if not all(type(member) is int for member in members):
            raise RefusedError(400, "members must be a list of people's ids")
        plan = Plan(need(body, "title", str), kind, _flag(body, "forum", False), members, _flag(body, "bot", True))
        return JSONResponse({"chat": groups.create_group(self._world, need(body, "person", int), plan).id})

    async def create_channel(self, request: Request) -> Response:
        """Make a channel."""
        body = await read_body(request)
        creator, title = need(body, "person", int), need(body, "title", str)
        bot, post = _flag(body, "bot", True), _flag(body, "may_post", True)
        return JSONResponse({"chat": groups.create_channel(self._world, creator, title, bot=bot, may_post=post).id})

    async def give_standing(self, request: Request) -> Response:
        """Let somebody in, promote, demote, remove or disguise them."""
        body = await read_body(request)
        wanted = Standing(may(body, "status", str), may(body, "anonymous", bool), may(body, "may_post", bool))
        groups.give_standing(self._world, need(body, "person", int), need(body, "chat", int), need(body, "who", int), wanted)
        return JSONResponse({})

    async def upgrade(self, request: Request) -> Response:
        """Turn a group into a supergroup."""
        body = await read_body(request)
        chat = groups.upgrade(self._world, need(body, "person", int), need(body, "chat", int))
        return JSONResponse({"chat": chat.id})

    async def create_topic(self, request: Request) -> Response:
        """Open a topic."""
        body = await read_body(request)
        where = need(body, "person", int), need(body, "chat", int)
        return JSONResponse({"topic": topics.create(self._world, *where, need(body, "name", str)).id})

    async def change_topic(self, request: Request) -> Response:
        """Close, reopen or delete a topic."""
        body = await read_body(request)
        what = need(body, "person", int), need(body, "chat", int), need(body, "topic", int)
        act = request.path_params["act"]
        if act == "delete":
            topics.delete(self._world, *what)
        elif act in {"close", "reopen"}:
            topics.close(self._world, *what, closed=act == "close")
        else:
            raise RefusedError(404, f"a topic can be closed, reopened or deleted, not {act}")
        return JSONResponse({})

    async def groups(self, request: Request) -> Response:
        """Give all groups and channels; wait, if asked to, until there is something new about them."""
        after = int(number(request, "after", 0))
        await self._bells.until(ARRANGEMENT, lambda: self._world.arrangement != after, wait_of(request))
        return JSONResponse({"revision": self._world.arrangement, "groups": [_described(chat) for chat in self._world.groups]})


def _flag(body: dict[str, Any], name: str, default: bool) -> bool:
    value: bool | None = may(body, name, bool)
    return default if value is None else value


def _described(chat: Chat) -> dict[str, Any]:
    members = [
        {"id": member.user.id, "first_name": member.user.first_name, "status": member.status, "anonymous": member.anonymous}
        for member in chat.present
    ]
    topics_here = [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()]
    known = {"members": members, "topics": topics_here, "bot": chat.bot.status, "migrated_to": chat.migrated_to}
    return {"id": chat.id, "kind": chat.kind, "title": chat.title, "forum": chat.is_forum, **known}
