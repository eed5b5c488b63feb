"""What a change of the schema is worth in SemVer, by the rules of docs/schema-policy.md."""

import pytest

from pipeline.schema.compare import Level, compare_schemas, needed_version
from pipeline.schema.document import CodeSchema, ColumnSchema, ReferenceSchema, Schema, TableSchema, VocabularySchema

ID = ColumnSchema(name="stone_id", kind="text", repeated=False, nullable=False, description="Its id.", pattern="^s")
WEIGHT = ColumnSchema(
    name="weight",
    kind="real",
    repeated=False,
    nullable=False,
    description="Weight.",
    unit="grams",
    minimum=0,
    maximum=9,
)
COLOUR = ColumnSchema(
    name="colour",
    kind="text",
    repeated=False,
    nullable=True,
    description="Colour.",
    null_means="unseen",
    vocabulary="colour",
)


def _schema(*columns: ColumnSchema, codes=("red", "grey"), links=(), key=("stone_id",), more=()) -> Schema:
    stones = TableSchema(name="stones", description="Stones.", key=key, references=links, columns=columns)
    listed = [CodeSchema(code=code, meaning=f"It is {code}.") for code in codes]
    vocabulary = VocabularySchema(name="colour", codes=tuple(listed))
    return Schema(version="1.2.3", tables=(stones, *more), vocabularies=(vocabulary,))


WHOLE = _schema(ID, WEIGHT, COLOUR)
BEACH = ReferenceSchema(column="weight", table="beaches", target="beach_id")
SHELLS = TableSchema(name="shells", description="Shells.", key=("stone_id",), columns=(ID,))


def _changed(column: ColumnSchema, **values) -> Schema:
    new = column.model_copy(update=values)
    return _schema(*(new if each is column else each for each in (ID, WEIGHT, COLOUR)))


CASES = {
    "a column goes": (_schema(ID, WEIGHT), Level.MAJOR, "stones.colour is gone"),
    "a column comes": (
        _schema(ID, WEIGHT, COLOUR, COLOUR.model_copy(update={"name": "shade"})),
        Level.MINOR,
        "stones.shade is new",
    ),
    "a column is renamed": (_changed(COLOUR, name="shade"), Level.MAJOR, "stones.colour is gone"),
    "a column has another type": (_changed(WEIGHT, kind="integer"), Level.MAJOR, "stones.weight is integer, was real"),
    "a column becomes a list": (
        _changed(COLOUR, repeated=True),
        Level.MAJOR,
        "stones.colour is list of text, was text",
    ),
    "a column may be empty": (_changed(WEIGHT, nullable=True), Level.MAJOR, "stones.weight may be empty now"),
    "a column is never empty": (_changed(COLOUR, nullable=False), Level.MINOR, "stones.colour is never empty now"),
    "a column has another unit": (
        _changed(WEIGHT, unit="ounces"),
        Level.MAJOR,
        "stones.weight is in ounces, was in grams",
    ),
    "a bound is loosened": (_changed(WEIGHT, maximum=99), Level.MAJOR, "stones.weight has the maximum 99, was 9"),
    "a bound is tightened": (_changed(WEIGHT, minimum=1), Level.MINOR, "stones.weight has the minimum 1, was 0"),
    "a bound is dropped": (_changed(WEIGHT, minimum=None), Level.MAJOR, "stones.weight has no minimum, was 0"),
    "a bound is set": (_changed(COLOUR, pattern="^[a-z]+$"), Level.MINOR, "stones.colour has the pattern ^[a-z]+$"),
    "a pattern is another": (_changed(ID, pattern="^t"), Level.MAJOR, "stones.stone_id has the pattern ^t, was ^s"),
    "a code goes": (_schema(ID, WEIGHT, COLOUR, codes=("red",)), Level.MAJOR, "code grey of colour is gone"),
    "a code comes": (
        _schema(ID, WEIGHT, COLOUR, codes=("red", "grey", "blue")),
        Level.MINOR,
        "code blue of colour is new",
    ),
    "a list is opened": (
        _changed(COLOUR, vocabulary=None),
        Level.MAJOR,
        "stones.colour no longer draws on the closed list colour",
    ),
    "a list is closed": (
        _changed(ID, vocabulary="colour"),
        Level.MINOR,
        "stones.stone_id draws on the closed list colour",
    ),
    "the key is another": (
        _schema(ID, WEIGHT, COLOUR, key=("stone_id", "colour")),
        Level.MAJOR,
        "the key of stones is stone_id, colour, was stone_id",
    ),
    "a reference comes": (
        _schema(ID, WEIGHT, COLOUR, links=(BEACH,)),
        Level.MINOR,
        "stones.weight refers to beaches.beach_id",
    ),
    "a table comes": (_schema(ID, WEIGHT, COLOUR, more=(SHELLS,)), Level.MINOR, "table shells is new"),
    "a column is deprecated": (
        _changed(COLOUR, deprecated="since 1.3.0: use `shade` instead"),
        Level.MINOR,
        "stones.colour is deprecated",
    ),
    "a column is told otherwise": (
        _changed(WEIGHT, description="Mass."),
        Level.PATCH,
        "stones.weight is described otherwise",
    ),
    "an example is another": (_changed(WEIGHT, example=2.5), Level.PATCH, "stones.weight is described otherwise"),
    "the order is another": (_schema(ID, COLOUR, WEIGHT), Level.PATCH, "columns of stones stand in another order"),
}


@pytest.mark.parametrize(("after", "level", "what"), CASES.values(), ids=CASES)
def test_a_change_has_its_level_and_is_named(after, level, what):
    found = compare_schemas(WHOLE, after)
    assert (found.level, found.changes[0].what) == (level, what)


def test_nothing_changed_is_no_change():
    assert compare_schemas(WHOLE, WHOLE).level is Level.NONE
    assert compare_schemas(WHOLE, WHOLE).changes == ()


def test_a_reference_or_a_table_that_goes_is_a_break():
    both = _schema(ID, WEIGHT, COLOUR, links=(BEACH,), more=(SHELLS,))
    told = {change.what: change.level for change in compare_schemas(both, WHOLE).changes}
    assert told == {
        "table shells is gone": Level.MAJOR,
        "stones.weight no longer refers to beaches.beach_id": Level.MAJOR,
    }


def test_the_gravest_change_stands_first_whatever_comes_before_it_in_the_table():
    after = _schema(ID.model_copy(update={"description": "An id."}), WEIGHT.model_copy(update={"kind": "text"}), COLOUR)
    assert [change.level for change in compare_schemas(WHOLE, after).changes] == [Level.MAJOR, Level.PATCH]


def test_only_what_was_deprecated_before_goes_in_time():
    deprecated = COLOUR.model_copy(update={"deprecated": "since 1.1.0: use `shade` instead"})
    before = _schema(ID, WEIGHT, deprecated, more=(SHELLS,))
    gone = {change.what: change.untimely for change in compare_schemas(before, _schema(ID)).changes}
    assert gone == {"table shells is gone": True, "stones.weight is gone": True, "stones.colour is gone": False}


@pytest.mark.parametrize(
    ("before", "level", "needed"),
    [
        ("1.2.3", Level.MAJOR, "2.0.0"),
        ("1.2.3", Level.MINOR, "1.3.0"),
        ("1.2.3", Level.PATCH, "1.2.4"),
        ("1.2.3", Level.NONE, "1.2.3"),
        ("0.2.1", Level.MAJOR, "0.3.0"),
        ("0.2.1", Level.MINOR, "0.3.0"),
        ("0.2.1", Level.PATCH, "0.2.2"),
    ],
)
def test_the_version_that_a_change_needs_follows_semver_and_before_1_0_a_break_raises_the_second_number(
    before, level, needed
):
    assert needed_version(before, level) == needed
