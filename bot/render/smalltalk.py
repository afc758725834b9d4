"""Words that ask nothing: they get the help, or a word in return, and no refusal."""

_ASKS_FOR_HELP = """
    hi; hello; hey; good morning; good day; good afternoon; good evening; good night; help; help me; who are you; what are you;
    what is your name; what's your name; whats your name; what can you do; what do you do; how does this work; how do you work;
    how are you; how do i ask; what is this; start; menu;
    bonjour; bonsoir; salut; aide; qui êtes-vous; comment ça marche; hola; buenos días; buenas tardes; buenas noches; ayuda;
    quién es usted; cómo funciona
"""
_THANKS = """
    thanks; thank you; many thanks; thank you very much; thanks, that was helpful; that was helpful; great; perfect; cool; ok; okay;
    bye; goodbye; merci; merci beaucoup; merci bien; parfait; d'accord; au revoir; gracias; muchas gracias; perfecto; vale;
    adiós; hasta luego
"""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";"))


ASKS_FOR_HELP, THANKS = _phrases(_ASKS_FOR_HELP), _phrases(_THANKS)


def asks_for_help(text: str) -> bool:
    """Say whether a message is a greeting or a question about the desk itself."""
    return _plain(text) in ASKS_FOR_HELP


def is_thanks(text: str) -> bool:
    """Say whether a message is thanks, or the end of a conversation."""
    return _plain(text) in THANKS


def has_no_words(text: str) -> bool:
    """Say whether a message is signs alone, such as an emoji: nothing can be looked up."""
    return not any(sign.isalnum() for sign in text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(" !.,?¡¿")
