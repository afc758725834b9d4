"""Every error that the desk raises on purpose.

DeskError               one clear line for the person at the console; never a traceback
├── SettingsError       the environment is wrong; lists all that is wrong at once
├── KnowledgeError      the knowledge base has problems; carries them all
├── UnknownEntry        no entry has this id
├── TokenRevoked        Telegram no longer accepts the token; the process ends with EXIT_CONFIG
├── StoreError          the database cannot be used as it is
│   └── StoreBusy       the database does not answer now; later it may
└── StartFailed         a server or a poller could not start
"""

from collections.abc import Sequence

EXIT_PROBLEM = 1
EXIT_USAGE = 2
# sysexits.h calls 78 "configuration error"; supervisors are told not to restart on it.
EXIT_CONFIG = 78


class DeskError(Exception):
    """Ends a command with one clear line; `exit_code` says how."""

    exit_code = EXIT_PROBLEM


class SettingsError(DeskError):
    """The environment is wrong."""

    exit_code = EXIT_CONFIG

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class KnowledgeError(DeskError):
    """The knowledge base has problems; `problems` holds one printable line for each."""

    exit_code = EXIT_PROBLEM

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UnknownEntry(DeskError):
    """No entry has this id, now or formerly."""


class TokenRevoked(DeskError):
    """Telegram answered 401 or 404 to the token: polling on would be of no use."""

    exit_code = EXIT_CONFIG

    def __init__(self, message: str = "Telegram refuses the bot token (401 or 404): set BOT_TOKEN to a valid one") -> None:
        super().__init__(message)


class StartFailed(DeskError):
    """A server or a poller could not start."""


class StoreError(DeskError):
    """The database cannot be used as it is: out of reach, damaged, another program's, or held by another process."""


class StoreBusy(StoreError):
    """The database does not answer now: locked, full or restarting. What was to be written is not."""
