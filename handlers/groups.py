"""Questions in groups: `/ask …`, a reply to the bot, its name in a message; `/ask` alone looks up what a message speaks of.

Whatever else is said in a group is not read.
"""

from telegram import Message, ReplyParameters, Update
from telegram.ext import MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.groups.etiquette import Ruling
from bot.render import group
from bot.render.screen import Screen, units
from bot.render.smalltalk import asks_for_help, has_no_words, is_thanks
from bot.search.mentions import Mention
from bot.search.results import Verdict
from handlers import group_edits, group_gate
from handlers.answered import answered
from handlers.budget import etiquette_of, group_place, may_lookup
from handlers.collecting import collect, sent_inline
from handlers.questions import MentionsBot, RepliesToBot, calls_by_name, question_of
from handlers.sending import reply
from handlers.whisper import answer_privately, asker_of, link_to, look_up_privately, notify_privately, say_quietly

_SUPERGROUPS = -1_000_000_000_000


async def ask_in_group(update: Update, context: DeskContext) -> None:
    """Answer the question of a message, or look up what the message speaks of that it replies to."""
    message = update.message
    assert message is not None
    question = question_of(message, context.bot.username)
    if not question and is_thanks(message.text or ""):
        return
    if not await may_lookup(update, context):
        await notify_privately(update, context, group.only_administrators_ask())
    elif question:
        await _answer(update, context, question)
    elif spoken := _spoken(message):
        await _look_up(update, context, *spoken)
    else:
        await say_quietly(update, context, group.help_to_ask())


async def heard(update: Update, context: DeskContext) -> None:
    """Answer a reply to the bot or a message with its name; a greeting is told how to ask, thanks and mere signs get nothing."""
    assert update.message is not None
    said = question_of(update.message, context.bot.username)
    if said.startswith("/"):
        # A command behind the bot's name is none, and no question that everybody may read either.
        return
    if asks_for_help(said):
        await say_quietly(update, context, group.help_to_ask())
    elif not said or not (is_thanks(said) or has_no_words(said)):
        await ask_in_group(update, context)


async def show_chosen(update: Update, context: DeskContext, entry_id: str, shown: Message | None) -> None:
    """Note an entry that was chosen from several and is shown by a message now, in place of them."""
    if shown is not None:
        etiquette_of(context).replaced(group_place(update), entry_id, shown.message_id, context.desk.store.now())
    await collect(update, context, (entry_id,))


def forget_answer(update: Update, context: DeskContext) -> None:
    """Forget an answer that was taken away: nothing points to it, and no edit brings it back."""
    message = update.effective_message
    if message is not None:
        etiquette_of(context).forget(group_place(update), message.message_id)
        answered(context).forget(message.chat.id, message.message_id)


async def _answer(update: Update, context: DeskContext, question: str) -> None:
    if context.preferences.whisper:
        await answer_privately(update, context, question)
        return
    found = context.desk.search.ask(question)
    entry_id = found.hits[0].entry.id if found.verdict is Verdict.ANSWER else ""
    screen = group.answer(context.desk.catalog, found, asker_of(update))
    if await _post(update, context, (screen, entry_id), question):
        # What is said below an answer may be a remark: nobody wants to find it in a file as a question.
        asked = found if update.message and calls_by_name(update.message) else None
        await collect(update, context, (entry_id,) if entry_id else (), asked)


async def _look_up(update: Update, context: DeskContext, spoken: str, message: Message) -> None:
    """Answer a message of somebody with what it speaks of, quoting it word for word."""
    if context.preferences.whisper:
        await look_up_privately(update, context, spoken)
        return
    mentions = context.desk.mentions.find(spoken)
    if not mentions:
        await notify_privately(update, context, group.nothing_mentioned())
        return
    screen = group.mentioned(context.desk.catalog, mentions, asker_of(update))
    entries = tuple(one.entry.id for one in mentions if one.entry)
    quoting = _quoting(message, spoken, mentions[0])
    if await _post(update, context, (screen, entries[0] if len(mentions) == 1 and entries else ""), spoken, quoting):
        await collect(update, context, entries)


async def _post(
    update: Update,
    context: DeskContext,
    shown: tuple[Screen, str],
    question: str,
    quoting: ReplyParameters | None = None,
) -> bool:
    """Show an answer, or what etiquette leaves of it; says whether the answer itself is, or was, before the group's eyes."""
    (screen, entry_id), place, now = shown, group_place(update), context.desk.store.now()
    etiquette = etiquette_of(context)
    judged = etiquette.judge(place, entry_id, context.preferences.budget, now)
    if judged.ruling is Ruling.ANSWER:
        given = await reply(update, screen, to=quoting)
        if given is not None and update.message is not None:
            etiquette.answered(place, entry_id, given.message_id, now)
            answered(context).remember(update.message, given)
    elif judged.ruling is not Ruling.SILENCE:
        etiquette.lined(place, now)
        if judged.ruling is Ruling.POINTER:
            title = context.desk.catalog.entry(entry_id).title
            await reply(update, group.pointer(title, _link(place.chat_id, judged.earlier)))
        else:
            await reply(update, group.too_much(link_to(update, context, question, looks_up=quoting is not None)))
    return judged.ruling in {Ruling.ANSWER, Ruling.POINTER}


def _spoken(message: Message) -> tuple[str, Message] | None:
    """Return what was said in the message that this replies to, or in the part of it that was picked out."""
    there = message.reply_to_message
    if there is None or there.forum_topic_created is not None:
        return None
    said = message.quote.text if message.quote else there.text or there.caption or ""
    return (said, there) if said.strip() else None


def _quoting(message: Message, spoken: str, mention: Mention) -> ReplyParameters:
    """Return a reply to a message that quotes what it names; Telegram wants the very words, and where they stand."""
    at = units(spoken[: mention.start]) if spoken == (message.text or message.caption) else None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True, quote=mention.fragment, quote_position=at)


def _link(chat_id: int, message_id: int) -> str:
    """Return a link to a message, which supergroups alone have."""
    return f"https://t.me/c/{_SUPERGROUPS - chat_id}/{message_id}" if chat_id < _SUPERGROUPS else ""


def register(app: DeskApplication) -> None:
    """Add what is heard in groups; the command itself is registered with that of private chats."""
    group_gate.register(app)
    group_edits.register(app)
    there = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    # What is sent by way of the bot is an answer already, and what a channel passes on automatically asks nobody.
    by_people = ~filters.VIA_BOT & ~filters.IS_AUTOMATIC_FORWARD
    app.add_handler(MessageHandler(there & filters.VIA_BOT, sent_inline))
    app.add_handler(MessageHandler(there & by_people & (MentionsBot() | RepliesToBot()), heard))
