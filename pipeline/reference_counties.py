"""Derives `seeds/reference/counties.csv`, the counties of the United States: `python -m pipeline.reference_counties`.

Input: the county boundaries of bokeh_sampledata, which are the U.S. Census Bureau's TIGER/Line shapes of 2009 (free to use
with acknowledgement; needed for development only). Other states' second-level units are not here: no source of them with
names and points was found under a licence that a release may carry.
"""

import csv
import sys
from collections.abc import Iterator

from bokeh_sampledata.us_counties import records

from pipeline.store.atomic import replacing
from pipeline.store.paths import REFERENCE

COLUMNS = ("fips", "name", "state", "latitude", "longitude")
COMMENT = """\
# Counties, parishes, boroughs and census areas of the United States: names and a point inside each.
# U.S. Census Bureau, TIGER/Line Shapefiles of 2009 (free to use with acknowledgement), through bokeh_sampledata 2026.1; made by
# `python -m pipeline.reference_counties`, do not edit. Independent cities and the municipios of Puerto Rico are places in GeoNames.
"""
_KINDS = ("County", "Parish", "Borough", "Census Area", "Municipality")


def counties() -> Iterator[tuple[str, str, str, float, float]]:
    """Code of FIPS 6-4, name with its kind, state, and a point inside (degrees north and east, NAD 83), in order of code."""
    for each in records():
        name, _, state = each["detailed_name"].rpartition(", ")
        if name.endswith(_KINDS):
            point = each["geometry"].representative_point()
            yield each["fips"], name, state, round(point.y, 4), round(point.x, 4)


def main() -> int:
    """Writes the counties and says how many there are."""
    rows = sorted(counties())
    with replacing(REFERENCE / "counties.csv") as path, path.open("w", encoding="utf-8", newline="") as file:
        file.write(COMMENT)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"counties.csv: {len(rows):,} counties")
    return 0


if __name__ == "__main__":
    sys.exit(main())
