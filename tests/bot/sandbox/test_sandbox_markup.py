import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message

from bot.sandbox.entities import Entity
from bot.sandbox.markup import MarkupError, parse_html
from bot.sandbox.utf16 import utf16_length

Marks = list[tuple[str, int, int]]

GOOD: list[tuple[str, str, Marks]] = [
    ("plain", "plain", []),
    ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
    ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", i, 1) for i in range(3)]),
    ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
    ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ('<blockquote expandable="">q</blockquote>', "q", [("expandable_blockquote", 0, 1)]),
    ("👍<b>é👍</b>", "👍é👍", [("bold", 2, 3)]),
    ("<B>a</b>", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
    ("<b >a</b >", "a", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("&lt;b&gt; &amp; &quot;&#39;&#x27;&#128077;", "<b> & \"''👍", []),
    ("&lt b &nbsp; &apos; & &; &#0; &#x110000; &#123456789;", "< b &nbsp; &apos; & &; &#0; &#x110000; &#123456789;", []),
    ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
]


@pytest.mark.parametrize(("source", "text", "marks"), GOOD)
def test_reads_telegrams_html(source: str, text: str, marks: Marks) -> None:
    read, entities = parse_html(source)
    assert read == text
    assert [(e.kind, e.offset, e.length) for e in entities] == marks


DETAILS: list[tuple[str, list[Entity]]] = [
    ('<a href="https://example.org/?a=1&amp;b=2">x</a>', [Entity("text_link", 0, 1, (("url", "https://example.org/?a=1&b=2"),))]),
    ("<a href=\"Example.ORG\">x</a>", [Entity("text_link", 0, 1, (("url", "http://example.org/"),))]),
    ("<a>example.org</a>", [Entity("text_link", 0, 11, (("url", "http://example.org/"),))]),
    ('<a href="nowhere">x</a>', []),
    ('<a href="javascript:alert(1)">x</a>', []),
    ('<a href="tg://user?id=77">x</a>', [Entity("text_mention", 0, 1, (("user", 77),))]),
    ('<pre><code class="language-py">x</code></pre>', [Entity("pre", 0, 1, (("language", "py"),))]),
    ('<code class="language-py"><pre>x</pre></code>', [Entity("pre", 0, 1, (("language", "py"),))]),
    ('<code class="language-py">x</code>', [Entity("code", 0, 1)]),
    ("<pre><code>x</code></pre>", [Entity("code", 0, 1), Entity("pre", 0, 1)]),
    ('<tg-emoji emoji-id="77">👍</tg-emoji>', [Entity("custom_emoji", 0, 2, (("custom_emoji_id", "77"),))]),
    ('<tg-time unix="9" format="D">x</tg-time>', [Entity("date_time", 0, 1, (("unix_time", 9), ("date_time_format", "D")))]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "entities"), DETAILS)
def test_reads_attributes(source: str, entities: list[Entity]) -> None:
    assert parse_html(source)[1] == entities


BAD: list[tuple[str, str]] = [
    ("12345<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 5'),
    ("é<Foo>", 'Unsupported start tag "foo" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <", "Unclosed start tag at byte offset 2"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ('<a "x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", 'Tag "blockquote" can\'t be nested at byte offset 13'),
]


@pytest.mark.parametrize(("source", "message"), BAD)
def test_refuses_in_telegrams_words(source: str, message: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse_html(source)
    assert str(refusal.value) == message


def test_refuses_half_characters() -> None:
    with pytest.raises(MarkupError, match="invalid Unicode"):
        parse_html("&#xd83d;")


@given(st.text())
def test_escaped_text_stays_itself(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(st.text(alphabet="<>/abi u&;'\"=👍é!", max_size=30))
def test_nothing_else_goes_wrong(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except MarkupError:
        return
    assert all(0 <= e.offset < e.end <= utf16_length(text) for e in entities)


TAGS = ["b", "i", "u", "s", "tg-spoiler", "code"]


@given(st.lists(st.tuples(st.sampled_from([None, *TAGS]), st.text(alphabet="aé👍<& \n", min_size=1, max_size=5)), max_size=8))
def test_agrees_with_ptb(pieces: list[tuple[str | None, str]]) -> None:
    escaped = [(tag, html.escape(text, quote=False)) for tag, text in pieces]
    source = "".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in escaped)
    text, entities = parse_html(source)
    fields = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    message = Message.de_json({**fields, "text": text, "entities": [e.as_json() for e in entities]})
    marked = [text for tag, text in pieces if tag]
    assert sorted(message.parse_entities().values()) == sorted(marked)
