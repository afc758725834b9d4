"""Entries that a curator might never write, but that must break nothing."""

from hypothesis import strategies as st

from bot.catalog.records import Details, Entry, Kind, Locator

TRICKS = (
    "<b>", "</b>", "</i>", "<a href='x'>", "</blockquote>", "<script>", "&amp;", "&lt;b&gt;", "&#60;", "&", "<", ">",
    '"', "'", "“", "😀", "👨‍👩‍👧",
    "\u202e", "\u200f", "مرحبا", "e\u0301", "\n", " ", "word", "{}", "%s", "…", "]]>", "<!--",
)  # fmt: skip


def texts(longest: int) -> st.SearchStrategy[str]:
    """Return texts with at least one letter, up to a number of characters, often exactly as many."""
    pieces = st.lists(st.sampled_from(TRICKS), min_size=1, max_size=12).map("".join)
    return st.builds(lambda piece, full: ("A" + piece * (longest if full else 1))[:longest], pieces, st.booleans())


def sentences(longest: int) -> st.SearchStrategy[str]:
    """Return such a text, or none."""
    return st.just("") | texts(longest)


KINDS: tuple[Kind, ...] = ("practice", "recommendation", "instrument")
DETAILS = st.builds(
    Details,
    who=sentences(400), what=sentences(400), where=sentences(400), since=sentences(400), partners=sentences(400),
    funding=sentences(400), results=sentences(400), limits=sentences(400),
    points=st.lists(texts(300), max_size=12).map(tuple),
)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    id=st.just("x" * 48),
    kind=st.sampled_from(KINDS),
    title=texts(110),
    summary=texts(700),
    groups=st.just(("children",)),
    themes=st.just(("1.1",)),
    objectives=st.just((1,)),
    source=st.builds(
        Locator, st.just("gfmd-2017"), st.just("1.1"), st.just("practical action 4"), begins=sentences(120), pages=st.just("9-10")
    ),
    asked_as=st.just(()),
    details=DETAILS,
    countries=st.lists(st.sampled_from(("CI", "GB", "BA", "CD", "VC")), unique=True, max_size=5).map(tuple),
    links=st.lists(
        st.sampled_from(("http://a.example/a?x=1&y=2", "https://www.gfmd.org/pfp", "http://ü.example")), unique=True
    ).map(tuple),
    note=sentences(500),
)
