"""One module a table: the rules that its declaration cannot say."""
