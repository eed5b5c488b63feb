"""The sources of a `sources.toml` as ingest takes them: files that are there already, and the folder of what was fetched.

What the file may say is in `fetching/sources.py`.
"""

from pathlib import Path

from pipeline.ingest.fetching.sources import FOLDER, Sources
from pipeline.ingest.files import Source
from pipeline.ingest.records import Given


def sources_to_take(sources: Sources, out: Path) -> list[Source]:
    """The enabled sources of files, and what lies fetched below `out`."""
    paths = [
        Source(each.location, Given(source=each.name, fields=tuple(each.fields.items()))) for each in sources.paths
    ]
    fetched = out / FOLDER
    return [*paths, Source(str(fetched))] if fetched.is_dir() else paths
