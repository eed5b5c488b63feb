"""Engines: where batches of articles are worked on. One engine a module; `compute.py` chooses among them."""
