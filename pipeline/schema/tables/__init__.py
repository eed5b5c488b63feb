"""One file a table: its row class and its declaration."""
