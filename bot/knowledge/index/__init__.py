"""Each process's own copy of the passages, made to be searched. The database stays the truth."""
