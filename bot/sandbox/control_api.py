"""The strings behind the sandbox over HTTP: faults, limits, time, raw updates, modes, the log of calls."""

from dataclasses import asdict, fields, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.bells import Bells
from bot.sandbox.errors import RefusedError
from bot.sandbox.faults import FaultError
from bot.sandbox.flood import Limits
from bot.sandbox.profile import Features
from bot.sandbox.reading import may, need, read_body, read_json
from bot.sandbox.world import UPDATES, World


class ControlApi:
    """Answers whoever arranges a test."""

    def __init__(self, world: World, bells: Bells) -> None:
        self._world = world
        self._bells = bells

    async def add_fault(self, request: Request) -> Response:
        """Order a fault, or several in a list."""
        body = await read_json(request)
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
        body = await read_body(request)
        try:
            update_id = self._world.updates.inject(body, self._world.now)
        except ValueError as reason:
            raise RefusedError(400, str(reason)) from None
        self._bells.ring(UPDATES)
        return JSONResponse({"update_id": update_id})

    async def pass_time(self, request: Request) -> Response:
        """Let time pass."""
        seconds = need(await read_body(request), "advance", float)
        if not 0 <= seconds <= 10**9:
            raise RefusedError(400, "advance must be a number of seconds, not negative")
        self._world.advance(seconds)
        return JSONResponse({"now": self._world.now})

    async def set_limits(self, request: Request) -> Response:
        """Set the flood limits; those not named are lifted."""
        body = await read_body(request)
        names = [field.name for field in fields(Limits)]
        for unknown in body.keys() - set(names):
            raise RefusedError(400, f"there is no limit {unknown}; known are {', '.join(names)}")
        try:
            self._world.flood.set(Limits(**{name: may(body, name, int) for name in names}))
        except ValueError as reason:
            raise RefusedError(400, str(reason)) from None
        return JSONResponse({})

    async def limits(self, request: Request) -> Response:  # noqa: ARG002
        """Give the flood limits, and how many calls they have turned away."""
        flood = self._world.flood
        return JSONResponse({**asdict(flood.limits), "refused": flood.refused})

    async def set_features(self, request: Request) -> Response:
        """Switch ephemeral messages or guest mode; what is not named stays as it is."""
        body = await read_body(request)
        names = [field.name for field in fields(Features)]
        for unknown in body.keys() - set(names):
            raise RefusedError(400, f"there is no feature {unknown}; known are {', '.join(names)}")
        self._world.features = replace(self._world.features, **{name: need(body, name, bool) for name in body})
        return JSONResponse(asdict(self._world.features))

    async def set_privacy(self, request: Request) -> Response:
        """Switch privacy mode."""
        self._world.privacy = need(await read_body(request), "on", bool)
        return JSONResponse({})
