"""The bot put together: application, handlers, poll loop."""

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

import handlers.answered
import handlers.answering
import handlers.ask
import handlers.brief
import handlers.browse
import handlers.catalogue
import handlers.changes
import handlers.cite
import handlers.compare
import handlers.digests
import handlers.failures
import handlers.feedback
import handlers.group_buttons
import handlers.groups
import handlers.guest
import handlers.inline
import handlers.manner
import handlers.meeting
import handlers.membership
import handlers.new
import handlers.note
import handlers.numbers
import handlers.pages
import handlers.saved
import handlers.saving
import handlers.settings
import handlers.subscribe
import handlers.subscriptions
import handlers.unknown
import handlers.whisper
from bot.catalog.catalog import Catalog
from bot.desk import Desk, DeskApplication, DeskContext
from bot.digests.compose import Composer
from bot.digests.pace import CEILING, Pace, open_bulk
from bot.digests.paced_calls import PacedCalls
from bot.digests.paid import BudgetedBulk, PaidBudget
from bot.digests.sending import TelegramSend
from bot.digests.service import STEADY, DigestService, Rhythm
from bot.errors import TokenRevoked
from bot.meetings.closing import Closing
from bot.menus import announce
from bot.search.comparison import ComparisonReader
from bot.search.typeahead import Typeahead
from bot.settings import SEND_RATE, Settings
from bot.store.store import Store
from bot.transport import AiohttpRequest, is_revoked
from bot.updates.polling import Pause, Poller
from handlers.authority import Authority

# Messages a second that are left to answers.
ANSWERS = 5
_log = logging.getLogger(__name__)


def build_application(
    desk: Desk, settings: Settings, calls: BaseRequest, polling: BaseRequest, pace: Pace, composer: Composer | None = None
) -> DeskApplication:
    """Build PTB's application without its own updater and job queue; `polling` is the connection for getUpdates alone.

    `composer` is that of the digests which the same process sends, where it sends any.
    """
    app = (
        ApplicationBuilder()
        .token(settings.bot_token)
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .request(calls)
        .get_updates_request(polling)
        .rate_limiter(PacedCalls(pace))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=DeskContext))
        .build()
    )
    app.bot_data["desk"] = desk
    app.bot_data["authority"] = Authority()
    register_handlers(app, desk, composer or Composer(desk.catalog))
    return app


def register_handlers(app: DeskApplication, desk: Desk, composer: Composer) -> None:
    """Register every handler; the first that fits an update takes it, so the order matters."""
    handlers.manner.register(app)
    handlers.guest.register(app)
    handlers.membership.register(app)
    handlers.numbers.register(app)
    handlers.pages.register(app)
    handlers.answered.register(app)
    handlers.ask.register_command(app)
    handlers.browse.register(app)
    handlers.catalogue.register(app)
    handlers.new.register(app)
    handlers.subscribe.register(app)
    handlers.subscriptions.register(app)
    handlers.changes.register(app)
    handlers.digests.register(app, composer)
    handlers.cite.register(app)
    handlers.compare.register(app, ComparisonReader(desk.catalog, desk.search, desk.topics))
    handlers.brief.register(app)
    handlers.inline.register(app, Typeahead(desk.catalog, desk.search))
    handlers.saving.register(app)
    handlers.saved.register(app)
    handlers.feedback.register(app)
    handlers.settings.register(app)
    handlers.meeting.register(app)
    handlers.note.register(app)
    handlers.whisper.register(app)
    handlers.group_buttons.register(app)
    # An answer to a question of ours is no question to the desk.
    handlers.answering.register(app)
    handlers.groups.register(app)
    # What follows takes what is left: any other command, any other button, any text.
    handlers.unknown.register(app)
    handlers.browse.register_rest(app)
    handlers.ask.register_text(app)
    handlers.failures.register(app)


class Outgoing:
    """What leads to Telegram in every process: connection, pace and budget, and the digests that go out over them."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.calls = AiohttpRequest()
        self._store = store
        self._resend_unknown = settings.resend_unknown
        self._budget = open_budget(store, settings)
        self.pace = open_pace(store, settings, self._budget)

    def digests(self, bot: ExtBot[str], composer: Composer, rhythm: Rhythm) -> DigestService:
        """Return what plans digests and sends them with a bot."""
        send = TelegramSend(bot, lambda: self.calls.server_date, self._budget)
        return DigestService(self._store, composer, send, self.pace, self._resend_unknown, rhythm)

    async def close(self) -> None:
        """Close the connection and let go of the pace."""
        await self.calls.shutdown()
        self.pace.close()


def open_pace(store: Store, settings: Settings, budget: PaidBudget | None) -> Pace:
    """Return the pace that the operator chose: above Telegram's usual limit, answers keep some room beside digests."""
    ceiling = max(CEILING, settings.send_rate + ANSWERS)
    if budget is None:
        return Pace(open_bulk(store, settings.send_rate), ceiling)
    free = open_bulk(store, min(settings.send_rate, SEND_RATE))
    return Pace(BudgetedBulk(open_bulk(store, settings.send_rate, "paid"), free, budget), ceiling)


def open_budget(store: Store, settings: Settings) -> PaidBudget | None:
    """Return what may be spent on messages beyond the free pace; none unless the operator said so."""
    return PaidBudget(store, settings.paid_stars) if settings.paid_stars else None


class BotProcess:
    """The bot from start to stop. `run` ends after `stop`, or raises TokenRevoked."""

    def __init__(self, desk: Desk, settings: Settings, pause: Pause | None = None, rhythm: Rhythm = STEADY) -> None:
        self._out, self._polling = Outgoing(desk.store, settings), AiohttpRequest(connections=1)
        composer = Composer(desk.catalog)
        self._app = build_application(desk, settings, self._out.calls, self._polling, self._out.pace, composer)
        self._digests = self._out.digests(self._app.bot, composer, rhythm)
        self._closing = Closing(desk.store, self._app.bot, clock_is_right=self._digests.clock_is_right)
        self._pause = pause or Pause()
        process = self._app.process_update
        self._poller = Poller(self._app.bot, self._polling, process, self._pause, as_guest=settings.guest_mode)
        self._stopping = asyncio.Event()
        self.started = asyncio.Event()

    @property
    def bot(self) -> Bot:
        """Return the bot, for what is sent by no handler."""
        return self._app.bot

    def stop(self) -> None:
        """Ask the bot to finish what it has begun and end."""
        self._stopping.set()
        self._digests.stop()
        self._closing.stop()
        self._poller.stop()

    async def run(self) -> None:
        """Serve until stopped."""
        try:
            if await self._reach_telegram():
                await self._serve()
        finally:
            # PTB closes no connection of an application that never came up.
            await self._polling.shutdown()
            await self._out.close()

    async def _serve(self) -> None:
        try:
            await self._app.start()
            await announce(self._app.bot)
            self.started.set()
            _log.info("the bot answers as @%s", self._app.bot.username)
            await self._run_all()
        finally:
            if self._app.running:
                await self._app.stop()
            await self._app.shutdown()

    async def _run_all(self) -> None:
        """Poll, send digests and close meetings until stopped; when one of them fails, all end."""
        tasks = [asyncio.create_task(one.run()) for one in (self._poller, self._digests, self._closing)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop()
            await asyncio.gather(*tasks)

    async def _reach_telegram(self) -> bool:
        """Make the first call, however long that takes; False when stopped before it got through."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._app.initialize()
            except TelegramError as error:
                if is_revoked(error):
                    raise TokenRevoked from error
                failures += 1
                _log.warning("Telegram is out of reach (%s); trying on", type(error).__name__)
                await self._rest(self._pause.after(failures))
            else:
                return True
        return False

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


class WorkerProcess:
    """A further planner and sender of digests, without polling. `run` ends after `stop`, or raises TokenRevoked."""

    def __init__(self, catalog: Catalog, store: Store, settings: Settings, rhythm: Rhythm = STEADY) -> None:
        self._out = Outgoing(store, settings)
        bot: ExtBot[str] = ExtBot(
            settings.bot_token,
            base_url=f"{settings.bot_api_url}/bot",
            base_file_url=f"{settings.bot_api_url}/file/bot",
            request=self._out.calls,
            get_updates_request=self._out.calls,
            rate_limiter=PacedCalls(self._out.pace),
        )
        self._digests = self._out.digests(bot, Composer(catalog), rhythm)

    def stop(self) -> None:
        """Ask the worker to finish what it has begun and end."""
        self._digests.stop()

    async def run(self) -> None:
        """Serve until stopped."""
        await self._out.calls.initialize()
        try:
            await self._digests.run()
        finally:
            await self._out.close()
