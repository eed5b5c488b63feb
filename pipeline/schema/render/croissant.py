"""Declared tables and their files as Croissant 1.1, the JSON-LD that data set search and machine learning tools read.

Croissant is schema.org's `Dataset` with more said of files and records, so that there is no second JSON-LD beside it: what data set
search asks for (coverage, variables, citation, downloads) stands here too.

References between tables are left out on purpose: mlcroissant 1.1.1 reads each as a join, and its joins fail on missing
values, so that no event could be read. They are in `datapackage.py`, with the constraints that Croissant cannot say.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from pipeline.schema import about
from pipeline.schema.model import Column, Kind, Table
from pipeline.schema.render.files import TableFile
from pipeline.schema.tables.events import EVENTS

Json = dict[str, Any]

_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_PARQUET = "application/x-parquet"

_TYPES: dict[Kind, str] = {
    Kind.TEXT: "sc:Text",
    Kind.INTEGER: "sc:Integer",
    Kind.REAL: "sc:Float",
    Kind.BOOLEAN: "sc:Boolean",
    Kind.DATE: "sc:Date",
    Kind.TIMESTAMP: "sc:DateTime",
}

_TERMS = (
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileObject",
    "fileProperty",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
)


def croissant(files: Sequence[TableFile], version: str, published: dt.date, covered: str | None) -> str:
    """The text of `croissant.json` for release `version`, published on a day and held in Parquet `files`.

    `covered` is the time that the data cover, as an interval of ISO 8601; none where there are no data.
    """
    document: Json = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        "name": about.NAME,
        "alternateName": about.TITLE,
        "description": about.SUMMARY,
        "version": version,
        "datePublished": published.isoformat(),
        "license": about.LICENCE_URL,
        "creator": {"@type": "sc:Organization", "name": about.PUBLISHER},
        "publisher": {"@type": "sc:Organization", "name": about.PUBLISHER},
        "keywords": list(about.KEYWORDS),
        "inLanguage": "en",
        "isLiveDataset": False,
        "isAccessibleForFree": True,
        "citeAs": about.attribution(version),
        "citation": about.attribution(version),
        **({"temporalCoverage": covered} if covered else {}),
        "spatialCoverage": {
            "@type": "sc:Place",
            "name": "World",
            "geo": {"@type": "sc:GeoShape", "box": "-90 -180 90 180"},
        },
        "variableMeasured": [_variable(column) for column in EVENTS.columns],
        "distribution": [_file_object(file) for file in files],
        "recordSet": [to_croissant(file.table) for file in files],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def to_croissant(table: Table[Any]) -> Json:
    """The record set of a table."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table[Any], column: Column) -> Json:
    field: Json = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
    }
    return field | ({"isArray": True, "arrayShape": "-1"} if column.repeated else {})


def _variable(column: Column) -> Json:
    variable = {"@type": "sc:PropertyValue", "name": column.name, "description": column.description}
    return variable | ({"unitText": column.unit} if column.unit else {})


def _file_object(file: TableFile) -> Json:
    return {
        "@type": ["cr:FileObject", "sc:DataDownload"],
        "@id": f"{file.table.name}.parquet",
        "name": f"{file.table.name}.parquet",
        "description": file.table.description,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": _PARQUET,
        "sha256": file.sha256,
    }


def _context() -> Json:
    """The standard Croissant 1.1 context: each term in the `cr` namespace, with the few that need more."""
    special: Json = {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "name": {"@container": "@language"},
        "description": {"@container": "@language"},
    }
    return special | {term: f"cr:{term}" for term in _TERMS if term not in special}
