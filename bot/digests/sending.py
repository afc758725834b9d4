"""A digest's message to Telegram: silently, without previews, behind answers."""

from collections.abc import Callable

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.digests.compose import Message
from bot.digests.paced_calls import DIGEST
from bot.digests.paid import PaidBudget
from bot.render.screen import plain_text

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


# Telegram's own date in seconds since 1970, and when it came by the steady clock; none where no answer bore one.
TelegramDate = Callable[[], tuple[float, float] | None]


class TelegramSend:
    """Sends digests with a bot."""

    def __init__(self, bot: ExtBot[str], telegram_date: TelegramDate, budget: PaidBudget | None = None) -> None:
        """Take a bot, what tells the date of its answers, and a budget where messages beyond the free pace may be bought."""
        self.bot = bot
        self.telegram_date = telegram_date
        self._budget = budget

    async def __call__(self, message: Message, plainly: bool) -> int:
        """Send, with markup or as plain text; returns the message's id or raises TelegramError."""
        sent = await self.bot.send_message(
            chat_id=message.chat_id,
            text=plain_text(message.screen.text) if plainly else message.screen.text,
            parse_mode=None if plainly else ParseMode.HTML,
            message_thread_id=message.thread_id or None,
            reply_markup=message.screen.keyboard,
            link_preview_options=NO_PREVIEW,
            # Whoever chose 9 o'clock may be in a meeting at 9 o'clock.
            disable_notification=True,
            allow_paid_broadcast=True if self._budget and self._budget.take() else None,
            rate_limit_args=DIGEST,
        )
        return sent.message_id
