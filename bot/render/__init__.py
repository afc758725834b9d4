"""Entries and answers to what a reader sees. The only room, beside YAML, where wording stands."""
