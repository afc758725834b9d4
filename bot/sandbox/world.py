"""The state of the sandbox: who is there, what was said, what waits for the bot. Pure: it neither waits nor sends."""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.entities import Entity
from bot.sandbox.errors import RefusedError
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.messages import Content, Draft, Message, User
from bot.sandbox.profile import Features, Profile
from bot.sandbox.queries import CALLBACK_SECONDS, GUEST_SECONDS, INLINE_SECONDS, Queries
from bot.sandbox.records import CallLog, FileStore
from bot.sandbox.tree import text_tree
from bot.sandbox.update_queue import UpdateQueue

# Beyond 32 bits, as real ids are by now: a bot that stores them too narrowly fails here and not in Telegram.
FIRST_PERSON_ID = 6_000_000_001
FIRST_QUERY_ID = 4_100_000_000_000_000_001
FIRST_IDS = {"group": -4_500_000_001, "supergroup": -1_002_400_000_001, "channel": -1_002_700_000_001}
MOST_PEOPLE = 100_000
MOST_GROUPS = 10_000
MOST_INLINE_MESSAGES = 10_000
UPDATES = "updates"
ARRANGEMENT = "arrangement"


class World:
    """Everything the sandbox knows. The clock is injected; `ring` tells waiting requests what has changed."""

    def __init__(self, bot: User, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.ring: Callable[[Hashable], None] = lambda _: None
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        # All but the private chats, in the order they came to be; `arrangement` counts the changes to them.
        self.groups: list[Chat] = []
        self.arrangement = 0
        # Privacy mode, as BotFather sets it: in groups the bot hears only what is meant for it.
        self.privacy = True
        self.features = Features()
        self._clock = clock
        self._shift = 0.0
        # As high as the time: a bot that remembers offsets meets no smaller ids after the sandbox starts anew.
        self.updates = UpdateQueue(first_id=int(clock()))
        self.callbacks = Queries(CALLBACK_SECONDS, FIRST_QUERY_ID)
        self.inline = Queries(INLINE_SECONDS, FIRST_QUERY_ID + 10**9)
        self.guests = Queries(GUEST_SECONDS, FIRST_QUERY_ID + 2 * 10**9)
        # Messages that the bot knows only by an inline_message_id, and the chats they stand in.
        self.inline_messages: dict[str, tuple[Chat, Message]] = {}
        self._inline_ids = count(1)
        self.profile = Profile(texts={("name", ""): bot.first_name})
        self.calls = CallLog()
        self.files = FileStore()
        self.faults = Faults()
        self.flood = Flood()

    @property
    def now(self) -> float:
        """The time in the sandbox, in seconds."""
        return self._clock() + self._shift

    @property
    def date(self) -> int:
        """The time as the Bot API writes it."""
        return int(self.now)

    def advance(self, seconds: float) -> None:
        """Let time pass, so that queries grow old."""
        self._shift += seconds

    def join(self, first_name: str, language_code: str | None = None, *, opened: bool = False) -> User:
        """Let a person come in; the bot hears of nothing until they write, and may not write before unless `opened`."""
        if len(self.people) >= MOST_PEOPLE:
            raise RefusedError(409, f"{MOST_PEOPLE} people are here already")
        person = User(FIRST_PERSON_ID + len(self.people), first_name, language_code=language_code)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, Member(self.bot), members={person.id: Member(person)}, opened=opened)
        return person

    def found(self, kind: str, title: str) -> Chat:
        """Make an empty group, supergroup or channel."""
        if len(self.groups) >= MOST_GROUPS:
            raise RefusedError(409, f"{MOST_GROUPS} groups and channels are here already")
        chat = Chat(FIRST_IDS[kind] - len(self.groups), Member(self.bot, "left"), kind, title)
        self.chats[chat.id] = chat
        self.groups.append(chat)
        return chat

    def rearranged(self) -> None:
        """Let watchers know that there is a new group, member or topic."""
        self.arrangement += 1
        self.ring(ARRANGEMENT)

    def person(self, person_id: int) -> User:
        """Find a person, for the person-side API."""
        if person_id not in self.people:
            raise RefusedError(404, f"there is no person {person_id}")
        return self.people[person_id]

    def chat(self, chat_id: int) -> Chat:
        """Find a chat, for the person-side API."""
        if chat_id not in self.chats:
            raise RefusedError(404, f"there is no chat {chat_id}")
        return self.chats[chat_id]

    def tell(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update for the bot."""
        if self.updates.push(kind, body, self.now):
            self.ring(UPDATES)

    def show(self, chat: Chat, kind: str, body: dict[str, Any]) -> None:
        """Put an event on a chat's timeline."""
        chat.timeline.add(kind, body)
        self.ring(("chat", chat.id))

    def post(self, chat: Chat, sender: User, draft: Draft) -> Message:
        """Add a message to a chat."""
        chat.last_message_id += 1
        message = Message(
            chat.last_message_id,
            chat.as_json(),
            sender,
            self.date,
            draft.content,
            draft.keyboard,
            # As in Telegram, what answers nothing in a topic answers the message that opened the topic.
            reply_to=draft.reply_to or (chat.messages.get(draft.topic) if draft.topic else None),
            topic=draft.topic,
            thread=_thread(chat, draft),
            keys=draft.keys,
            guise=draft.guise,
            origin=draft.origin,
            quote=draft.quote,
            album=draft.album,
        )
        chat.keep(message)
        if draft.origin:
            self._remember(draft.origin.inline_message_id, chat, message)
        self.show(chat, "message", shown(message))
        return message

    def new_inline_id(self) -> str:
        """Make an identifier by which the bot can edit a message in a chat it may not know."""
        return f"AAAAAKsAAE{next(self._inline_ids):012d}"

    def _remember(self, inline_id: str, chat: Chat, message: Message) -> None:
        self.inline_messages[inline_id] = (chat, message)
        while len(self.inline_messages) > MOST_INLINE_MESSAGES:
            del self.inline_messages[next(iter(self.inline_messages))]

    def change(self, chat: Chat, message: Message, content: Content, keyboard: Keyboard | None) -> None:
        """Give a message new content, and its watchers the news."""
        # Telegram marks a message as edited only when its words change, not when its buttons do.
        if content != message.content:
            message.edit_date = self.date
        message.content, message.keyboard = content, keyboard
        self.show(chat, "edited", shown(message))

    def remove(self, chat: Chat, message: Message) -> None:
        """Take a message away."""
        if message.aside:
            del chat.asides[message.aside.id]
        else:
            del chat.messages[message.message_id]
        self.show(chat, "deleted", {"message_id": message.message_id} | _alone(message))

    def mention(self, entity: Entity) -> Entity | None:
        """Put the user object into a text mention; None where Telegram would drop it."""
        details = dict(entity.extra)
        if entity.kind != "text_mention":
            return entity
        user = self.people.get(details["user"]) or (self.bot if details["user"] == self.bot.id else None)
        return Entity(entity.kind, entity.offset, entity.length, (("user", user.as_json()),)) if user else None


def _thread(chat: Chat, draft: Draft) -> int | None:
    if chat.kind != "supergroup" or chat.is_forum or draft.reply_to is None:
        return None
    return draft.reply_to.thread or draft.reply_to.message_id


def shown(message: Message) -> dict[str, Any]:
    """Give a message as watchers get it: the Bot API object, its real sender, the tree of its text."""
    tree = text_tree(message.content.text, list(message.content.entities))
    body = {"message": message.as_json(), "sender": message.sender.id, "tree": tree, "reactions": message.reactions}
    body |= _alone(message)
    return body | {"by_bot": message.sender.is_bot} | ({"keys": message.keys} if message.keys else {})


def _alone(message: Message) -> dict[str, Any]:
    """Give what an event says about an ephemeral message: its id, who alone sees it, which message it stands for."""
    aside = message.aside
    return {"only": aside.person, "ephemeral_message_id": aside.id, "replaces": aside.replaces} if aside else {}
