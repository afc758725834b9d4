"""Meetings: what a group looks up while it sits is collected, and leaves as one file."""
