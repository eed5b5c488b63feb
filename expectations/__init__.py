"""Great Expectations suites: made from the declared tables, with rules that a declaration cannot say."""
