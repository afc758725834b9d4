"""Answers in short, in plain text, and in another language than the sources'."""

import unicodedata

import pytest
from telegram_rules import buttons, read, targets

from bot.catalog.catalog import Catalog
from bot.catalog.countries import country_name
from bot.render.answers import answer
from bot.render.card import card, kind_name
from bot.render.catalogue import walk
from bot.render.inline import compact_card
from bot.render.screen import visible_units
from bot.render.sentences import first_sentence
from bot.render.short_card import short_card
from bot.render.source import short_source_line, source_line, stamp
from bot.search import Answer, Correction, Hit, Search, Verdict
from bot.wording.catalogs import path_of
from bot.wording.speech import Manner, say, speaking

SHORT, PLAIN, FRENCH = Manner(short=True), Manner(plain=True), Manner("fr")
IN_ENGLISH = "The entry is in English, the language of the sources."


def test_every_short_card_is_one_sentence_with_its_source(catalog: Catalog) -> None:
    for entry in catalog.entries:
        screen = short_card(catalog, entry)
        text = read(screen)
        assert visible_units(screen.text) <= 700, entry.id
        title, _, said, source, *_ = text.split("\n\n")[0].split("\n") + text.split("\n\n")[1:]
        assert title == entry.title
        assert said == first_sentence(entry.summary)
        assert said.endswith(".")
        lines = source.splitlines()
        assert lines[0] in {f"Source {source_line(catalog, entry)}", f"Source {short_source_line(catalog, entry)}"}
        assert lines[1:] in ([stamp(entry)], [])
        assert targets(screen) == [f"open:{entry.id}"]


def test_nearly_every_short_card_tells_how_old_the_source_is(catalog: Catalog) -> None:
    silent = [entry.id for entry in catalog.entries if stamp(entry) not in read(short_card(catalog, entry))]
    assert len(silent) <= 5


def test_an_answer_in_short_leads_to_the_card_and_to_its_rivals(catalog: Catalog) -> None:
    first, near, far = catalog.entries[:3]
    hits = tuple(Hit(entry, score, "matches") for entry, score in ((first, 10.0), (near, 7.0), (far, 1.0)))
    found = Answer("q", Verdict.ANSWER, hits, (Correction("bnods", "bonds"),))
    with speaking(SHORT):
        screen = answer(catalog, found)
    assert read(screen).startswith(f"Showing results for bonds (you wrote bnods)\n\n{first.title}\n")
    assert targets(screen) == [f"open:{first.id}", f"open:{near.id}", f"cite:{first.id}", f"save:{first.id}"]
    assert [button["text"] for button in buttons(screen)][0::2] == ["Full card", "Cite"]


def test_choices_and_refusals_are_the_same_in_short(catalog: Catalog, search: Search) -> None:
    for question in ("return", "bird migration"):
        usual = answer(catalog, search.ask(question))
        with speaking(SHORT):
            assert answer(catalog, search.ask(question)) == usual


def test_a_plain_card_has_no_folds_and_no_signs_but_letters_digits_and_punctuation(catalog: Catalog) -> None:
    with speaking(PLAIN):
        for entry in catalog.entries:
            screen = walk.entry_screen(catalog, entry)
            assert "<blockquote" not in screen.text, entry.id
            shown = [read(screen), *(button["text"] for button in buttons(screen))]
            signs = {c for text in shown for c in text if unicodedata.category(c) in {"So", "Sk", "Sm"}} - set("+<=>")
            assert not signs, entry.id
            assert not {"•", "·"} & set("".join(shown)), entry.id
            assert all(f"\n- {point}" in shown[0] for point in entry.details.points)


def test_plain_lists_have_no_dots_between(catalog: Catalog) -> None:
    with speaking(PLAIN):
        for key in ("h", "s3.3", "nDE", "d1", "kp"):
            assert not {"•", "·"} & set(read(walk.shelf_screen(catalog, key)))


def test_long_notes_and_all_details_are_folded(catalog: Catalog) -> None:
    for entry in catalog.entries:
        text = card(catalog, entry).text
        assert ("<blockquote expandable><b>Note</b>" in text) == (len(entry.note) + len("Note ") > 400), entry.id
        assert text.count("<blockquote") == text.count("</blockquote>")


@pytest.mark.skipif(not path_of(FRENCH.language).exists(), reason="not yet translated")
def test_only_in_other_languages_a_card_says_that_its_text_is_english(catalog: Catalog) -> None:
    entry = catalog.entry("bali-process")
    assert IN_ENGLISH not in read(card(catalog, entry))
    assert IN_ENGLISH not in compact_card(catalog, entry)
    with speaking(FRENCH):
        told = {line for shown in (card(catalog, entry), short_card(catalog, entry)) for line in read(shown).splitlines()}
        assert say(IN_ENGLISH) in told
        assert say(IN_ENGLISH) in compact_card(catalog, entry)
        assert country_name(entry.countries[0], "fr") in read(card(catalog, entry))
        assert kind_name(entry.kind) in read(card(catalog, entry))
