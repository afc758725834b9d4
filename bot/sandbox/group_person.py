"""What a person does with groups, topics and channels, over HTTP."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.calling import Caller


class GroupPerson(Caller):
    """A person among others. Chats and people are given by their ids; the bot's id is `await person.bot_id()`."""

    async def bot_id(self) -> int:
        """Give the bot's id."""
        bot: dict[str, Any] = await self.get("bot")
        found: int = bot["id"]
        return found

    async def create_group(
        self, title: str, members: Iterable[int] = (), kind: str = "group", *, forum: bool = False, bot: bool = True
    ) -> int:
        """Make a group ("group" or "supergroup"; a forum is the latter) with some people and the bot; give its id."""
        body = {"title": title, "members": list(members), "kind": kind, "forum": forum, "bot": bot}
        return await self._made("chat", "groups", **body)

    async def create_channel(self, title: str, *, bot: bool = True, may_post: bool = True) -> int:
        """Make a channel, with the bot as administrator or without it; give its id."""
        return await self._made("chat", "channels", title=title, bot=bot, may_post=may_post)

    async def add(self, chat: int, who: int) -> None:
        """Let somebody into a group, or the bot."""
        await self._stand(chat, who, status="member")

    async def remove(self, chat: int, who: int, *, ban: bool = True) -> None:
        """Remove somebody; Telegram's apps ban them by that."""
        await self._stand(chat, who, status="kicked" if ban else "left")

    async def leave(self, chat: int) -> None:
        """Leave a group."""
        await self._stand(chat, self.id, status="left")

    async def promote(self, chat: int, who: int, *, may_post: bool = True) -> None:
        """Make somebody an administrator; `may_post` bears on channels."""
        await self._stand(chat, who, status="administrator", may_post=may_post)

    async def demote(self, chat: int, who: int) -> None:
        """Make an administrator an ordinary member again."""
        await self._stand(chat, who, status="member")

    async def hide(self, chat: int, who: int | None = None, *, anonymous: bool = True) -> None:
        """Let an administrator write anonymously, oneself where nobody is named; or no longer."""
        await self._stand(chat, self.id if who is None else who, anonymous=anonymous)

    async def upgrade(self, chat: int) -> int:
        """Turn a group into a supergroup; give the new id."""
        return await self._made("chat", "upgrades", chat=chat)

    async def create_topic(self, chat: int, name: str) -> int:
        """Open a topic in a forum; give its id."""
        return await self._made("topic", "topics", chat=chat, name=name)

    async def close_topic(self, chat: int, topic: int) -> None:
        """Close a topic."""
        await self.post("topics/close", person=self.id, chat=chat, topic=topic)

    async def reopen_topic(self, chat: int, topic: int) -> None:
        """Open a closed topic again."""
        await self.post("topics/reopen", person=self.id, chat=chat, topic=topic)

    async def delete_topic(self, chat: int, topic: int) -> None:
        """Delete a topic with its messages."""
        await self.post("topics/delete", person=self.id, chat=chat, topic=topic)

    async def _made(self, what: str, path: str, **body: Any) -> int:
        answer = await self.post(path, person=self.id, **body)
        made: int = answer[what]
        return made

    async def _stand(self, chat: int, who: int, **wanted: Any) -> None:
        await self.post("standings", person=self.id, chat=chat, who=who, **wanted)
