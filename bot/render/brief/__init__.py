"""A brief pack: entries with their sources as one file that needs no network."""
