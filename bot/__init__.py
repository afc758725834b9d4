"""Compact Desk: a reference desk in Telegram for migration governance."""

import os

# PTB's documented way into its coming form of durations; without it each flood limit prints a warning of deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "1")
