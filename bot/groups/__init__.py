"""What keeps the desk quiet in groups."""
