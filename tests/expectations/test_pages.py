"""Great Expectations' pages of the checks load nothing from elsewhere and say what failed."""

import re

import lxml.html

from expectations.pages import write_pages
from pipeline.schema.registry import TABLES
from pipeline.schema.vocabularies import Status
from pipeline.store.paths import Output
from tests.expectations.lake import sound_rows, write_lake
from tests.expectations.test_suites import LATER, _set
from tests.samples import VISIT


def test_every_table_has_a_page_that_loads_nothing_and_is_reached_from_the_index(tmp_path):
    output, rows = Output(tmp_path / "out"), sound_rows()
    _set("events", status=Status.OCCURRED, date_start=LATER, date_end=LATER)(rows)
    write_lake(output, rows)
    index = write_pages(output.lake, tmp_path / "docs")
    links = lxml.html.parse(index).xpath("//a/@href")
    assert links == [f"{table.name}.html" for table in TABLES]
    for link in [index.name, *links]:
        page = lxml.html.parse(tmp_path / "docs" / link)
        assert page.xpath("//script | //link | //img | //iframe | //@src | //@onclick | //object") == []
        assert all(re.fullmatch(r"#[\w-]+|\w+\.html", each) for each in page.xpath("//@href"))
        text = (tmp_path / "docs" / link).read_text()
        assert "url(" not in text
        assert "@import" not in text
    (failed,) = lxml.html.parse(index).xpath("//tr[td[1]='events.past_is_past']")
    assert VISIT in failed.text_content()
    assert "Unsuccessful Expectations" in (tmp_path / "docs" / "events.html").read_text()
