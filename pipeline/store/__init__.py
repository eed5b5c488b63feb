"""Bytes on disk: paths, hashes, atomic writes, Parquet, the lake and the warehouse."""
