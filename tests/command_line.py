"""`compact-desk` as people run it: another process, bytes in and bytes out."""

import os
import subprocess
import sys
from pathlib import Path

# Far above what any command needs, so that a slow machine fails no test; a hang does.
PATIENCE = 120
# What a command may take of memory when its input is hostile: a check of the whole knowledge base needs less than half of it.
MEMORY = 256 * 1024 * 1024

_RUN = "import runpy; runpy.run_module('bot', run_name='__main__', alter_sys=True)"
_RUN_WITHIN_LIMIT = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY})); {_RUN}"
_OUR_SETTINGS = ("BOT_", "LOG_LEVEL", "PYTHON")


def compact_desk(
    *arguments: str | bytes | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
    limited: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command; `limited` bounds its memory."""
    command = [sys.executable, *(["-c", _RUN_WITHIN_LIMIT] if limited else ["-m", "bot"]), *arguments]
    env = clean_environment() | (environment or {})
    return subprocess.run(command, input=stdin, capture_output=True, timeout=PATIENCE, cwd=cwd, env=env, check=False)


def clean_environment() -> dict[str, str]:
    """Return this process's environment without anything that the desk or Python reads."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OUR_SETTINGS)}


def lines(output: bytes) -> list[str]:
    """Return output as lines, split at line feeds only."""
    return output.decode("utf-8").removesuffix("\n").split("\n") if output else []
