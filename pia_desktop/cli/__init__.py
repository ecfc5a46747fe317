"""The command line: one table of commands, their arguments, and what each of them does."""
