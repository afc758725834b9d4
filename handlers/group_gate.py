"""What stands before commands and buttons that show something to a whole group: who may ask, and how much the group bears."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, CallbackQueryHandler, CommandHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.groups.etiquette import Ruling
from bot.render import addresses, group, news, pages, reference_desk
from bot.render.addresses import private_link
from bot.render.catalogue import trail
from bot.render.cite import page
from bot.wording.speech import say
from handlers.asides import is_aside
from handlers.asking import addresses_below
from handlers.brief import WRITERS
from handlers.budget import may_lookup, spend
from handlers.here import is_private
from handlers.sending import reply, tell
from handlers.whisper import notify_privately, say_quietly, show_answer_to_presser

# After what finds the manner and regains a chat, ahead of the commands themselves.
BEFORE = -1
# Commands that show something to the whole group.
LOOKUPS = (
    "cite", "compare", "brief", "themes", "theme", "countries", "country", "objectives", "objective", "practices",
    "recommendations", "instruments", "sources", "new",
)  # fmt: skip
# Commands that do so where words follow.
WORDED = ("start", "digest")
# Before anything looks at a press.
GENUINE = -2
# Buttons that show something else in place.
TURNING = (rf"{trail.VERB}\|.*", rf"{news.VERB}:.*", rf"{addresses.PAGE}:.*")
# Buttons that send something more for all to see.
SHOWING = (
    rf"{addresses.COMMAND}:(?:{'|'.join(LOOKUPS)})(?::.*)?",
    rf"{addresses.THEME}:.*",
    rf"{page.CITE_AS}:(?:{'|'.join(page.FORMATS)}):.*",
    rf"{reference_desk.BRIEF}:(?:choose|{'|'.join(WRITERS)}):.*",
)


async def before_lookup(update: Update, context: DeskContext) -> None:
    """Let a command through if the group allows it and has not had enough; where answers are private, none is."""
    link = private_link(context.bot.username)
    if not await may_lookup(update, context):
        await notify_privately(update, context, group.only_administrators_ask())
        raise ApplicationHandlerStop
    if context.preferences.whisper:
        await say_quietly(update, context, group.for_private_chat(link))
        raise ApplicationHandlerStop
    ruling = spend(update, context)
    if ruling is Ruling.LINK:
        await reply(update, group.too_much(link))
    if ruling is not Ruling.ANSWER:
        raise ApplicationHandlerStop


async def before_words(update: Update, context: DeskContext) -> None:
    """Look at commands that show something to all only where words follow them."""
    if context.args:
        await before_lookup(update, context)


async def genuine(update: Update, _: DeskContext) -> None:
    """Let through what a button of the message says: an app of one's own may say anything."""
    query, message = update.callback_query, update.effective_message
    assert query is not None
    if not is_seen_by_one(update) and isinstance(message, Message) and query.data not in addresses_below(message):
        await _stop(update, say(pages.STALE_BUTTON))


async def before_turn(update: Update, context: DeskContext) -> None:
    """Let lists be turned in place as long as the group lets whoever presses ask, and answers are for all."""
    if not is_seen_by_one(update):
        await _stop_unless_open(update, context)


async def before_press(update: Update, context: DeskContext) -> None:
    """Let a button send something likewise, within the budget; what only one person sees costs the group nothing."""
    if is_seen_by_one(update):
        return
    await _stop_unless_open(update, context)
    if spend(update, context) is not Ruling.ANSWER:
        await _stop(update, group.used_up())


async def example(update: Update, context: DeskContext) -> None:
    """Answer an example question to whoever pressed it: nobody else asked."""
    assert context.match is not None
    if is_seen_by_one(update):
        return
    number = int(context.match.group(1))
    if not await may_lookup(update, context):
        await _stop(update, group.only_administrators_ask())
    if number >= len(pages.EXAMPLES):
        await _stop(update, say(pages.STALE_BUTTON))
    await show_answer_to_presser(update, context, pages.EXAMPLES[number])
    raise ApplicationHandlerStop


def is_seen_by_one(update: Update) -> bool:
    """Say whether what comes of a press is seen by one person alone."""
    return is_private(update) or is_aside(update)


async def _stop_unless_open(update: Update, context: DeskContext) -> None:
    """End a press that may show nothing to all. Raises ApplicationHandlerStop."""
    if not await may_lookup(update, context):
        await _stop(update, group.only_administrators_ask())
    if context.preferences.whisper:
        await _stop(update, group.answers_are_private())


async def _stop(update: Update, notice: str) -> None:
    await tell(update, notice)
    raise ApplicationHandlerStop


def register(app: DeskApplication) -> None:
    """Add what comes before."""
    app.add_handler(CommandHandler(LOOKUPS, before_lookup, filters.ChatType.GROUPS & filters.UpdateType.MESSAGE), BEFORE)
    app.add_handler(CommandHandler(WORDED, before_words, filters.ChatType.GROUPS & filters.UpdateType.MESSAGE), BEFORE)
    app.add_handler(CallbackQueryHandler(genuine), GENUINE)
    app.add_handler(CallbackQueryHandler(before_turn, pattern=rf"^(?:{'|'.join(TURNING)})$"), BEFORE)
    app.add_handler(CallbackQueryHandler(example, pattern=rf"^{addresses.EXAMPLE}:(\d)$"), BEFORE)
    app.add_handler(CallbackQueryHandler(before_press, pattern=rf"^(?:{'|'.join(SHOWING)})$"), BEFORE)
