"""What was read otherwise than written is told, and cannot break a message."""

from bot.render.corrections import showing
from bot.search.results import Correction

MENDED = Correction("<remitances>", "remittances & fees")
SAID = "Showing results for <b>remittances &amp; fees</b> (you wrote &lt;remitances&gt;)"


def test_each_correction_has_its_line() -> None:
    assert showing([]) == ""
    assert showing([MENDED]) == SAID
    assert showing([MENDED, Correction("canda", "Canada")]) == f"{SAID}\nShowing results for <b>Canada</b> (you wrote canda)"
