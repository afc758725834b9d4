"""Compact Desk: a reference desk in Telegram for migration governance."""
