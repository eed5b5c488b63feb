"""The one declaration of every table; Arrow, DuckDB, checks and documents are rendered from it."""
