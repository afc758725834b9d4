"""A person who presses whatever there is and writes whatever comes to mind, step by step, from a seed."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desk_running import Talk

from bot.render import pages
from bot.render.commands import COMMANDS
from bot.render.subscriptions import NOT_SAVED
from bot.sandbox.person import Person
from bot.wording.catalogs import path_of
from bot.wording.languages import ENGLISH, LANGUAGES
from bot.wording.speech import Manner, say, speaking

# What people write after a command, or without one; also what makes no sense.
WORDS = (
    "remittances", "remitances", "3.3", "6", "99", "Germny", "germany canada remittances", "ICTC", "ICTC, FAP", "FAP #geneva",
    "canada-ictc", "women migrants", "return", "congo", "united", "labour", "all", "on", "off", "français", "español", "english",
    "remittances 9:00 dhaka", "labour mobility daily", "until 3 January", "@nowhere", "children docx", "blorp", "<b>&", "geneva",
    "which country matches newcomers who work in IT with employers?", "7:30", "mon and thu", "springfield", "UTC+6", "1", "2",
)  # fmt: skip
# Commands as those give them who know what they want: they lead furthest.
LINES = (
    "/subscribe remittances 9:00 dhaka", "/subscribe labour mobility daily 17:00 dhaka", "/subscribe germany 8:00 kathmandu",
    "/subscribe return", "/subscriptions", "/subscriptions", "/digest", "/digest remittances", "/pause", "/pause 3 January",
    "/resume", "/unsubscribe", "/save ICTC geneva", "/save FAP", "/save return #rome", "/saved", "/saved geneva", "/cite ICTC",
    "/brief remittances", "/compare germany canada", "/meeting start Geneva", "/note ICTC", "/whisper ICTC",
    "/ask alternatives to detention for children",
)  # fmt: skip
PRESS, COMMAND, LINE, TYPO, REPLY, TEXT = "press", "command", "line", "typo", "reply", "text"
# How often each is done; somebody goes on with what is shown rather than that they begin anew.
WISHES = {PRESS: 12, COMMAND: 3, LINE: 3, TYPO: 1, REPLY: 1, TEXT: 1}
# Only buttons of the latest messages are pressed, the newest most often.
LATEST = 6
ATTRACTION = 8
SETTLED_SECONDS = 10.0


@cache
def _apologies() -> set[str]:
    """Return what is said of a fault of ours, in every language."""
    found = set()
    for language in (one for one in LANGUAGES if one == ENGLISH or path_of(one).exists()):
        with speaking(Manner(language)):
            found |= {pages.trouble().text, say(NOT_SAVED)}
    return found


@dataclass(frozen=True, slots=True)
class Key:
    """A button that the bot hears of: where it is, and what it holds. `aside` is the ephemeral message that it is below."""

    message_id: int
    aside: int
    row: int
    column: int
    label: str
    data: str

    @property
    def verb(self) -> str:
        """Return what it is for, without whom or what it is about."""
        return self.data.replace("|", ":").partition(":")[0]


@dataclass
class Walk:
    """A walk of one person in one chat; `steps` tells what was done and what came of it.

    `pressed` are the verbs of buttons that this walk and those before it have pressed: new ones attract.
    """

    talk: Talk
    person: Person
    chat: int
    seed: int
    pressed: set[str]
    steps: list[str] = field(default_factory=list)
    _seen: int = 0
    _standing: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._apologies = _apologies()

    @property
    def in_group(self) -> bool:
        return self.chat != self.person.id

    async def step(self) -> None:
        """Do something at random."""
        wish = self._dice.choices(tuple(WISHES), tuple(WISHES.values()))[0]
        name, words = self._dice.choice(COMMANDS).name, self._dice.choice(WORDS)
        if wish == PRESS and (keys := self._keys()):
            verbs = sorted({key.verb for key in keys})
            weights = [1 if verb in self.pressed else ATTRACTION for verb in verbs]
            verb = self._dice.choices(verbs, weights)[0]
            await self.press(self._dice.choice([key for key in keys if key.verb == verb]))
        elif wish == LINE:
            await self.say(self._dice.choice(LINES))
        elif wish == TYPO:
            await self.say(f"/{self._mistyped(name)}", answered=not self.in_group)
        elif wish == REPLY and (ids := [number for number, _ in self._standing if number]):
            await self.say(words, reply_to=self._dice.choice(ids[-LATEST:]), answered=not self.in_group)
        elif wish == TEXT and not self.in_group:
            await self.say(words)
        else:
            await self.say(f"/{name}" if self._dice.random() < 0.5 else f"/{name} {words}")

    async def say(self, text: str, reply_to: int | None = None, *, answered: bool = True) -> None:
        """Write something; unless nobody need be `answered`, something must come."""
        self.steps.append(f"say {text!r}" + (f" in reply to {reply_to}" if reply_to else ""))
        await self.person.say(text, reply_to, chat=self.chat)
        came = await self._news()
        assert came or not answered, self._told("nothing came")

    async def press(self, key: Key) -> None:
        """Press a button: it must be answered, and something must be seen to happen."""
        self.steps.append(f"press {key.label!r} ({key.data}) below {key.message_id or f'aside {key.aside}'}")
        self.pressed.add(key.verb)
        where = {"ephemeral_message_id": key.aside} if key.aside else {"message_id": key.message_id}
        pressed = await self.person.post("presses", person=self.person.id, row=key.row, column=key.column, chat=self.chat, **where)
        assert "callback_query_id" in pressed, self._told(f"no callback: {pressed}")
        came = await self._news()
        answers = [event for event in came if event["kind"] == "answer"]
        assert answers, self._told("the button was never answered")
        seen = [event for event in came if event["kind"] != "answer" or event.get("text")]
        assert seen, self._told("the button is dead: no change, no message and no notice")

    async def settled(self) -> None:
        """Wait until the bot has done with all that it was told."""
        async with asyncio.timeout(SETTLED_SECONDS):
            while len(self.talk.sandbox.world.updates):
                await asyncio.sleep(0.001)

    async def _news(self) -> list[dict[str, Any]]:
        """Return what the bot did since the last look, all of which must be fit to be seen."""
        try:
            await self.settled()
        except TimeoutError:
            raise AssertionError(self._told(f"the bot was not done within {SETTLED_SECONDS:g} s")) from None
        news = await self.person.get(f"chats/{self.chat}/messages", after=self._seen, person=self.person.id)
        self._seen = news["revision"]
        came = [event for event in news["events"] if self._concerns(event)]
        for event in came:
            self._note(event)
        return came

    def _concerns(self, event: dict[str, Any]) -> bool:
        """Say whether an event is something that the bot did, and meant for this person to see."""
        if event["kind"] == "answer":
            return bool(event.get("person") == self.person.id)
        return event["kind"] == "deleted" or (event["kind"] in {"message", "edited"} and bool(event.get("by_bot")))

    def _note(self, event: dict[str, Any]) -> None:
        message = event.get("message", {})
        text = message.get("text") or message.get("caption") or event.get("text", "")
        self.steps.append(f"    {event['kind']} {event.get('message_id') or message.get('message_id', '')}: {text[:70]!r}")
        assert text not in self._apologies, self._told("an apology came")
        assert "Traceback" not in text, self._told("a traceback came")
        if event["kind"] == "deleted":
            self._standing.pop((event["message_id"], event.get("ephemeral_message_id", 0)), None)
        elif message:
            place = (message["message_id"], message.get("ephemeral_message_id", 0))
            self._standing.pop(place, None)
            self._standing[place] = message

    def _keys(self) -> list[Key]:
        """Return the buttons of the latest messages; the newest message has its buttons twice."""
        latest = list(self._standing.items())[-LATEST:]
        return [key for place, message in (*latest, *latest[-1:]) for key in keys_of(place, message)]

    def _mistyped(self, name: str) -> str:
        at = self._dice.randrange(len(name))
        return self._dice.choice((name[:at] + name[at + 1 :] or "x", name[:at] + name[at] + name[at:], name[:at] + "x" + name[at:]))

    def _told(self, what: str) -> str:
        return "\n".join((f"{what}; seed {self.seed}, {'group' if self.in_group else 'private'}:", *self.steps))


def keys_of(place: tuple[int, int], message: dict[str, Any]) -> Sequence[Key]:
    """Return the buttons below a message that the bot hears of."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [
        Key(*place, row, column, one["text"], one["callback_data"])
        for row, buttons in enumerate(rows)
        for column, one in enumerate(buttons)
        if "callback_data" in one
    ]
