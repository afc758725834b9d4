"""A person in the sandbox, over HTTP: for tests and scripts."""

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

ANSWERS = frozenset({"message", "edited", "answer"})


class PersonError(RuntimeError):
    """The sandbox refused what the person did; `status` is the HTTP status."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


@dataclass(frozen=True, slots=True)
class News:
    """What a person sees the bot do: kind is "message", "edited" or "answer" (a toast or an alert)."""

    kind: str
    raw: dict[str, Any]

    @property
    def message(self) -> dict[str, Any]:
        """The Bot API's Message; empty for an answer."""
        message: dict[str, Any] = self.raw.get("message", {})
        return message

    @property
    def message_id(self) -> int:
        """The message this is about."""
        found: int = self.message.get("message_id") or self.raw.get("message_id", 0)
        return found

    @property
    def text(self) -> str:
        """The text, the caption, or what the toast says."""
        found: str = self.message.get("text") or self.message.get("caption") or self.raw.get("text", "")
        return found

    @property
    def alert(self) -> bool:
        """Whether an answer asks for an alert."""
        return bool(self.raw.get("show_alert"))

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline keyboard, row by row."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [[button["text"] for button in row] for row in rows]


class Person:
    """One person and their private chat with the bot. Close it, or use it with `async with`."""

    def __init__(self, session: aiohttp.ClientSession, url: str, person_id: int) -> None:
        self.id = person_id
        self._session = session
        self._url = url
        self._seen = 0
        self._last_id = 0
        self._waiting: list[News] = []

    @classmethod
    async def join(cls, url: str, first_name: str, language_code: str | None = None) -> Self:
        """Come in."""
        session = aiohttp.ClientSession()
        person = cls(session, url, 0)
        try:
            answer = await person.post("people", first_name=first_name, language_code=language_code)
        except BaseException:
            await session.close()
            raise
        person.id = answer["id"]
        return person

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def say(self, text: str, reply_to: int | None = None) -> int:
        """Write; give the message's id."""
        answer = await self.post("messages", person=self.id, text=text, reply_to=reply_to)
        message_id: int = answer["message_id"]
        return message_id

    async def start(self, payload: str | None = None) -> int:
        """Press Start, as after a t.me link with a payload."""
        return await self.say(f"/start {payload}" if payload else "/start")

    async def edit(self, message_id: int, text: str) -> None:
        """Edit a message of one's own."""
        await self.post("edits", person=self.id, message_id=message_id, text=text)

    async def press(self, message_id: int, label: str | None = None, row: int = 0, column: int = 0) -> dict[str, Any]:
        """Press a button, found by its label or its place; give `callback_query_id`, or what the button holds."""
        if label is not None:
            row, column = await self._place(message_id, label)
        answer = await self.post("presses", person=self.id, message_id=message_id, row=row, column=column)
        pressed: dict[str, Any] = answer
        return pressed

    async def inline(self, query: str, offset: str = "", timeout: float = 10.0) -> dict[str, Any]:  # noqa: ASYNC109
        """Ask inline and wait for the answer."""
        asked = await self.post("inline", person=self.id, query=query, offset=offset)
        answer: dict[str, Any] = await self.get(f"inline/{asked['query_id']}", wait=timeout)
        return answer

    async def block(self, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        await self.post("blocks", person=self.id, blocked=blocked)

    async def messages(self) -> list[dict[str, Any]]:
        """Give the chat as it stands, oldest message first."""
        # A revision that cannot be: the sandbox then gives the messages themselves, not what happened to them.
        news = await self.get(f"chats/{self.id}/messages", after=2**62)
        return [event["message"] for event in news["events"]]

    async def next(self, timeout: float = 5.0) -> News:  # noqa: ASYNC109
        """Wait for the bot's next message, edit or answer to a press; raise TimeoutError if there is none."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not self._waiting:
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError(f"the bot did nothing for {timeout:g} s")
            await self._look(left)
        return self._waiting.pop(0)

    async def _look(self, seconds: float) -> None:
        news = await self.get(f"chats/{self.id}/messages", after=self._seen, wait=seconds)
        self._seen = news["revision"]
        for event in news["events"]:
            found = News(event["kind"], event)
            # When the sandbox has forgotten what happened it starts over with all messages: those seen are not news.
            repeated = news["reset"] and found.message_id <= self._last_id
            own = found.message.get("from", {}).get("id") == self.id
            if found.kind in ANSWERS and not own and not repeated:
                self._waiting.append(found)
            self._last_id = max(self._last_id, found.message_id)

    async def _place(self, message_id: int, label: str) -> tuple[int, int]:
        for message in await self.messages():
            if message["message_id"] == message_id:
                rows = News("message", {"message": message}).buttons
                for row, labels in enumerate(rows):
                    if label in labels:
                        return row, labels.index(label)
                raise PersonError(404, f"message {message_id} has no button {label!r}, only {rows}")
        raise PersonError(404, f"there is no message {message_id}")

    async def post(self, path: str, **body: Any) -> Any:
        """Call the person-side API."""
        given = {name: value for name, value in body.items() if value is not None}
        async with self._session.post(f"{self._url}/sandbox/{path}", json=given) as response:
            return await _checked(response)

    async def get(self, path: str, **query: Any) -> Any:
        """Ask the person-side API."""
        async with self._session.get(f"{self._url}/sandbox/{path}", params=query) as response:
            return await _checked(response)


async def _checked(response: aiohttp.ClientResponse) -> Any:
    answer = await response.json()
    if response.status >= 400:
        raise PersonError(response.status, answer["error"])
    return answer
