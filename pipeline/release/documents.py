"""The short documents of a release: licence and citation. Codebook, changes and quality have their own modules."""

import datetime as dt
import json

from pipeline.schema import about


def licence(version: str) -> str:
    """The text of `LICENSE`."""
    return f"""\
{about.TITLE}, release {version}

The data in this release are made available by {about.PUBLISHER} under the licence
{about.LICENCE_TITLE} ({about.LICENCE_ID}). Its terms are published at

    {about.LICENCE_URL}legalcode

In short, and without replacing those terms: you may copy, change and pass on the data, for gain too, if you name the
source, link to the licence and say what you changed. Name the source thus:

    {about.attribution(version)}

Snippets in the tables `evidence` and `quotes`, and headlines, are short quotations from the articles named beside them;
rights in those articles stay with their owners. Place identifiers and coordinates come from GeoNames
(https://www.geonames.org/), {about.LICENCE_ID}. Identifiers of the form Q1234 are Wikidata's (CC0).
"""


def citation(version: str, released: dt.date) -> str:
    """The text of `CITATION.cff` (Citation File Format 1.2.0)."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": about.TITLE,
        "abstract": about.SUMMARY,
        "version": version,
        "date-released": released.isoformat(),
        "license": about.LICENCE_ID,
    }
    # A JSON string is a YAML string, whatever it holds.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines += ["authors:", f"  - name: {json.dumps(about.PUBLISHER, ensure_ascii=False)}", "keywords:"]
    lines += [f"  - {json.dumps(word, ensure_ascii=False)}" for word in about.KEYWORDS]
    return "\n".join(lines) + "\n"
