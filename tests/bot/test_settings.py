"""Settings: all faults at once, each in one line, secrets never shown."""

import logging
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, read_database, read_settings

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
NO_TOKEN = "BOT_TOKEN must be set (or BOT_TOKEN_FILE name a file that holds it), got nothing"
BAD_TOKEN = "BOT_TOKEN must look like 123456789:AA…, as BotFather gives it, got something else"


def faults(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        read_settings(environment)
    return list(raised.value.faults)


def test_a_token_is_enough() -> None:
    assert read_settings({"BOT_TOKEN": TOKEN}) == Settings(TOKEN, "https://api.telegram.org", logging.INFO)


@pytest.mark.parametrize("level", ["DEBUG", "info", "Warning", "ERROR"])
def test_a_log_level_is_read_in_any_case(level: str) -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "LOG_LEVEL": level}).log_level == getattr(logging, level.upper())


@pytest.mark.parametrize(
    ("given", "root"),
    [
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("https://bots.example.org", "https://bots.example.org"),
        ("http://[::1]:8081", "http://[::1]:8081"),
    ],
)
def test_an_address_is_read_without_its_last_slash(given: str, root: str) -> None:
    assert read_settings({"BOT_TOKEN": TOKEN, "BOT_API_URL": given}).bot_api_url == root


@pytest.mark.parametrize(
    "address",
    ["", "localhost:8081", "ftp://a.org", "http://:80", "http://a.org/bot", "http://a.org?x=1", "http://a.org#x", "http://a.org:99999",
     "http://a.org:x", "http://a.org:0", "http://a org", "http://[::1"],
)  # fmt: skip
def test_an_address_must_be_a_root(address: str) -> None:
    assert faults(BOT_TOKEN=TOKEN, BOT_API_URL=address) == [
        f"BOT_API_URL must be an http or https address without path, got {address!r}"
    ]


@pytest.mark.parametrize("token", ["x", "123456789", f"{TOKEN} x", TOKEN[:30], f"bot{TOKEN}", f"{TOKEN}/getMe"])
def test_a_token_must_look_like_one_and_is_not_repeated(token: str) -> None:
    assert faults(BOT_TOKEN=token) == [BAD_TOKEN]


@pytest.mark.parametrize("environment", [{}, {"BOT_TOKEN": ""}, {"BOT_TOKEN": " \n"}], ids=["unset", "empty", "blank"])
def test_a_token_must_be_set(environment: dict[str, str]) -> None:
    assert faults(**environment) == [NO_TOKEN]


def test_all_faults_are_told_at_once() -> None:
    assert faults(BOT_TOKEN="x", BOT_API_URL="nowhere", LOG_LEVEL="loud") == [
        BAD_TOKEN,
        "BOT_API_URL must be an http or https address without path, got 'nowhere'",
        "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, got 'LOUD'",
    ]


def test_a_file_may_hold_the_token(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read_settings({"BOT_TOKEN_FILE": str(path)}).bot_token == TOKEN


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "no text"])
def test_a_token_file_must_be_readable(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "token"
    if content:
        path.write_bytes(content)
    assert faults(BOT_TOKEN_FILE=str(path)) == [f"BOT_TOKEN_FILE must name a readable text file, got '{path}'"]


def test_a_token_file_must_hold_something(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert faults(BOT_TOKEN_FILE=str(tmp_path / "token")) == [NO_TOKEN]


def test_token_and_file_together_are_a_fault(tmp_path: Path) -> None:
    assert faults(BOT_TOKEN=TOKEN, BOT_TOKEN_FILE=str(tmp_path)) == ["BOT_TOKEN and BOT_TOKEN_FILE must not both be set"]


@pytest.mark.parametrize("form", [repr, str, "{}".format])
def test_settings_print_without_the_token(form: object) -> None:
    assert callable(form)
    assert TOKEN not in form(Settings(TOKEN))


@pytest.mark.parametrize("name", ["SEND_RATE", "DATABASE_URL_FILE"])
def test_commands_that_need_the_database_alone_tell_no_token_either(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_database({name: TOKEN})
    assert TOKEN not in str(refused.value)
    assert "[token]" in str(refused.value)


@pytest.mark.parametrize(
    "environment",
    [{"BOT_TOKEN_FILE": TOKEN}, {"BOT_API_URL": f"https://api.telegram.org/bot{TOKEN}"}, {"LOG_LEVEL": TOKEN}],
    ids=["as file name", "in the address", "as log level"],
)
def test_a_token_in_the_wrong_place_is_not_told_either(environment: dict[str, str]) -> None:
    told = "\n".join(faults(**environment))
    assert TOKEN.casefold() not in told.casefold()
    assert "[token]" in told
