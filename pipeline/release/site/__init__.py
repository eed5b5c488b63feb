"""The web site that a release carries: pages that any plain file server can hand out, with no server of their own behind them.

What this package holds: `extracts.py` orders the release for reading in parts, `survey.py` counts what the first view shows,
`chart.py` draws its chart, `pages.py` renders, `write.py` puts the folder together and `serve.py` shows it on one's own machine. The pages' style and
scripts are under `static/`, the libraries that they use come from `libraries/` by `make env`.

Decisions that are not seen in one place:

- **Each release has the whole site**, libraries and all, so that one that is downloaded, mirrored or deposited alone works. The
  dearest part is the database for SQL, 18 MB of WebAssembly; it travels packed (4.4 MB) and is unpacked by the browser, as
  a plain server sends no packed form of its own. A folder shared by releases would save 5 MB in each, and would break
  the ones that leave it behind.
- **Pages read Parquet by ranges.** The tables of a release are in the order that suits whole reading. For the questions that pages
  ask – what is between two countries, of an entity, in a place, about an event – `extracts.py` writes the same facts
  again in the order of the question, so that an answer is one or two short stretches of a file, however large the release is.
- **Nothing is asked of another host**, and each page says so to the browser (a Content-Security-Policy). Words of articles reach the
  page as text nodes only.
- **The same bytes for the same release**: pages are rendered from the release alone.
"""
