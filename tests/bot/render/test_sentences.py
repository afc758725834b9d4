"""A sentence ends where a reader would end it."""

import pytest

from bot.catalog.catalog import Catalog
from bot.render.sentences import first_sentence

CASES = {
    "two sentences": ("It compares costs. It is free.", "It compares costs."),
    "one sentence": ("It compares costs.", "It compares costs."),
    "no full stop": ("It compares costs", "It compares costs"),
    "nothing": ("", ""),
    "for example": ("Some states, e.g. Canada, match skills. Others do not.", "Some states, e.g. Canada, match skills."),
    "that is": ("One kind, i.e. Seasonal work. More follows.", "One kind, i.e. Seasonal work."),
    "number": ("Convention No. 97 stands. Others fell.", "Convention No. 97 stands."),
    "no number": ("States said no. They left.", "States said no."),
    "article": ("See art. 5 and paras. 7 to 9. It says so.", "See art. 5 and paras. 7 to 9."),
    "month": ("It met on 12 Dec. 2016 in Dhaka. It rained.", "It met on 12 Dec. 2016 in Dhaka."),
    "country within": ("The U.S. Department of Labor pays. Others do not.", "The U.S. Department of Labor pays."),
    "country at the end": ("It began in the U.S. The states followed.", "It began in the U.S."),
    "initials": ("J. R. Smith wrote it. She was right.", "J. R. Smith wrote it."),
    "title": ("Mr. Sutherland reports. He ends.", "Mr. Sutherland reports."),
    "company": ("Skills Inc. Canada matches. It pays.", "Skills Inc. Canada matches."),
    "address": ("It copies envoidargent.fr, a site. It is French.", "It copies envoidargent.fr, a site."),
    "decimal": ("It costs 3.5 per cent. It fell.", "It costs 3.5 per cent."),
    "brackets": ("It pays (few know. Some do) and asks. It ends.", "It pays (few know. Some do) and asks."),
    "closing quotation": ("They call it “fair.” It is not.", "They call it “fair.”"),
    "question": ("Who pays? Employers do.", "Who pays?"),
    "years": ("It ended in 2016. 2017 was quiet.", "It ended in 2016."),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_the_first_sentence_is_whole_and_alone(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


def test_every_summary_begins_with_a_whole_sentence(catalog: Catalog) -> None:
    for entry in catalog.entries:
        said = first_sentence(entry.summary)
        assert entry.summary.startswith(said)
        assert said.endswith("."), entry.id
        rest = entry.summary.removeprefix(said).strip()
        assert not rest or not rest[0].islower(), entry.id
