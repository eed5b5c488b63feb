"""Feeds, sitemaps and pages of the operator's sources are fetched, kindly and safely, into WARC files that ingest reads.

`fetch.py` is the way in. What the fetched bytes say is for the readers of ingest.
"""
