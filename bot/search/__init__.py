"""Question in, verdict and ranked hits with reasons out. Pure: reads no clock, file or socket."""

from bot.search.engine import Search
from bot.search.results import Answer, Correction, Hit, Verdict

__all__ = ["Answer", "Correction", "Hit", "Search", "Verdict"]
