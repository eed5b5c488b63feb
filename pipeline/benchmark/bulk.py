"""Newswire articles in bulk as an input of a build: `python -m pipeline.benchmark.bulk CORPORA COUNT FILE` writes them as JSON lines.

What is measured on the release that is made of them is elsewhere; articles with gold of their own are read where they are scored.
"""

import json
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

from pipeline.benchmark.newswire import Original, read_originals
from pipeline.store.atomic import replacing

_AGENCIES = {"AFP": "Agence France-Presse", "XIN": "Xinhua"}


def write_newswire(corpora: Path, count: int, path: Path) -> int:
    """Write so many articles of the corpora's newswire, drawn by a hash of their names, and tell how many they are.

    Raises FileNotFoundError where the corpora hold none.
    """
    newswire = [original for original in read_originals(corpora) if original.source == "newswire"]
    drawn = sorted(newswire, key=lambda original: (zlib.crc32(original.name.encode()), original.name))[:count]
    if not drawn:
        raise FileNotFoundError(
            f"{corpora}: holds no newswire: te3-silver_2382_tml.tar.gz should be in its folder bulk"
        )
    write_lines(drawn, path)
    return len(drawn)


def write_lines(originals: Iterable[Original], path: Path) -> None:
    """Write articles as JSON lines, one by one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        for original in originals:
            file.write(f"{json.dumps(_record(original), ensure_ascii=False)}\n")


def _record(original: Original) -> dict[str, str]:
    agency = original.name.removeprefix("./").split("_")[0]
    return {
        "title": original.title,
        "text": original.text,
        "published_at": original.published_at.isoformat(),
        "source": _AGENCIES.get(agency, agency),
        "language": "en",
    }


if __name__ == "__main__":
    try:
        print(write_newswire(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])), "articles")
    except FileNotFoundError as fault:
        sys.exit(str(fault))
