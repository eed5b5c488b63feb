"""Services that keep data sets, and what it takes to upload a release to each; stores that mirror releases are in `mirror.py`."""
