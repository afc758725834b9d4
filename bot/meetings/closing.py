"""Meetings whose day is over: they end by themselves, which is said once in their place; ended ones are forgotten."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.errors import StoreBusy
from bot.meetings import tray
from bot.meetings.tray import Tray
from bot.render import meeting as screens
from bot.render.numbered import for_manner
from bot.render.screen import Screen
from bot.store import meetings, preferences
from bot.store.meetings import Meeting
from bot.store.store import Store
from bot.transport import NotSent
from bot.wording.speech import speaking

LOOK_SECONDS = 60.0
# Ended or forgotten in one look; the rest a minute later.
MOST = 50
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)


class Closing:
    """Looks every minute until stopped. What fails is logged, and tried again where Telegram has certainly not seen it."""

    def __init__(
        self, store: Store, bot: Bot, every: float = LOOK_SECONDS, clock_is_right: Callable[[], bool] = lambda: True
    ) -> None:
        """Take the time between looks in seconds, and what says whether the clock has not jumped: then nothing is ended."""
        self._store = store
        self._bot = bot
        self._clock_is_right = clock_is_right
        self._every = every
        self._untold: dict[int, Tray] = {}
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until stopped."""
        while not self._stopping.is_set():
            try:
                await self.look()
            except Exception:
                _log.exception("meetings could not be looked after")
            try:
                await asyncio.wait_for(self._stopping.wait(), self._every)
            except TimeoutError:
                continue

    async def look(self) -> None:
        """End open meetings whose day is over and say so; forget ended ones. Raises StoreBusy."""
        if not self._clock_is_right():
            return
        now = self._store.now()
        async with self._store.read() as connection:
            over = await meetings.expired(connection, now, MOST)
        if over:
            async with self._store.write() as connection:
                await meetings.forget(connection, [one.id for one in over if one.state == "ended"])
            for one in over:
                if one.state == "open" and (ended := await tray.stop_as_seen(self._store, one.id, one.version)):
                    self._untold[one.id] = ended
        for ended in list(self._untold.values()):
            del self._untold[ended.meeting.id]
            await self._tell(ended)

    async def _tell(self, ended: Tray) -> None:
        """Say once that a meeting has ended; who misses it finds the meeting with the command."""
        try:
            place, screen = await self._screen(ended)
            if screen is not None:
                await self._bot.send_message(
                    chat_id=place.chat_id,
                    text=screen.text,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=screen.keyboard,
                    message_thread_id=place.thread_id or None,
                )
        except ChatMigrated as error:
            # One of which nothing is stored any more goes nowhere by itself.
            moved = replace(ended.meeting, chat_id=error.new_chat_id)
            self._untold[ended.meeting.id] = replace(ended, meeting=moved)
        except (NotSent, RetryAfter, StoreBusy) as error:
            self._untold[ended.meeting.id] = ended
            _log.warning("the end of a meeting is told later (%s)", type(error).__name__)
        except TelegramError as error:
            _log.warning("the end of a meeting could not be told (%s)", type(error).__name__)

    async def _screen(self, ended: Tray) -> tuple[Meeting, Screen | None]:
        """Return where a meeting belongs by now and what is to be said there; nothing of one that was resumed or forgotten."""
        async with self._store.read() as connection:
            there = await meetings.get(connection, ended.meeting.id)
            # The number may be another's by now.
            there = there if there and there.opened_at == ended.meeting.opened_at else None
            place = there or ended.meeting
            manner = await preferences.manner_of(connection, place.chat_id)
        if place.state == "open" or (there is None and ended.items):
            return place, None
        with speaking(manner):
            said = screens.ended_by_itself(place.name, place.id, place.version, is_empty=not ended.items)
            return place, for_manner(said)
