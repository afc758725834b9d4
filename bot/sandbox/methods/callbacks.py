"""Answers to callback queries, to inline queries and to guest queries."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import QUERY_TOO_OLD, bad_request
from bot.sandbox.guests import post_guest
from bot.sandbox.inline import content_of
from bot.sandbox.keyboards import read_markup
from bot.sandbox.limits import check_callback_text, check_results, unparsable_result
from bot.sandbox.parameters import Parameters
from bot.sandbox.wording import check_inline_text
from bot.sandbox.world import World

RESULT_TYPES = frozenset(
    {
        "article",
        "audio",
        "contact",
        "document",
        "game",
        "gif",
        "location",
        "mpeg4_gif",
        "photo",
        "sticker",
        "venue",
        "video",
        "voice",
    }
)


def answer_callback(world: World, parameters: Parameters) -> bool:
    """Answer a press on a button; the person sees a toast or an alert."""
    check_callback_text(parameters.text("text"))
    answer = {
        "text": parameters.text("text"),
        "show_alert": parameters.flag("show_alert"),
        "url": parameters.text("url"),
        "cache_time": parameters.clamped("cache_time", 0, 0, 30 * 24 * 3600),
    }
    query = world.callbacks.answer(parameters.text("callback_query_id"), answer, world.now)
    if query is None:
        raise bad_request(QUERY_TOO_OLD)
    if query.chat is not None:
        body = {"callback_query_id": query.id, "message_id": query.message_id, "person": query.person, **answer}
        world.show(world.chats[query.chat], "answer", body | ({"ephemeral_message_id": query.aside} if query.aside else {}))
    return True


def answer_inline(world: World, parameters: Parameters) -> bool:
    """Answer an inline query with results."""
    results = parameters.structure("results", "inline query results") or []
    if not isinstance(results, list):
        raise bad_request("Expected an Array of inline query results")
    check_results(results, parameters.text("next_offset"))
    for result in results:
        _check_result(world, result)
    answer = {
        "results": results,
        "next_offset": parameters.text("next_offset"),
        "cache_time": parameters.clamped("cache_time", 300, 0, 24 * 3600),
        "is_personal": parameters.flag("is_personal"),
        "button": _button(parameters),
    }
    query = world.inline.answer(parameters.text("inline_query_id"), answer, world.now)
    if query is None:
        raise bad_request(QUERY_TOO_OLD)
    world.ring(("inline", query.id))
    return True


def answer_guest(world: World, parameters: Parameters) -> dict[str, Any]:
    """Answer a mention in a chat where the bot is no member: once, with one message."""
    result = parameters.structure("result", "inline query result")
    check_results([result], "")
    _check_result(world, result)
    query = world.guests.answer(parameters.text("guest_query_id"), {"result": result}, world.now)
    if query is None:
        raise bad_request(QUERY_TOO_OLD)
    return {"inline_message_id": post_guest(world, query, content_of(world, result))}


def _check_result(world: World, result: dict[str, Any]) -> None:
    kind = result["type"].lower()
    if kind not in RESULT_TYPES:
        raise unparsable_result(f'type "{kind}" is unsupported for the inline query result')
    content = result.get("input_message_content")
    if kind == "article":
        _check_article(result, content)
    if isinstance(content, dict) and "message_text" in content:
        check_inline_text(world, content)
    if result.get("reply_markup") is not None:
        read_markup(result["reply_markup"])


def _check_article(article: dict[str, Any], content: Any) -> None:
    if not isinstance(content, dict):
        raise unparsable_result('Can\'t find field "message_text"')
    if not isinstance(article.get("title"), str):
        raise unparsable_result('Can\'t find field "title"')
    if not article["title"]:
        raise bad_request("ARTICLE_TITLE_EMPTY")


def _button(parameters: Parameters) -> dict[str, Any] | None:
    button = parameters.structure("button", "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("InlineQueryResultsButton must be an Object")
    if (button.get("start_parameter") is None) == (button.get("web_app") is None):
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")
    return button


METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "answerGuestQuery": answer_guest,
}
