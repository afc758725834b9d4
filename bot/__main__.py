"""`python -m bot`: the command line, as the Procfile calls it."""

from bot.cli import main

main()
