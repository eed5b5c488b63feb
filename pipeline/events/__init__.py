"""Clauses become coded reports, and reports become events counted once."""
