"""What was read otherwise than written is told, and cannot break a message."""

from collections.abc import Callable, Iterable

import pytest

from bot.render.corrections import read_as, reading, showing
from bot.search.results import Correction

MENDED = Correction("<remitances>", "remittances & fees")
SAID = "<b>remittances &amp; fees</b> (you wrote &lt;remitances&gt;)"


@pytest.mark.parametrize(("tell", "verb"), [(reading, "Reading"), (read_as, "Read as")], ids=["reading", "read as"])
def test_each_correction_has_its_line(tell: Callable[[Iterable[Correction]], str], verb: str) -> None:
    assert tell([]) == ""
    assert tell([MENDED]) == f"{verb} {SAID}"
    assert tell([MENDED, Correction("canda", "Canada")]) == f"{verb} {SAID}\n{verb} <b>Canada</b> (you wrote canda)"


def test_an_answer_says_for_what_it_is_shown() -> None:
    assert showing(MENDED) == f"Showing results for {SAID}"
