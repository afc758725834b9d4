"""Hostile and merely unlucky YAML: one clear line each, in bounded time and memory, never a traceback."""

import os
import shutil
from pathlib import Path

import pytest
from command_line import compact_desk, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.nodes import Mapping, Scalar
from bot.catalog.yamlfile import MAX_BYTES, read_yaml

NOTHING = "1:1: file must hold one mapping of keys to values, got nothing"
NO_FILE = "1:1: file must be a regular file that exists"
TOO_DEEP = "file must be nested at most 12 deep, got more"

LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9)) for name in b"bcdefghi"
)
MERGES = b"a: &a {k: v}\n" + b"".join(
    b"%c: &%c {<<: [%s]}\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9)) for name in b"bcdefgh"
)

HOSTILE = {
    "alias bomb": (LAUGHS, "1:4: file must have no anchors, got '&a'"),
    "merge-key bomb": (MERGES, "1:4: file must have no anchors, got '&a'"),
    "alias without anchor": (b"a: *b\n", "1:4: file must spell everything out, got the alias '*b'"),
    "40,000 brackets": (b"[" * 40_000, f"1:13: {TOO_DEEP}"),
    "40,000 braces": (b"{" * 40_000, f"1:13: {TOO_DEEP}"),
    "40,000 dashes": (b"- " * 40_000, f"1:25: {TOO_DEEP}"),
    "40,000 question marks": (b"? " * 40_000, f"1:25: {TOO_DEEP}"),
    "40,000 levels of keys": (b"a: {" * 40_000, f"1:48: {TOO_DEEP}"),
    "100,000 items": (b"a: [" + b"1," * 100_000 + b"]\n", "1:39999: file must have at most 20000 values, got more"),
    "10 MB": (b"a: " + b"x" * 10_000_000, "1:1: file must have at most 262144 bytes, got more"),
    "Latin-1": (b"a: 1\nb: caf\xe9\n", "2:7: file must be UTF-8, got byte 0xe9"),
    "Latin-1 after UTF-8": ("é: ü ".encode() + b"\xfc\n", "1:6: file must be UTF-8, got byte 0xfc"),
    "bad byte at the end of a long file": (b"a: 1\n" * 5000 + b"b: \xff", "5001:4: file must be UTF-8, got byte 0xff"),
    "encoded surrogate": (b"a: \xed\xa0\x80\n", "1:4: file must be UTF-8, got byte 0xed"),
    "UTF-16": ("a: 1\n".encode("utf-16-le"), "1:2: file must have no control characters, got 0x0000"),
    "UTF-16 with its mark": ("\ufeffa: 1\n".encode("utf-16-le"), "1:1: file must be UTF-8, got byte 0xff"),
    "UTF-16, other order": ("\ufeffa: 1\n".encode("utf-16-be"), "1:1: file must be UTF-8, got byte 0xfe"),
    "NUL": (b"a: 1\nb: x\0y\n", "2:5: file must have no control characters, got 0x0000"),
    "bell": (b"a: 1\nb: \x07\n", "2:4: file must have no control characters, got 0x0007"),
    "escape": (b"a: \x1b[31m\n", "1:4: file must have no control characters, got 0x001b"),
    "delete": (b"a: x\x7f\n", "1:5: file must have no control characters, got 0x007f"),
    "C1 control": ("a: 1\nb: x\u0085y\n".encode(), "2:5: file must have no control characters, got 0x0085"),
    "no character": ("a: 1\nb: x\uffff\n".encode(), "2:5: file must have no control characters, got 0xffff"),
    "escaped surrogate": (b'a: "\\ud800"\n', "1:7: file must be valid YAML, got: found invalid Unicode character escape code"),
    "tag": (b"a: !!python/name:os.system\n", "1:4: file must have no tags, got 'tag:yaml.org,2002:python/name:os.system'"),
    "harmless tag": (b"a: !!str 1\n", "1:4: file must have no tags, got 'tag:yaml.org,2002:str'"),
    "anchor": (b"a: &x 1\n", "1:4: file must have no anchors, got '&x'"),
    "anchor on a mapping": (b"&x a: 1\n", "1:1: file must have no anchors, got '&x'"),
    "two documents": (b"a: 1\n---\nb: 2\n", "2:1: file must hold one document, got a second one"),
    "tab as indent": (b"a:\n\tb: 1\n", "2:1: file must be valid YAML, got: found character that cannot start any token"),
    "quote left open": (b'a: 1\nb: "x\n', "3:1: file must be valid YAML, got: found unexpected end of stream"),
    "colon in plain text": (b"a: b: c\n", "1:5: file must be valid YAML, got: mapping values are not allowed in this context"),
    "YAML 9": (b"%YAML 9.9\n---\na: 1\n", "1:1: file must be valid YAML, got: found incompatible YAML document"),
    "empty": (b"", NOTHING),
    "comment only": (b"# later\n", NOTHING),
    "word": (b"hello\n", "1:1: file must hold one mapping of keys to values, got 'hello'"),
    "list": (b"- a\n", "1:1: file must hold one mapping of keys to values, got a list"),
}

WELCOME = {
    "byte-order mark": b"\xef\xbb\xbfa: x\n",
    "Windows line ends": b"a: x\r\n",
    "no line end": b"a: x",
    "document start": b"---\na: x\n",
    "comments": b"# first\na: x # why\n# last\n",
    "flow style": b"{a: x}",
    "tab before a comment": b"a: x\t# why\n",
    "as long as allowed": b"a: x\n#" + b"x" * (MAX_BYTES - 6),
}

TYPES = {
    "NO": "bool", "on": "bool", "yes": "bool", "10:30": "int", "0x1F": "int", "1_000": "int", "012": "int", "1.10": "float",
    ".inf": "float", "2016-01-01": "timestamp", "~": "null", "null": "null", "": "null", "Norway": "str", '"NO"': "str",
    "'1.10'": "str", "1.1.0": "str", ">-\n  NO": "str",
}  # fmt: skip


def read(folder: Path, content: bytes) -> tuple[Mapping | None, list[str]]:
    path = folder / "x.yaml"
    path.write_bytes(content)
    node, problems = read_yaml(path, "x.yaml")
    return node, [str(problem) for problem in problems]


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    assert read(tmp_path, content) == (None, [f"x.yaml:{problem}"])


@pytest.mark.parametrize("content", WELCOME.values(), ids=WELCOME)
def test_ordinary_file_is_read(tmp_path: Path, content: bytes) -> None:
    node, problems = read(tmp_path, content)
    assert problems == []
    assert node is not None
    assert [(key.text, value.text) for key, value in node.pairs if isinstance(value, Scalar)] == [("a", "x")]


@pytest.mark.parametrize(("written", "kind"), TYPES.items(), ids=[name or "nothing" for name in TYPES])
def test_conversions_of_yaml_show_and_the_text_stays(tmp_path: Path, written: str, kind: str) -> None:
    node, _ = read(tmp_path, f"a: {written}\n".encode())
    assert node is not None
    (_, value) = node.pairs[0]
    assert isinstance(value, Scalar)
    assert (value.type, value.text) == (kind, written.removeprefix(">-\n  ").strip("\"'"))


def test_a_repeated_key_is_a_problem_and_the_first_stands(tmp_path: Path) -> None:
    node, problems = read(tmp_path, b"a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert problems == ["x.yaml:2:11: key must stand once, got 'c' again", "x.yaml:3:1: key must stand once, got 'a' again"]
    assert node is not None
    assert [key.text for key, _ in node.pairs] == ["a", "b"]


def test_a_key_must_be_a_word(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"? [a, b]\n: 1\n? {c: d}\n: 2\n")
    assert problems == [f"x.yaml:{line}:3: key must be a word, got a list or a mapping" for line in (1, 3)]


def test_marks_count_from_one_in_characters(tmp_path: Path) -> None:
    node, _ = read(tmp_path, "# comment\nä: {ö: [ü, x]}\n".encode())
    assert node is not None
    inner = node.pairs[0][1]
    assert isinstance(inner, Mapping)
    places = [inner.pairs[0][0].mark, inner.pairs[0][1].mark]
    assert [(mark.line, mark.column) for mark in places] == [(2, 5), (2, 8)]


def place_folder(path: Path) -> None:
    path.mkdir()


def place_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def place_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def place_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


NO_FILES = {
    "folder": place_folder,
    "FIFO": os.mkfifo,
    "dangling link": place_dangling_link,
    "link to itself": place_link_to_itself,
    "link to /dev/zero": place_endless_device,
}


@pytest.fixture(scope="module")
def told_by_the_command(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Lay everything hostile into one knowledge folder and run the real command on it, with little memory."""
    folder = tmp_path_factory.mktemp("hostile") / "knowledge"
    shutil.copytree(Path(__file__).parents[2] / "data" / "base", folder)
    names = [*HOSTILE, *NO_FILES]
    for number, (content, _) in enumerate(HOSTILE.values()):
        (folder / "practices" / f"x-{number}.yaml").write_bytes(content)
    for number, place in enumerate(NO_FILES.values(), start=len(HOSTILE)):
        place(folder / "practices" / f"x-{number}.yaml")
    done = compact_desk("check", folder, cwd=folder, limited=True)
    assert (done.returncode, lines(done.stderr)) == (1, [f"{len(names)} problems"])
    told: dict[str, list[str]] = {name: [] for name in names}
    for line in lines(done.stdout):
        file, _, rest = line.partition(".yaml:")
        told[names[int(file.removeprefix("practices/x-"))]].append(rest)
    return told


@pytest.mark.parametrize("name", HOSTILE)
def test_the_command_tells_a_hostile_file_in_one_line(told_by_the_command: dict[str, list[str]], name: str) -> None:
    assert told_by_the_command[name] == [HOSTILE[name][1]]


@pytest.mark.parametrize("name", NO_FILES)
def test_the_command_tells_what_is_no_file_in_one_line(told_by_the_command: dict[str, list[str]], name: str) -> None:
    assert told_by_the_command[name] == [NO_FILE]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    _, problems = read_yaml(tmp_path / "x.yaml", "x.yaml")
    assert [str(problem) for problem in problems] == [f"x.yaml:{NO_FILE}"]


@given(st.binary(max_size=200) | st.text("[]{}-:?&*!|>'\"%@`#,.~<= \n\r\t\\01ab\ufeff", max_size=60).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_mapping_or_problems_of_one_line_each(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    node, problems = read(tmp_path_factory.getbasetemp(), content)
    assert node is not None or problems
    assert all(line.startswith("x.yaml:") and line.isprintable() for line in problems)
