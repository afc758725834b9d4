"""The Starlette app: which address leads where."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bells import Bells
from bot.sandbox.bot_api import BotApi
from bot.sandbox.control_api import ControlApi
from bot.sandbox.errors import ApiError, RefusedError
from bot.sandbox.gate import Gate
from bot.sandbox.group_api import GroupApi
from bot.sandbox.inline_api import InlineApi
from bot.sandbox.person_api import PersonApi
from bot.sandbox.world import World

Endpoint = Callable[[Request], Awaitable[Response]]

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def make_app(world: World, bells: Bells, token: str, *, dated: bool = False) -> Starlette:
    """Put the bot's side, the people's side and the page together; `dated` answers carry the date."""
    return Starlette(
        routes=[
            *_bot_routes(BotApi(world, bells, token)),
            *_person_routes(PersonApi(world, bells)),
            *_inline_routes(InlineApi(world, bells)),
            *_group_routes(GroupApi(world, bells)),
            *_control_routes(ControlApi(world, bells)),
            *_page_routes(),
        ],
        middleware=[Middleware(Gate, clock=(lambda: world.now) if dated else None)],
        exception_handlers={ApiError: _api_error, RefusedError: _refusal, HTTPException: _http_error},
    )


def _bot_routes(api: BotApi) -> list[Route]:
    return [
        Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.file, methods=["GET"]),
    ]


def _person_routes(api: PersonApi) -> list[Route]:
    posts = {
        "people": api.join,
        "messages": api.say,
        "locations": api.locate,
        "edits": api.edit,
        "presses": api.press,
        "blocks": api.block,
        "deactivations": api.deactivate,
    }
    gets = {
        "people": api.people,
        "chats/{id}/messages": api.watch,
        "bot": api.bot,
        "files/{id}": api.file,
    }
    return _routes("POST", posts) + _routes("GET", gets)


def _inline_routes(api: InlineApi) -> list[Route]:
    posts = {"inline": api.ask, "choices": api.choose}
    return [*_routes("POST", posts), *_routes("GET", {"inline/{id}": api.answer})]


def _group_routes(api: GroupApi) -> list[Route]:
    posts = {
        "groups": api.create_group,
        "channels": api.create_channel,
        "standings": api.give_standing,
        "upgrades": api.upgrade,
        "topics": api.create_topic,
        "topics/{act}": api.change_topic,
    }
    return [*_routes("POST", posts), *_routes("GET", {"groups": api.groups})]


def _control_routes(api: ControlApi) -> list[Route]:
    posts = {
        "faults": api.add_fault,
        "updates": api.inject,
        "clock": api.pass_time,
        "limits": api.set_limits,
        "privacy": api.set_privacy,
        "features": api.set_features,
    }
    gets = {"calls": api.calls, "limits": api.limits}
    return [*_routes("POST", posts), *_routes("GET", gets), *_routes("DELETE", {"faults": api.clear_faults})]


def _routes(method: str, endpoints: Mapping[str, Endpoint]) -> list[Route]:
    return [Route(f"/sandbox/{path}", endpoint, methods=[method]) for path, endpoint in endpoints.items()]


def _page_routes() -> list[Route]:
    files = [file for file in sorted(PAGE.iterdir()) if file.suffix in TYPES]
    return [
        Route("/", _page_file(PAGE / "index.html"), methods=["GET"]),
        *(Route(f"/{file.name}", _page_file(file), methods=["GET"]) for file in files),
    ]


def _page_file(file: Path) -> Any:
    async def page_file(request: Request) -> Response:  # noqa: ARG001
        return FileResponse(file, media_type=TYPES[file.suffix], headers={"cache-control": "no-cache"})

    return page_file


async def _api_error(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, ApiError)
    return JSONResponse(error.as_json(), error.code)


async def _refusal(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, RefusedError)
    return JSONResponse({"error": str(error)}, error.status)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/sandbox"):
        return JSONResponse({"error": error.detail.lower()}, error.status_code)
    return JSONResponse(ApiError(error.status_code, error.detail).as_json(), error.status_code)
