"""From the parameters of a call to the text of a message: parse, tidy, check."""

from typing import Any

from bot.sandbox.entities import MOST_SHOWN, Entity, EntityError, check_fit, tidy
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.found import with_found
from bot.sandbox.keyboards import Keyboard, read_markup, read_reply_keys
from bot.sandbox.limits import RAW_TEXT_BYTES, check_caption, check_text
from bot.sandbox.markup import MarkupError, parse_html
from bot.sandbox.messages import Content
from bot.sandbox.parameters import Parameters, read_field
from bot.sandbox.world import World

EXTRAS = {"url": str, "language": str, "custom_emoji_id": str, "unix_time": int, "date_time_format": str}


def read_text(world: World, parameters: Parameters) -> Content:
    """Read `text`, `parse_mode`, `entities` and `link_preview_options`."""
    if not parameters.text("text"):
        raise bad_request("Message text is empty")
    text, entities = _formatted(world, parameters, "text", "entities")
    check_text(text)
    options = parameters.structure("link_preview_options", "link preview options") or {}
    if not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    return Content(text, entities, link_preview_options=tuple(options.items()))


def read_caption(world: World, parameters: Parameters) -> Content:
    """Read `caption`, `parse_mode` and `caption_entities`; no caption is one too."""
    text, entities = _formatted(world, parameters, "caption", "caption_entities")
    check_caption(text)
    return Content(text, entities)


def read_keyboard(parameters: Parameters) -> Keyboard | None:
    """Read the inline keyboard of `reply_markup`."""
    markup = parameters.structure("reply_markup", "reply keyboard markup")
    return None if markup is None else read_markup(markup)


def read_keys(parameters: Parameters) -> dict[str, Any] | None:
    """Read the reply keyboard of `reply_markup`, or the order to remove one."""
    markup = parameters.structure("reply_markup", "reply keyboard markup")
    return read_reply_keys(markup) if isinstance(markup, dict) else None


def check_inline_text(world: World, content: dict[str, Any]) -> None:
    """Refuse an inline result whose text could not be sent; Telegram reads it the same way."""
    read_text(world, Parameters({**content, "text": content.get("message_text")}))


def plain(text: str) -> Content:
    """Make what a person typed into a message text."""
    text, _ = tidy(text, [])
    return Content(text, tuple(with_found(text, [])[:MOST_SHOWN]))


def _formatted(world: World, parameters: Parameters, field: str, marks: str) -> tuple[str, tuple[Entity, ...]]:
    source = parameters.text(field)
    if len(source.encode()) > RAW_TEXT_BYTES:
        raise bad_request("Text is too long")
    mode = parameters.text("parse_mode").lower()
    try:
        if source and mode not in {"", "none"}:
            text, entities = tidy(*_parsed(source, mode))
        else:
            given = _given(parameters, marks)
            check_fit(source, given)
            text, entities = tidy(source, given)
    except MarkupError as reason:
        raise bad_request(f"Can't parse entities: {reason}") from None
    except EntityError as reason:
        raise bad_request(str(reason)) from None
    known = [mended for entity in entities if (mended := world.mention(entity))]
    return text, tuple(with_found(text, known)[:MOST_SHOWN])


def _parsed(source: str, mode: str) -> tuple[str, list[Entity]]:
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("The sandbox reads parse_mode HTML only, not Markdown")
    if mode != "html":
        raise bad_request("Unsupported parse_mode")
    return parse_html(source)


def _given(parameters: Parameters, marks: str) -> list[Entity]:
    """Read ready entities. A broken list is ignored and a broken entity refused, as in Telegram."""
    try:
        given = parameters.structure(marks, "entities")
    except ApiError:
        return []
    return [_entity(entity) for entity in given] if isinstance(given, list) else []


def _entity(given: Any) -> Entity:
    if not isinstance(given, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    kind = read_field(given, "type", str, required=True)
    offset = read_field(given, "offset", int, required=True)
    length = read_field(given, "length", int, required=True)
    extra = tuple((name, value) for name, wanted in EXTRAS.items() if (value := read_field(given, name, wanted)))
    if kind == "text_mention":
        user = given.get("user")
        extra = (("user", read_field(user if isinstance(user, dict) else {}, "id", int, required=True)),)
    return Entity(kind, offset, length, extra)
