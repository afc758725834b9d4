"""The languages that the desk speaks."""

# English is what the texts are written in. A language is added by its name here and its file beside this one.
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "fr": "Français", "es": "Español"}


def nearest(code: str | None) -> str:
    """Return the language to speak with a client that says `code`, as in fr-CA; English where we have no such language."""
    language = (code or "").replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else ENGLISH
