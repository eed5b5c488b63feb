"""Bytes of any kind become articles, duplicates or quarantine; one reader a module."""
