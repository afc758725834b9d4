"""The layouts of the database, one after the other."""
