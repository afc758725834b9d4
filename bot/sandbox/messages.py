"""Messages as the sandbox keeps them and as the Bot API shows them."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Entity
from bot.sandbox.keyboards import Keyboard


@dataclass(slots=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the Bot API object."""
        known = {"username": self.username, "language_code": self.language_code}
        named = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return named | {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Media:
    """A document or a photo: `body` is what the Bot API shows under `kind`."""

    kind: str
    body: Any
    file_id: str


# Under this name Telegram shows an administrator who stays anonymous.
GROUP_ANONYMOUS_BOT = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says: a text, media with a caption, a place, or what happened to the chat (a service message)."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    media: Media | None = None
    link_preview_options: tuple[tuple[str, Any], ...] = ()
    location: tuple[float, float] | None = None
    # A field of the Bot API's Message and its value, as in ("new_chat_members", [...]).
    service: tuple[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the fields of the message."""
        if self.service:
            return {self.service[0]: self.service[1]}
        if self.location:
            return {"location": {"latitude": self.location[0], "longitude": self.location[1]}}
        text, marks = ("caption", "caption_entities") if self.media else ("text", "entities")
        fields: dict[str, Any] = {self.media.kind: self.media.body} if self.media else {}
        if self.text:
            fields[text] = self.text
        if self.entities:
            fields[marks] = [entity.as_json() for entity in self.entities]
        if self.link_preview_options:
            fields["link_preview_options"] = dict(self.link_preview_options)
        return fields


@dataclass(frozen=True, slots=True)
class Guise:
    """As whom a message is shown instead of its sender: a chat, with the stand-in user of groups or nobody in a channel."""

    chat: dict[str, Any]
    user: User | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the fields of the message."""
        return ({"from": self.user.as_json()} if self.user else {}) | {"sender_chat": self.chat}


@dataclass(frozen=True, slots=True)
class Aside:
    """What makes a message ephemeral: its id beside the chat's own, who alone sees it, whom it is for, what it hides."""

    id: int
    person: int
    receiver: User
    replaces: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the fields of the message."""
        return {"ephemeral_message_id": self.id, "receiver_user": self.receiver.as_json()}


@dataclass(frozen=True, slots=True)
class Origin:
    """How a message came by way of the bot: chosen from its inline results, or its answer as a guest to a `caller`."""

    inline_message_id: str
    via_bot: User | None = None
    caller: User | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the fields of the message."""
        named = {"via_bot": self.via_bot, "guest_bot_caller_user": self.caller}
        return {name: user.as_json() for name, user in named.items() if user}


@dataclass(frozen=True, slots=True)
class Quote:
    """The part of the answered message that an answer quotes, word for word; `position` counts UTF-16 code units."""

    text: str
    position: int

    def as_json(self) -> dict[str, Any]:
        """Give the fields of the message."""
        return {"quote": {"text": self.text, "position": self.position, "is_manual": True}}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is posted. `keys` is a reply keyboard, or the order to remove one."""

    content: Content
    keyboard: Keyboard | None = None
    reply_to: "Message | None" = None
    topic: int | None = None
    keys: dict[str, Any] | None = None
    guise: Guise | None = None
    origin: Origin | None = None
    quote: Quote | None = None
    # The `media_group_id` that the messages of one album share.
    album: str = ""


@dataclass(slots=True)
class Message:
    """One message in one chat. It knows its chat only as the Bot API object."""

    message_id: int
    chat: dict[str, Any]
    sender: User
    date: int
    content: Content
    keyboard: Keyboard | None = None
    edit_date: int | None = None
    reply_to: "Message | None" = None
    # A topic of a forum, or the first message of a thread of replies in another supergroup.
    topic: int | None = None
    thread: int | None = None
    keys: dict[str, Any] | None = None
    guise: Guise | None = None
    aside: Aside | None = None
    origin: Origin | None = None
    quote: Quote | None = None
    album: str = ""
    reactions: list[dict[str, Any]] = field(default_factory=list)

    def says(self, content: Content, keyboard: Keyboard | None) -> bool:
        """Tell whether this is what the message says already, words and buttons."""
        return (content.text, content.entities, keyboard) == (self.content.text, self.content.entities, self.keyboard)

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """Give the Bot API object; a reply shows what it answers, but no further back, as in Telegram."""
        fields: dict[str, Any] = {"message_id": self.message_id}
        fields |= self.guise.as_json() if self.guise else {"from": self.sender.as_json()}
        fields |= {"chat": self.chat, "date": self.date}
        for extra in (self.aside, self.origin):
            fields |= extra.as_json() if extra else {}
        if self.edit_date:
            fields["edit_date"] = self.edit_date
        if self.topic or self.thread:
            fields["message_thread_id"] = self.topic or self.thread
        if self.topic:
            fields["is_topic_message"] = True
        if self.reply_to and with_reply:
            fields["reply_to_message"] = self.reply_to.as_json(with_reply=False)
            fields |= self.quote.as_json() if self.quote else {}
        if self.album:
            fields["media_group_id"] = self.album
        fields |= self.content.as_json()
        if self.keyboard:
            fields["reply_markup"] = {"inline_keyboard": self.keyboard}
        return fields
