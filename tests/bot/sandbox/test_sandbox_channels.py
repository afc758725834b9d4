"""Channels: the bot is in them as an administrator, and may post or not."""

from sandbox_running import change_of, running


async def test_a_channel() -> None:
    async with running() as desk:
        channel = await desk.ann.create_channel("News")
        (joined,) = await desk.updates()
        assert change_of(joined) == ("left", "administrator")
        sent = await desk.bot.send_message(channel, "x")
        assert sent.sender_chat is not None
        assert (sent.from_user, sent.sender_chat.id, sent.chat.type) == (None, channel, "channel")
        assert (await desk.ann.next(chat=channel)).text == "x"
        await desk.ann.say("post", chat=channel)
        post = (await desk.update()).channel_post
        assert post is not None
        assert (post.text, post.from_user) == ("post", None)
        await desk.ann.remove(channel, desk.bot.id)
        assert await desk.forbidden(channel) == "Forbidden: bot was kicked from the channel chat"


async def test_a_channel_where_the_bot_may_not_post() -> None:
    async with running() as desk:
        silent = await desk.ann.create_channel("News", may_post=False)
        text = "need administrator rights in the channel chat"
        assert await desk.refused("sendMessage", chat_id=silent, text="x") == text
        await desk.bot.leave_chat(silent)
        assert await desk.forbidden(silent) == "Forbidden: bot is not a member of the channel chat"
        away = await desk.ann.create_channel("Other", bot=False)
        assert await desk.refused("sendMessage", chat_id=away, text="x") == "chat not found"
