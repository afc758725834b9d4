"""One module for each thing that a person can do in a chat; thin: read, call one function, render, send."""
