"""Questions in groups: `/ask …`, a reply to the bot, its name in a message; `/ask` alone looks up what a message speaks of.

Whatever else is said in a group is not read.
"""

import logging

from telegram import Message, ReplyParameters, Update
from telegram.ext import ApplicationHandlerStop, CommandHandler, MessageHandler, filters

from bot.desk import DeskApplication, DeskContext
from bot.errors import StoreBusy
from bot.groups.etiquette import Etiquette, Place, Ruling
from bot.meetings import tray
from bot.render import group
from bot.render.screen import Screen, units
from bot.render.smalltalk import is_thanks
from bot.search.mentions import Mention
from bot.search.results import Answer, Verdict
from handlers.answered import answered
from handlers.authority import authority_of
from handlers.here import place_of
from handlers.questions import MentionsBot, RepliesToBot, question_of
from handlers.sending import reply
from handlers.whisper import answer_privately, asker_of, link_to, notify_privately

# After what finds the manner and regains a chat, ahead of the commands themselves.
BEFORE = -1
# Commands that show something to the whole group.
LOOKUPS = (
    "cite", "compare", "brief", "themes", "theme", "countries", "country", "objectives", "objective", "practices",
    "recommendations", "instruments", "sources", "new",
)  # fmt: skip
_SUPERGROUPS = -1_000_000_000_000
_log = logging.getLogger(__name__)


class Groups:
    """Answers in groups, as quietly as they want it."""

    def __init__(self, etiquette: Etiquette) -> None:
        self._etiquette = etiquette

    async def ask(self, update: Update, context: DeskContext) -> None:
        """Answer the question of a message, or look up what the message speaks of that it replies to."""
        message = update.message
        assert message is not None
        question = question_of(message, context.bot.username)
        if not question and is_thanks(message.text or ""):
            return
        if not await _may_ask(update, context):
            await notify_privately(update, context, group.only_administrators_ask())
        elif question:
            await self._answer(update, context, question)
        elif spoken := _spoken(message):
            await self._look_up(update, context, *spoken)
        else:
            await reply(update, group.help_to_ask())

    async def heard(self, update: Update, context: DeskContext) -> None:
        """Answer a reply to the bot or a message with its name; thanks get none."""
        assert update.message is not None
        if not is_thanks(question_of(update.message, context.bot.username)):
            await self.ask(update, context)

    async def before_lookup(self, update: Update, context: DeskContext) -> None:
        """Let a command through that shows something to all, if the group allows it and has not had enough."""
        place, now = _place(update), context.desk.store.now()
        if not await _may_ask(update, context):
            await notify_privately(update, context, group.only_administrators_ask())
            raise ApplicationHandlerStop
        judged = self._etiquette.judge(place, "", context.preferences.budget, now)
        if judged.ruling is Ruling.ANSWER:
            self._etiquette.answered(place, "", 0, now)
            return
        if judged.ruling is Ruling.LINK:
            self._etiquette.lined(place, now)
            await reply(update, group.too_much(f"https://t.me/{context.bot.username}"))
        raise ApplicationHandlerStop

    async def show_chosen(self, update: Update, context: DeskContext, entry_id: str) -> None:
        """Note an entry that was chosen from several and stands in place of them now."""
        message = update.effective_message
        if message is not None:
            self._etiquette.answered(_place(update), entry_id, message.message_id, context.desk.store.now())
        await self._collect(update, context, (entry_id,))

    def removed(self, update: Update) -> None:
        """Note that an answer was taken away."""
        if update.effective_message is not None:
            self._etiquette.forget(_place(update), update.effective_message.message_id)

    async def _answer(self, update: Update, context: DeskContext, question: str) -> None:
        if context.preferences.whisper:
            await answer_privately(update, context, question)
            return
        found = context.desk.search.ask(question)
        entry_id = found.hits[0].entry.id if found.verdict is Verdict.ANSWER else ""
        screen = group.answer(context.desk.catalog, found, asker_of(update))
        if await self._post(update, context, (screen, entry_id), question):
            await self._collect(update, context, (entry_id,) if entry_id else (), found)

    async def _look_up(self, update: Update, context: DeskContext, spoken: str, message: Message) -> None:
        """Answer a message of somebody with what it speaks of, quoting it word for word."""
        if context.preferences.whisper:
            await answer_privately(update, context, spoken)
            return
        mentions = context.desk.mentions.find(spoken)
        if not mentions:
            await notify_privately(update, context, group.nothing_mentioned())
            return
        screen = group.mentioned(context.desk.catalog, mentions, asker_of(update))
        entries = tuple(one.entry.id for one in mentions if one.entry)
        quoting = _quoting(message, spoken, mentions[0])
        if await self._post(update, context, (screen, entries[0] if len(mentions) == 1 and entries else ""), spoken, quoting):
            await self._collect(update, context, entries)

    async def _post(
        self,
        update: Update,
        context: DeskContext,
        shown: tuple[Screen, str],
        question: str,
        quoting: ReplyParameters | None = None,
    ) -> bool:
        """Show an answer, or what etiquette leaves of it; says whether the answer itself is, or was, before the group's eyes."""
        (screen, entry_id), place, now = shown, _place(update), context.desk.store.now()
        judged = self._etiquette.judge(place, entry_id, context.preferences.budget, now)
        if judged.ruling is Ruling.ANSWER:
            given = await reply(update, screen, to=quoting)
            if given is not None and update.message is not None:
                self._etiquette.answered(place, entry_id, given.message_id, now)
                answered(context).remember(update.message, given)
        elif judged.ruling is not Ruling.SILENCE:
            self._etiquette.lined(place, now)
            if judged.ruling is Ruling.POINTER:
                title = context.desk.catalog.entry(entry_id).title
                await reply(update, group.pointer(title, _link(place.chat_id, judged.earlier)))
            else:
                await reply(update, group.too_much(link_to(update, context, question)))
        return judged.ruling in {Ruling.ANSWER, Ruling.POINTER}

    async def _collect(self, update: Update, context: DeskContext, entry_ids: tuple[str, ...], found: Answer | None = None) -> None:
        """Put what was shown on the list of the meeting that sits here, if one does."""
        store, place = context.desk.store, place_of(update)
        try:
            if entry_ids:
                await tray.looked_up(store, place.chat_id, place.thread_id, entry_ids)
            elif found is not None and found.verdict is Verdict.NONE:
                await tray.missed(store, place.chat_id, place.thread_id, found.question)
        except StoreBusy:
            _log.warning("a meeting missed a lookup: the database is busy")


def groups_of(context: DeskContext) -> Groups:
    """Return the one that answers in groups."""
    found = context.application.bot_data["groups"]
    assert isinstance(found, Groups)
    return found


async def ask_in_group(update: Update, context: DeskContext) -> None:
    """Answer a question in a group."""
    await groups_of(context).ask(update, context)


async def _may_ask(update: Update, context: DeskContext) -> bool:
    if context.preferences.askers == "everybody":
        return True
    return await authority_of(context).may_change(update, place_of(update).chat_id)


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


def _place(update: Update) -> Place:
    place = place_of(update)
    return Place(place.chat_id, place.thread_id)


def register(app: DeskApplication) -> None:
    """Add what is heard in groups; the command itself is registered with that of private chats."""
    app.bot_data["groups"] = found = Groups(Etiquette())
    there = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    # What is sent by way of the bot is an answer already, and what a channel passes on automatically asks nobody.
    by_people = ~filters.VIA_BOT & ~filters.IS_AUTOMATIC_FORWARD
    app.add_handler(CommandHandler(LOOKUPS, found.before_lookup, filters.ChatType.GROUPS & filters.UpdateType.MESSAGE), BEFORE)
    app.add_handler(MessageHandler(there & by_people & (MentionsBot() | RepliesToBot()), found.heard))
