"""A person in the sandbox, over HTTP: for tests and scripts."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp

from bot.sandbox.calling import PersonError
from bot.sandbox.group_person import GroupPerson

__all__ = ["News", "Person", "PersonError"]

ANSWERS = frozenset({"message", "edited", "answer"})


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
    def ephemeral_id(self) -> int:
        """The id of an ephemeral message; 0 for any other."""
        found: int = self.raw.get("ephemeral_message_id", 0)
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

    @property
    def keys(self) -> list[list[str]]:
        """The labels of the reply keyboard, row by row."""
        return [[key["text"] for key in row] for row in self.raw.get("keys", {}).get("keyboard", [])]


@dataclass(slots=True)
class Watch:
    """How far a chat was watched, and what came in it that nobody has asked for yet."""

    seen: int = 0
    last_id: int = 0
    last_ephemeral_id: int = 0
    waiting: list[News] = field(default_factory=list)


class Person(GroupPerson):
    """One person: their private chat with the bot, and the groups they are in. Where no chat is named, the private one is meant."""

    def __init__(self, session: aiohttp.ClientSession, url: str, person_id: int) -> None:
        super().__init__(session, url, person_id)
        self._watched: dict[int, Watch] = {}

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

    async def join_many(self, count: int, first_name: str = "Guest", *, opened: bool = True) -> list[int]:
        """Let many people in at once, whom the bot may write to; give their ids."""
        answer = await self.post("people", first_name=first_name, count=count, opened=opened)
        ids: list[int] = answer["ids"]
        return ids

    async def say(self, text: str, reply_to: int | None = None, *, chat: int | None = None, topic: int | None = None) -> int:
        """Write; give the message's id."""
        return await self._made("message_id", "messages", text=text, reply_to=reply_to, chat=chat, topic=topic)

    async def locate(self, latitude: float, longitude: float, chat: int | None = None) -> int:
        """Send a place, in degrees; give the message's id."""
        return await self._made("message_id", "locations", latitude=latitude, longitude=longitude, chat=chat)

    async def start(self, payload: str | None = None) -> int:
        """Press Start, as after a t.me link with a payload."""
        return await self.say(f"/start {payload}" if payload else "/start")

    async def edit(self, message_id: int, text: str, chat: int | None = None) -> None:
        """Edit a message of one's own."""
        await self.post("edits", person=self.id, message_id=message_id, text=text, chat=chat)

    async def press(
        self, message_id: int, label: str | None = None, row: int = 0, column: int = 0, *, chat: int | None = None
    ) -> dict[str, Any]:
        """Press a button, found by its label or its place; give `callback_query_id`, or what the button holds."""
        if label is not None:
            row, column = await self._find(message_id, label, chat)
        answer = await self.post("presses", person=self.id, message_id=message_id, row=row, column=column, chat=chat)
        pressed: dict[str, Any] = answer
        return pressed

    async def inline(self, query: str, offset: str = "", timeout: float = 10.0, chat: int | None = None) -> dict[str, Any]:  # noqa: ASYNC109
        """Ask inline and wait for the answer; `query_id` in it is for `choose`."""
        asked = await self.post("inline", person=self.id, query=query, offset=offset, chat=chat)
        answer: dict[str, Any] = await self.get(f"inline/{asked['query_id']}", wait=timeout)
        return {**answer, **asked}

    async def choose(self, query_id: str, result_id: str, *, chat: int | None = None, topic: int | None = None) -> int:
        """Send one of the results of an inline query; give the message's id."""
        return await self._made("message_id", "choices", query_id=query_id, result_id=result_id, chat=chat, topic=topic)

    async def press_private(self, ephemeral_id: int, label: str, *, chat: int) -> dict[str, Any]:
        """Press a button of an ephemeral message in a group, found by its label."""
        row, column = await self._find(ephemeral_id, label, chat, "ephemeral_message_id")
        where = {"chat": chat, "ephemeral_message_id": ephemeral_id, "row": row, "column": column}
        pressed: dict[str, Any] = await self.post("presses", person=self.id, **where)
        return pressed

    async def block(self, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        await self.post("blocks", person=self.id, blocked=blocked)

    async def delete_account(self) -> None:
        """Delete one's account; the bot meets a deactivated user."""
        await self.post("deactivations", person=self.id)

    async def messages(self, chat: int | None = None) -> list[dict[str, Any]]:
        """Give a chat as it stands, oldest message first, with one's own ephemeral messages."""
        # A revision that cannot be: the sandbox then gives the messages themselves, not what happened to them.
        news = await self.get(f"chats/{chat or self.id}/messages", after=2**62, person=self.id)
        return [event["message"] for event in news["events"]]

    async def next(self, timeout: float = 5.0, chat: int | None = None) -> News:  # noqa: ASYNC109
        """Wait for the bot's next message, edit or answer to a press; raise TimeoutError if there is none."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        watch = self._watched.setdefault(chat or self.id, Watch())
        while not watch.waiting:
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError(f"the bot did nothing for {timeout:g} s")
            await self._look(chat or self.id, watch, left)
        return watch.waiting.pop(0)

    async def _look(self, chat: int, watch: Watch, seconds: float) -> None:
        news = await self.get(f"chats/{chat}/messages", after=watch.seen, wait=seconds, person=self.id)
        watch.seen = news["revision"]
        for event in news["events"]:
            found = News(event["kind"], event)
            # When the sandbox has forgotten what happened it starts over with all messages: those seen are not news.
            is_old = found.message_id <= watch.last_id and found.ephemeral_id <= watch.last_ephemeral_id
            repeated = news["reset"] and is_old
            # A group has messages of others, and toasts that others see.
            meant = event.get("by_bot") or event.get("person") == self.id
            if found.kind in ANSWERS and meant and not repeated:
                watch.waiting.append(found)
            watch.last_id = max(watch.last_id, found.message_id)
            watch.last_ephemeral_id = max(watch.last_ephemeral_id, found.ephemeral_id)

    async def _find(self, message_id: int, label: str, chat: int | None, field: str = "message_id") -> tuple[int, int]:
        for message in await self.messages(chat):
            if message.get(field) == message_id:
                rows = News("message", {"message": message}).buttons
                for row, labels in enumerate(rows):
                    if label in labels:
                        return row, labels.index(label)
                raise PersonError(404, f"message {message_id} has no button {label!r}, only {rows}")
        raise PersonError(404, f"there is no message {message_id}")
