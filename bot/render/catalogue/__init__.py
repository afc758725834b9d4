"""Browsing: lists of what the desk holds, cards within them, and what lies beside a card."""
