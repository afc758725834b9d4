from typing import Any

import pytest

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.keyboards import read_markup
from bot.sandbox.limits import (
    check_callback_text,
    check_caption,
    check_language,
    check_profile_text,
    check_results,
    check_text,
    checked_commands,
)
from bot.sandbox.links import LinkError, check_link
from bot.sandbox.parameters import Parameters


def said(refusal: pytest.ExceptionInfo[ApiError]) -> str:
    assert refusal.value.code == 400
    return refusal.value.description.removeprefix("Bad Request: ")


def test_texts_are_counted_in_utf16() -> None:
    check_text("👍" * 2048)
    check_caption("👍" * 512)
    check_caption("")
    with pytest.raises(ApiError, match="message is too long"):
        check_text("👍" * 2048 + "a")
    with pytest.raises(ApiError, match="message caption is too long"):
        check_caption("a" * 1025)
    with pytest.raises(ApiError, match="text must be non-empty"):
        check_text("")


@pytest.mark.parametrize(
    ("message", "worded"),
    [
        ("Message is too long", "Bad Request: message is too long"),
        ("BUTTON_DATA_INVALID", "Bad Request: BUTTON_DATA_INVALID"),
        ("", "Bad Request: "),
    ],
)
def test_wording_of_refusals(message: str, worded: str) -> None:
    assert bad_request(message).description == worded


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def key(**fields: Any) -> dict[str, Any]:
    return {"text": "k", **fields}


BUTTONS: list[tuple[Any, str]] = [
    ("x", "object expected as reply markup"),
    ({"inline_keyboard": 1}, 'field "inline_keyboard" must be of type Array'),
    ({"inline_keyboard": [1]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    (keys(1), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),  # type: ignore[arg-type]
    (keys({"callback_data": "d"}), 'can\'t parse inline keyboard button: Can\'t find field "text"'),
    (keys({"text": [], "url": "x"}), 'can\'t parse inline keyboard button: Field "text" must be of type String'),
    (keys(key()), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (keys(key(callback_data="")), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (keys(key(text=" ", callback_data="d")), "inline keyboard button text must be non-empty"),
    (keys(key(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
    (keys(key(url="nowhere")), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    (keys(key(url="ftp://example.org")), "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol"),
    (keys(key(copy_text={"text": "x" * 257})), "BUTTON_COPY_TEXT_INVALID"),
    (keys(key(copy_text={"text": ""})), "BUTTON_COPY_TEXT_INVALID"),
    (keys(key(callback_data="d", style="pink")), "can't parse inline keyboard button: invalid button style specified"),
    (keys(*[key(callback_data="d")] * 9), "reply markup is too long"),
    ({"inline_keyboard": [[key(callback_data="d")]] * 101}, "reply markup is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "message"), BUTTONS)
def test_keyboards_are_refused(markup: Any, message: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read_markup(markup)
    assert said(refusal) == message


def test_keyboards_are_kept() -> None:
    widest = keys(*[key(callback_data="é" * 32)] * 8)
    assert read_markup(widest) == widest["inline_keyboard"]
    assert len(read_markup({"inline_keyboard": [[key(callback_data="d")]] * 100}) or []) == 100
    mixed = keys(
        key(url="EXAMPLE.org", callback_data="ignored", unknown=1),
        key(copy_text={"text": "x" * 256}),
        key(switch_inline_query=""),
        key(callback_data="d", style="danger"),
    )
    assert read_markup(mixed) == [
        [
            key(url="http://example.org/"),
            key(copy_text={"text": "x" * 256}),
            key(switch_inline_query=""),
            key(callback_data="d", style="danger"),
        ]
    ]
    assert read_markup({"inline_keyboard": []}) is None
    assert read_markup({"remove_keyboard": True}) is None


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.Org/A?b=C#d", "https://example.org/A?b=C#d"),
        ("example.org:8080/x", "http://example.org:8080/x"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("tg://resolve?domain=desk_bot", "tg://resolve?domain=desk_bot"),
        ("tg:resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_links_are_normalised(link: str, kept: str) -> None:
    assert check_link(link) == kept


@pytest.mark.parametrize("link", ["", "x", "http://", "http://localhost/", "javascript://a.b/", "a b.org", "http://[", "tg://"])
def test_links_are_refused(link: str) -> None:
    with pytest.raises(LinkError, match="is invalid"):
        check_link(link)


def command(name: str = "start", description: str = "d") -> dict[str, str]:
    return {"command": name, "description": description}


@pytest.mark.parametrize(
    ("commands", "message"),
    [
        ([command()] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([1], "can't parse BotCommand: expected an Object"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": 1, "description": "d"}], 'can\'t parse BotCommand: Field "command" must be of type String'),
        ([command("")], "command must be non-empty"),
        ([command("a" * 33)], "command length must not exceed 32"),
        ([command("Start")], "BOT_COMMAND_INVALID"),
        ([command("a-b")], "BOT_COMMAND_INVALID"),
        ([command(description=" ")], "command description must be non-empty"),
        ([command(description="d" * 257)], "command description length must not exceed 256"),
    ],
)
def test_commands_are_refused(commands: list[Any], message: str) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_commands(commands)
    assert said(refusal) == message


def test_commands_are_kept() -> None:
    assert checked_commands([command("/start", " d ")]) == [command()]
    assert len(checked_commands([command()] * 100)) == 100


def result(identifier: str) -> dict[str, str]:
    return {"type": "article", "id": identifier}


@pytest.mark.parametrize(
    ("results", "offset", "message"),
    [
        ([result(str(i)) for i in range(51)], "", "too many inline query results specified"),
        ([result("a"), result("a")], "", "RESULT_ID_DUPLICATE"),
        ([result("")], "", "RESULT_ID_INVALID"),
        ([result("é" * 33)], "", "RESULT_ID_INVALID"),
        ([{"id": "a"}], "", "can't parse inline query result: Can't find field \"type\""),
        ([1], "", "can't parse inline query result: Inline query result must be an object"),
        ([], "x" * 65, "NEXT_OFFSET_INVALID"),
    ],
)
def test_results_are_refused(results: list[Any], offset: str, message: str) -> None:
    with pytest.raises(ApiError) as refusal:
        check_results(results, offset)
    assert said(refusal) == message


def test_results_are_kept() -> None:
    check_results([result("é" * 32), *(result(str(i)) for i in range(49))], "x" * 64)


@pytest.mark.parametrize(("field", "limit"), [("name", 64), ("description", 512), ("short_description", 120)])
def test_profile_texts(field: str, limit: int) -> None:
    check_profile_text(field, "x" * limit)
    with pytest.raises(ApiError):
        check_profile_text(field, "x" * (limit + 1))


def test_small_limits() -> None:
    check_callback_text("x" * 200)
    with pytest.raises(ApiError, match="MESSAGE_TOO_LONG"):
        check_callback_text("x" * 201)
    check_language("")
    check_language("de")
    with pytest.raises(ApiError, match="invalid language code"):
        check_language("german")


def test_parameters_read_as_telegram_does() -> None:
    given = {"n": "12x", "neg": -3, "bad": "x", "yes": True, "list": [1], "none": None, "object": "{"}
    parameters = Parameters(given)
    assert (parameters.whole("n"), parameters.whole("neg"), parameters.whole("bad", 7)) == (12, -3, 0)
    assert (parameters.whole("absent", 7), parameters.clamped("n", 0, 0, 5)) == (7, 5)
    assert (parameters.flag("yes"), parameters.flag("n"), parameters.text("none")) == (True, False, "")
    assert parameters.structure("list", "x") == [1]
    with pytest.raises(ApiError, match="can't parse thing JSON object"):
        parameters.structure("object", "thing")
    with pytest.raises(ApiError, match="strings must be encoded in UTF-8"):
        Parameters({"text": "\ud800"})
