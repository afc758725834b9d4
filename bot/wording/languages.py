"""The languages that the desk speaks."""

import unicodedata

# English is what the texts are written in. A language is added by its name here and its file beside this one.
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "fr": "Français", "es": "Español"}


def nearest(code: str | None) -> str:
    """Return the language to speak with a client that says `code`, as in fr-CA; English where we have no such language."""
    language = (code or "").replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else ENGLISH


def named_language(words: str) -> str:
    """Return the code of the language that words name by its code or its own name, with or without accents; else nothing."""
    said = _bare(words)
    return next((code for code, name in LANGUAGES.items() if said in {code, _bare(name)}), "")


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold().strip()) if not unicodedata.combining(sign))
