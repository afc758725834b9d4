"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import re
from secrets import compare_digest
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.bells import Bells
from bot.sandbox.errors import METHOD_NOT_FOUND, UNAUTHORIZED, ApiError
from bot.sandbox.faults import Fault
from bot.sandbox.gate import FORM_BYTES
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Parameters, Upload, decoded_body
from bot.sandbox.polling import Poller
from bot.sandbox.records import Call
from bot.sandbox.wire import Cut
from bot.sandbox.world import World

TOKEN = re.compile(r"[1-9][0-9]{0,15}:[^/]{1,70}")
LOGGED_CHARACTERS = 8192


class BotApi:
    """Answers the bot. It knows no method itself: see `bot.sandbox.methods` and `bot.sandbox.polling`."""

    def __init__(self, world: World, bells: Bells, token: str) -> None:
        self._world = world
        self._bells = bells
        self._token = token
        self._poller = Poller(world, bells)

    async def call(self, request: Request) -> Response:
        """Serve one call of a method, with its fault if one is due."""
        method = request.path_params["method"]
        try:
            self._check_token(request)
            parameters = await _parameters(request)
        except ApiError as error:
            return self._answered(method, {}, _refused(error))
        fault = self._world.faults.take(method, parameters.values.get("chat_id"))
        if fault is None:
            response = await self._run(method, parameters, request)
        else:
            response = await self._spoiled(fault, method, parameters, request)
        return self._answered(method, _logged(parameters), response)

    async def file(self, request: Request) -> Response:
        """Serve a file that `getFile` named."""
        try:
            self._check_token(request)
        except ApiError as error:
            return _refused(error)
        stored = self._world.files.at(request.path_params["path"])
        if stored is None:
            return _refused(ApiError(404, "Not Found"))
        return Response(stored.data, media_type="application/octet-stream")

    def _check_token(self, request: Request) -> None:
        token = request.path_params["token"]
        if not TOKEN.fullmatch(token):
            raise ApiError(401, f"{UNAUTHORIZED}: invalid token specified")
        if not compare_digest(token.encode(), self._token.encode()):
            raise ApiError(401, UNAUTHORIZED)

    async def _spoiled(self, fault: Fault, method: str, parameters: Parameters, request: Request) -> Response:
        if fault.delay:
            await self._bells.until("fault", lambda: False, fault.delay)
        if fault.cut == "before":
            return Cut()
        if fault.cut == "after":
            await self._run(method, parameters, request)
            return Cut()
        error = fault.error()
        if error is None:
            return await self._run(method, parameters, request)
        if fault.body is not None:
            return Response(fault.body, error.code, media_type="text/html")
        return _refused(error)

    async def _run(self, method: str, parameters: Parameters, request: Request) -> Response:
        try:
            result = await self._result(method.lower(), parameters, request)
        except ApiError as error:
            return _refused(error)
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, method: str, parameters: Parameters, request: Request) -> Any:
        if method == "getupdates":
            return await self._poller.get_updates(parameters, _gone(request))
        if method not in METHODS:
            raise ApiError(404, METHOD_NOT_FOUND)
        return METHODS[method](self._world, parameters)

    def _answered(self, method: str, logged: dict[str, str], response: Response) -> Response:
        cut = isinstance(response, Cut)
        description = "" if cut or response.status_code < 400 else bytes(response.body).decode(errors="replace")
        status = 0 if cut else response.status_code
        self._world.calls.add(Call(self._world.now, method, logged, status, description[:LOGGED_CHARACTERS]))
        return response


def _refused(error: ApiError) -> Response:
    retry = error.parameters.get("retry_after")
    headers = {"Retry-After": str(retry)} if retry is not None else None
    return JSONResponse(error.as_json(), error.code, headers)


async def _gone(request: Request) -> None:
    """Wait until the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _parameters(request: Request) -> Parameters:
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        return Parameters(values | (decoded_body(body) if body else {}))
    if kind not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        await request.body()
        return Parameters(values)
    return await _form(request, values)


async def _form(request: Request, values: dict[str, Any]) -> Parameters:
    uploads: dict[str, Upload] = {}
    try:
        async with request.form(max_part_size=FORM_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or "file", mime, await value.read())
                else:
                    values[name] = value
    except MultiPartException as reason:
        raise ApiError(400, f"Bad Request: can't parse multipart body: {reason.message}") from None
    return Parameters(values, uploads)


def _logged(parameters: Parameters) -> dict[str, str]:
    files = {name: f"<{file.name}, {len(file.data)} bytes>" for name, file in parameters.uploads.items()}
    return {name: value[:LOGGED_CHARACTERS] for name, value in parameters.values.items()} | files
