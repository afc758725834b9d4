"""Words that ask nothing: the help answers them better than a refusal."""

_PHRASES = """
    hi; hello; hey; good morning; good day; good afternoon; good evening; good night; help; help me; thanks; thank you; many thanks;
    thank you very much; thanks, that was helpful; that was helpful; great; perfect; cool; ok; okay; bye; goodbye; who are you;
    what are you; what is your name; what's your name; whats your name; what can you do; what do you do; how does this work;
    how do you work; how are you; how do i ask; what is this; start; menu
"""
SMALL_TALK = frozenset(" ".join(phrase.split()) for phrase in _PHRASES.split(";"))


def is_small_talk(text: str) -> bool:
    """Say whether a message is a greeting, thanks, or a question about the desk itself."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" !.,?") in SMALL_TALK
