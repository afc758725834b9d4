"""The translations: complete, and true to the placeholders, tags and commands of the texts."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.wording.catalogs import path_of, translations
from bot.wording.languages import ENGLISH, LANGUAGES, nearest
from bot.wording.speech import Manner, manner, say, say_many, speaking

ROOT = Path(__file__).parents[3]
ROOMS = ("bot/catalog", "bot/digests", "bot/render", "bot/search", "handlers")
KEYWORDS = {"say": None, "say_many": (1, 2), "marked": None}
OTHERS = sorted(LANGUAGES.keys() - {ENGLISH})
LANGUAGE = pytest.mark.parametrize("language", OTHERS)
TAG = re.compile(r"</?[a-z]+[^>]*>")
COMMAND = re.compile(r"(?<![\w<])/[a-z_]+")


def texts() -> set[str]:
    """Return every text that the program marks, the singular where it has two forms."""
    found = (one for room in ROOMS for one in extract_from_dir(ROOT / room, keywords=KEYWORDS))
    return {message[0] if isinstance(message, tuple) else message for _, _, message, *_ in found}


def catalog_of(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Yield messages with the forms of the English text and those of its translation, one of each where there is no number."""
    for message in catalog_of(language):
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def _forms(said: str | Iterable[str] | None) -> tuple[str, ...]:
    return (said or "",) if isinstance(said, str | None) else tuple(said)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@LANGUAGE
def test_every_text_is_translated_and_no_other(language: str) -> None:
    assert {english[0] for _, english, _ in messages(language)} == texts(), "run: make wording"
    assert [english for message, english, forms in messages(language) if message.fuzzy or not all(forms)] == []


@LANGUAGE
def test_placeholders_tags_and_commands_are_those_of_the_text(language: str) -> None:
    for _, wanted, forms in messages(language):
        for english, form in zip(wanted, forms, strict=True):
            if "{" in english:
                assert placeholders(form) == placeholders(english), english
            assert sorted(TAG.findall(form)) == sorted(TAG.findall(english)), english
            assert sorted(COMMAND.findall(TAG.sub("", form))) == sorted(COMMAND.findall(TAG.sub("", english))), english
            assert (form[:1].isspace(), form[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace()), english


def marked_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            yield node


@pytest.mark.parametrize(
    "path", [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))], ids=lambda path: path.stem
)
def test_no_text_hides_from_the_translators(path: Path) -> None:
    """What stands inside the braces of an f-string is not seen, nor is a text that is put together there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(call) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in ast.walk(node)}
    literal = [call for call in ast.walk(tree) if id(call) in inside and isinstance(call, ast.Call) and _is_text(call)]
    assert [ast.unparse(call) for call in literal] == []
    assert [ast.unparse(call) for call in marked_in(path) if call.args and isinstance(call.args[0], ast.JoinedStr)] == []


def _is_text(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    return named and bool(call.args) and isinstance(call.args[0], ast.Constant)


def test_what_is_said_follows_the_manner_and_goes_back() -> None:
    assert say("Not in my sources.") == "Not in my sources."
    with speaking(Manner("fr")):
        assert manner().language == "fr"
        assert say("Not in my sources.") == translations("fr").gettext("Not in my sources.") != "Not in my sources."
        assert say_many("{count} entry", "{count} entries", 3) == "3 fiches"
    assert say_many("{count} entry", "{count} entries", 1) == "1 entry"


def test_values_may_hold_braces() -> None:
    assert say("I do not know {words}.", words="{0} {x}") == "I do not know {0} {x}."


@pytest.mark.parametrize(
    ("code", "language"), [("fr-CA", "fr"), ("es_MX", "es"), ("FR", "fr"), ("pt-br", "en"), ("", "en"), (None, "en"), ("eng", "en")]
)
def test_the_nearest_language_of_a_client(code: str | None, language: str) -> None:
    assert nearest(code) == language
