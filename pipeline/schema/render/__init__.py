"""One module a target: what a declared table becomes there."""
