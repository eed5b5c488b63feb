"""What every reading process needs, loaded once in the process that they are forked from; imported for that alone."""

import dateparser

from pipeline.ingest.language import check_english
from pipeline.ingest.readers import forms

forms()
check_english("The ministers of both countries met on Friday.", None)
dateparser.parse("26 March 2022 10:05 GMT", languages=["en"])
