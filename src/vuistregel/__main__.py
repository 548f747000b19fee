"""`python -m vuistregel` is the console command."""

from vuistregel.cli import main

main()
