"""The people's side from a client's end: one HTTP session, JSON in, JSON out."""

from types import TracebackType
from typing import Any, Self

import aiohttp


class PersonError(RuntimeError):
    """The sandbox refused what the person did; `status` is the HTTP status."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class Caller:
    """Somebody who calls the person-side API. Close it, or use it with `async with`."""

    def __init__(self, session: aiohttp.ClientSession, url: str, person_id: int) -> None:
        self.id = person_id
        self._session = session
        self._url = url

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def post(self, path: str, **body: Any) -> Any:
        """Call the person-side API. Raises PersonError."""
        given = {name: value for name, value in body.items() if value is not None}
        async with self._session.post(f"{self._url}/sandbox/{path}", json=given) as response:
            return await _checked(response)

    async def get(self, path: str, **query: Any) -> Any:
        """Ask the person-side API. Raises PersonError."""
        async with self._session.get(f"{self._url}/sandbox/{path}", params=query) as response:
            return await _checked(response)


async def _checked(response: aiohttp.ClientResponse) -> Any:
    answer = await response.json()
    if response.status >= 400:
        raise PersonError(response.status, answer["error"])
    return answer
