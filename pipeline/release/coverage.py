"""The time that a release covers: the days on which its articles were published.

Events that articles tell as background lie before it, and announced ones after it: neither is covered, only mentioned.
"""

import pyarrow as pa
import pyarrow.compute as pc


def temporal_coverage(articles: pa.Table) -> str | None:
    """First and last day (UTC) of publication of the table `articles`, as `2022-03-20/2022-03-26`; none where there are no articles."""
    first, last = pc.min_max(articles.column("published_at")).as_py().values()
    return f"{first.date()}/{last.date()}" if first else None
