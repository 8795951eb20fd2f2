"""How fast things are: each module is a command that prints a table, and `make bench` runs all."""
