"""Daily digests by theme: when one is due and what it holds (pure), how it is planned, paced and delivered (I/O)."""
