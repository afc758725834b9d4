"""Sentences in English text, told apart without cutting into an abbreviation."""

import re

# A full stop, perhaps with what closes a quotation or a bracket behind it, then the beginning of something new.
_STOP = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z0-9])")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.[”’\"')\]]*$")
# After these the sentence goes on, whatever follows.
_ALWAYS = {"cf", "dr", "e.g", "i.e", "mr", "mrs", "ms", "prof", "st", "viz", "vs"}
# After these it goes on where a number follows.
_NUMBERED = {
    "art", "arts", "ca", "ch", "chap", "col", "fig", "no", "nos", "p", "para", "paras", "pp", "pt", "res", "sec", "vol",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}  # fmt: skip
# After these, initials and the like it goes on, unless a word follows with which sentences begin.
_OFTEN = {"approx", "co", "corp", "dept", "est", "gov", "inc", "jr", "ltd", "sr"}
_BEGINNINGS = {
    "A", "An", "As", "At", "But", "By", "For", "From", "He", "In", "It", "Its", "Of", "On", "She", "Since", "The", "Their", "These",
    "They", "This", "Those", "To", "Under", "With",
}  # fmt: skip


def first_sentence(text: str) -> str:
    """Return the first sentence of a text; all of it where it has no other."""
    for found in _STOP.finditer(text):
        head, rest = text[: found.end()], text[found.end() :].lstrip()
        if not _is_open(head) and not _goes_on(head, rest):
            return head
    return text


def _is_open(head: str) -> bool:
    """Say whether a bracket or a quotation is still open."""
    return any(head.count(opening) > head.count(closing) for opening, closing in ("()", "[]", "“”"))


def _goes_on(head: str, rest: str) -> bool:
    """Say whether the full stop at the end of a text belongs to an abbreviation."""
    last = _LAST_WORD.search(head)
    if last is None:
        return False
    word = last[1].lower()
    if word in _ALWAYS or (word in _NUMBERED and rest[:1].isdigit()):
        return True
    begins = re.match(r"[“‘\"'(\[]*([A-Za-z]+)", rest)
    return (word in _OFTEN or "." in word or len(word) == 1) and not (begins and begins[1] in _BEGINNINGS)
