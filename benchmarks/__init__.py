"""Speed and ranking beside peers, in one run."""
