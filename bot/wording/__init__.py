"""What the desk says, in the reader's language: texts are marked where they stand, translations lie in `<language>.po`."""
