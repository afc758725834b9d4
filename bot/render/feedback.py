"""What is asked about an answer, and about a question that found none."""

from collections.abc import Mapping
from typing import Literal

from telegram import InlineKeyboardButton

from bot.render.screen import Screen, button, escape, shorten
from bot.wording.speech import marked, say

VOTE = "v"
TELL = "tell"
AGREE = "tell-yes"
REFUSE = "tell-no"
# With longer ones the longest id would not fit a button.
VOTES: Mapping[str, Literal["useful", "not useful", "wrong source"]] = {"u": "useful", "n": "not useful", "w": "wrong source"}
# Translators: buttons below an answer.
LABELS = {"u": marked("Useful"), "n": marked("Not useful"), "w": marked("Wrong source")}
THANKS = {
    "useful": marked("Thank you: noted as useful."),
    "not useful": marked("Thank you: noted as not useful."),
    "wrong source": marked("Thank you: the curators will look at the source."),
}
LONGEST_QUESTION = 256
NOT_HERE = marked("This works only in our private chat.")
LOST = marked("I can no longer see that question. Please ask it again.")
NOT_STORED = marked("Nothing was stored.")


def feedback_row(entry_id: str, question_hash: str) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons that say what one thinks of an entry as the answer to a question."""
    return tuple(button(say(label), f"{VOTE}:{letter}:{entry_id}:{question_hash}") for letter, label in LABELS.items())


def with_feedback(screen: Screen, entry_id: str, question_hash: str) -> Screen:
    """Put these buttons below an answer."""
    return Screen(screen.text, (*screen.rows, feedback_row(entry_id, question_hash)))


def with_offer(screen: Screen, question: str) -> Screen:
    """Offer below an answer that holds none to tell the curators; the question stands in it, where the button finds it."""
    text = f"{screen.text}\n\n" + say("You asked:\n{question}", question=_quoted(question))
    return Screen(text, (*screen.rows, (button(say("Tell the curators"), TELL),)))


def ask_consent(question: str) -> Screen:
    """Show exactly what would be stored, and ask whether it may be."""
    text = say(
        "<b>Send this to the curators?</b>\n{question}\n\nThese words will be stored, with how many times they were "
        "sent and on which days. Who you are and where you asked will not be stored. Words that nobody has sent for "
        "90 days are deleted. Please send nothing that names a person or is confidential.",
        question=_quoted(question),
    )
    # Translators: answers to “Send this to the curators?”.
    return Screen(text, ((button(say("Yes, store these words"), AGREE),), (button(say("No"), REFUSE),)))


def stored(question: str) -> Screen:
    """Thank for a question."""
    said = escape(shorten(question, LONGEST_QUESTION))
    return Screen(say("Thank you. The curators will read “{question}”.", question=said))


def not_stored() -> Screen:
    """Say that nothing was done."""
    return Screen(say(NOT_STORED))


def _quoted(question: str) -> str:
    return f"<blockquote>{escape(question)}</blockquote>"
