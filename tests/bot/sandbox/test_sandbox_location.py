"""Places and reply keyboards: what a bot asks with, and what a person answers."""

import pytest
from sandbox_running import running
from telegram import ForceReply, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.sandbox.person import PersonError

KEYS = ReplyKeyboardMarkup([[KeyboardButton("Send my place", request_location=True)], ["Type a city"]], resize_keyboard=True)


async def test_a_bot_asks_for_a_place_and_gets_it() -> None:
    async with running() as desk:
        sent = await desk.bot.send_message(desk.ann.id, "Where are you?", reply_markup=KEYS)
        # Telegram gives back inline keyboards only.
        assert sent.reply_markup is None
        shown = await desk.ann.next()
        assert shown.keys == [["Send my place"], ["Type a city"]]
        assert shown.raw["keys"]["keyboard"][0][0]["request_location"]
        said = await desk.ann.locate(46.2044, 6.1432)
        (message,) = await desk.messages()
        assert message.location is not None
        assert (message.message_id, message.location.latitude, message.location.longitude) == (said, 46.2044, 6.1432)
        assert message.text is None
        await desk.bot.send_message(desk.ann.id, "Thanks", reply_markup=ReplyKeyboardRemove())
        assert (await desk.ann.next()).raw["keys"] == {"remove_keyboard": True}
        await desk.bot.send_message(desk.ann.id, "And?", reply_markup=ForceReply())
        assert (await desk.ann.next()).raw["keys"] == {"force_reply": True}


async def test_places_are_asked_for_in_private_only() -> None:
    async with running() as desk:
        chat = await desk.ann.create_group("Delegation")
        text = await desk.refused("sendMessage", chat_id=chat, text="x", reply_markup=KEYS.to_dict())
        assert text == "location can be requested in private chats only"


async def test_places_off_the_globe() -> None:
    async with running() as desk:
        for latitude, longitude in [(90.1, 0), (0, -181)]:
            with pytest.raises(PersonError, match="latitude must be -90 to 90"):
                await desk.ann.locate(latitude, longitude)


@pytest.mark.parametrize(
    ("keyboard", "text"),
    [
        ([["x", {"text": " "}]], "keyboard button text must be non-empty"),
        ([[{"request_location": True}]], "can't parse keyboard button: KeyboardButton must be an Object"),
        (["x"], 'field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays'),
    ],
)
async def test_reply_keyboards_are_refused(keyboard: list[object], text: str) -> None:
    async with running() as desk:
        assert await desk.refused("sendMessage", chat_id=desk.ann.id, text="x", reply_markup={"keyboard": keyboard}) == text
