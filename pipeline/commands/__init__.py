"""Commands of `entente` that have a module of their own; what all commands share is in `common.py`."""
