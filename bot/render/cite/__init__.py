"""Entries as citations: in three lengths to be read, in three formats for reference managers."""
