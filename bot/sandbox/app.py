"""The Starlette app: which address leads where."""

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
from bot.sandbox.errors import ApiError, RefusedError
from bot.sandbox.gate import Gate
from bot.sandbox.person_api import PersonApi
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def make_app(world: World, bells: Bells, token: str) -> Starlette:
    """Put the bot's side, the people's side and the page together."""
    return Starlette(
        routes=[*_bot_routes(BotApi(world, bells, token)), *_person_routes(PersonApi(world, bells)), *_page_routes()],
        middleware=[Middleware(Gate)],
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
        "edits": api.edit,
        "presses": api.press,
        "inline": api.ask_inline,
        "blocks": api.block,
        "faults": api.add_fault,
        "updates": api.inject,
        "clock": api.pass_time,
    }
    gets = {
        "inline/{id}": api.inline_answer,
        "chats/{id}/messages": api.watch,
        "calls": api.calls,
        "bot": api.bot,
        "files/{id}": api.file,
    }
    return [
        *(Route(f"/sandbox/{path}", endpoint, methods=["POST"]) for path, endpoint in posts.items()),
        *(Route(f"/sandbox/{path}", endpoint, methods=["GET"]) for path, endpoint in gets.items()),
        Route("/sandbox/faults", api.clear_faults, methods=["DELETE"]),
    ]


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
