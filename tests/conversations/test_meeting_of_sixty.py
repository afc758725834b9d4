"""A meeting of sixty messages by four people, over two restarts of the bot: the files are right to the entry and the order."""

from dataclasses import dataclass

from groups_running import NOW, Group, in_group
from meeting_running import FORMS, collected, files_and_end, heads_in, prefer, set_zone, texts_of

from bot.catalog.catalog import Catalog
from bot.sandbox.person import News, Person
from bot.search import Search

# Amina made the group, Dina administers it without showing who she is. Each line is a message, each a minute after the other;
# what is told to the bot as a reply (`>`) goes to its last answer. `*` is no message: the bot begins anew.
SCRIPT = """
Dina    /meeting start Objectives 16 & 18
Amina   Good morning all
Bo      /ask Which country matches IT newcomers with employers?
Bo    > /note Canada: figures to come by Friday
Chiara  What about families?
Chiara  /ask FAP
Amina   /note FAP
Dina    /note Chair: keep to two minutes each
Bo      Fine with me
Amina   /ask ICTC
Chiara  /ask quantum entanglement of teapots
Dina    /ask JMDI
Bo      /note MIEUX
Amina   I have a question on that
Chiara  /ask MIEUX
Chiara> /note <b>who pays?</b> & until when
Dina    Let us move on
Bo      /ask IRIS
Amina > /note
Bo    > /note fair recruitment, para 3
*
Amina   /ask Nansen Initiative
Chiara  /ask PDD
Dina    /note Both belong to agenda item 4
Bo      I agree
Amina   /note disasters first, then the rest
Chiara  /ask CRRF
Chiara> /note Uganda asks for the floor
Dina    /ask New York Declaration
Amina   /ask FAP
Bo      Same as before
Bo      /note SDG 10.7
Chiara  /ask SDG 10.7
Dina    /ask IMIS
Amina   /note #hashtag and *stars* and _lines_
Chiara  Coffee?
Bo      Coffee.
Dina    /note resumed at eleven
Amina   /ask GFRID
Chiara  /ask ADEPT
Bo      /ask JEMPAS
*
Dina    /ask TBB
Amina > /note who speaks for them?
Chiara  /ask RSE
Bo      /ask AAPTIP
Dina    Thank you
Amina   /ask UDHR
Chiara  /ask tooth fairies in zero gravity
Bo      /ask Platform for Partnerships
Bo    > /note link for the annex
Dina    /note ICTC
Amina   /ask Montevideo Consensus
Chiara  That was quick
Bo      /ask alternatives to detention for children
Chiara> /note children first
Dina    /note next meeting on Tuesday
Amina   /note next meeting on Tuesday
Bo      /note mieux
Chiara  Goodbye all
Amina   Goodbye
Dina    /meeting stop
"""
# What must be in the files: an entry with its words, or a line with the minute in which it was written.
AGENDA: tuple[tuple[str, str], ...] = (
    ("canada-ictc", "Canada: figures to come by Friday"),
    ("germany-family-assistance-programme", ""),
    ("07:01", "Chair: keep to two minutes each"),
    ("jmdi", ""),
    ("icmpd-mieux", "<b>who pays?</b> & until when"),
    ("iom-iris", "fair recruitment, para 3"),
    ("nansen-initiative", ""),
    ("pdd-disaster-displacement", ""),
    ("07:16", "Both belong to agenda item 4"),
    ("07:18", "disasters first, then the rest"),
    ("crrf", "Uganda asks for the floor"),
    ("new-york-declaration", ""),
    ("sdg-10.7", ""),
    ("egypt-imis", ""),
    ("07:27", "#hashtag and *stars* and _lines_"),
    ("07:30", "resumed at eleven"),
    ("gfrid-2017", ""),
    ("adept", ""),
    ("icmpd-jempas", ""),
    ("tbb-talent-catalog", "who speaks for them?"),
    ("new-zealand-rse", ""),
    ("australia-aaptip", ""),
    ("udhr", ""),
    ("platform-for-partnerships", "link for the annex"),
    ("eclac-montevideo-consensus", ""),
    ("gfmd-1.1-pa-4", "children first"),
    ("07:48", "next meeting on Tuesday"),
)
MISSED = ("quantum entanglement of teapots", "tooth fairies in zero gravity")


@dataclass
class Sitting:
    """People in a topic, the bot's last answer, and how much it should have collected."""

    group: Group
    people: dict[str, Person]
    topic: int
    last: News | None = None

    async def say(self, line: str) -> None:
        """Let somebody say a line of the script, and wait for what comes back if it is for the bot."""
        who, words = self.people[line[:6].rstrip(" >")], line[8:]
        self.group.clock.now += 60
        if not words.startswith("/"):
            await who.say(words, chat=self.group.id, topic=self.topic)
            return
        reply_to = self.last.message_id if self.last and ">" in line[:8] else None
        answer = await self.group.ask(words, who, self.topic, reply_to)
        self.last = answer if words.startswith("/ask") else self.last


def lines() -> list[str]:
    return SCRIPT.strip().splitlines()


async def test_the_files_of_a_long_meeting_are_right_to_the_entry_and_the_order(catalog: Catalog, search: Search) -> None:
    assert sum(line != "*" for line in lines()) == 60
    async with (
        in_group(catalog, search, forum=True) as group,
        await Person.join(group.talk.url, "Chiara") as chiara,
        await Person.join(group.talk.url, "Dina") as dina,
    ):
        files, end = await _held(group, {"Amina": group.amina, "Bo": group.bo, "Chiara": chiara, "Dina": dina})
    entries = [entry_id for entry_id, _ in AGENDA if catalog.has(entry_id)]
    assert end.text.startswith(f"The meeting “Objectives 16 & 18” has ended. The files contain {len(entries)} entries.")
    heads = [catalog.entry(name).title if catalog.has(name) else f"Added note, {name}" for name, _ in AGENDA]
    assert heads_in(files) == dict.fromkeys(FORMS, heads)
    for text in texts_of(files).values():
        words = [said for _, said in AGENDA if said]
        places = [text.index(said) for said in words]
        assert places == sorted(places)
        assert [text.count(said) for said in words] == [1] * len(words)
        assert [text.count(question) for question in MISSED] == [1, 1]
        assert text.index(MISSED[0]) > places[-1]
        assert "Monday 30 November 2026, 06:54 to 07:53, Dhaka time" in text
        # Nothing else of what people said to one another.
        assert [said for said in ("Good morning", "Coffee", "Goodbye", "Same as before") if said in text] == []
        for entry_id in entries:
            assert catalog.entry(entry_id).summary[:40] in " ".join(text.split())


async def _held(group: Group, people: dict[str, Person]) -> tuple[dict[str, bytes], News]:
    """Hold the meeting of the script and return its files."""
    amina, dina = people["Amina"], people["Dina"]
    await set_zone(group.talk, group.id, "Asia/Dhaka")
    await prefer(group.talk, group.id, list_missed=True, budget=30)
    for guest in (people["Chiara"], dina):
        await amina.add(group.id, guest.id)
    await amina.promote(group.id, dina.id)
    await dina.hide(group.id)
    sitting = Sitting(group, people, await amina.create_topic(group.id, "Objectives 16 and 18"))
    group.clock.now = NOW
    *most, last = lines()
    for line in most:
        if line == "*":
            await group.talk.restart()
        else:
            await sitting.say(line)
    await collected(group, sitting.topic, len(AGENDA) + len(MISSED))
    group.clock.now += 60
    await group.catch_up(dina)
    await dina.say(last[8:], chat=group.id, topic=sitting.topic)
    return await files_and_end(group, dina)
