"""The rules of a table, those of its declaration and its own, and where a rule is looked up by name. What runs them is in `validate.py`."""

import importlib
import re
from functools import cache
from typing import Any

from expectations.declared import declared_rules
from expectations.drift_query import figures_query
from expectations.model import RowRule, Rule, TableRule
from pipeline.release.checked import Severity
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES, table_named


def all_rules(table: Table[Any]) -> tuple[Rule, ...]:
    """What is expected of a table: what its declaration says, and its own rules."""
    return *declared_rules(table), *rules_of(table.name)


@cache
def rules_of(table: str) -> tuple[Rule, ...]:
    """The rules of a table that its declaration cannot say, from its module in `suites`."""
    module = importlib.import_module(f"expectations.suites.{table}")
    rules: tuple[Rule, ...] = module.RULES
    return rules


def levels() -> dict[str, Severity]:
    """The level of every check, by table and name."""
    return {f"{table.name}.{rule.name}": rule.severity for table in TABLES for rule in all_rules(table)}


@cache
def tables_read(table: str) -> frozenset[str]:
    """The names of the tables that what is said of a table hangs on: its own, and all that its rules speak of."""
    words = {word for rule in all_rules(table_named(table)) for word in re.findall(r"\w+", _query(rule))}
    return frozenset({table} | {each.name for each in TABLES if each.name in words})


@cache
def parents_read(table: str) -> frozenset[str]:
    """The names of the tables of the release before that the rules of a table speak of."""
    named = {name for rule in all_rules(table_named(table)) for name in re.findall(r"\bparent\.\W?(\w+)", _query(rule))}
    return frozenset(each.name for each in TABLES if each.name in named)


def _query(rule: Rule) -> str:
    match rule:
        case RowRule():
            return rule.source
        case TableRule():
            return rule.failing
        case _:
            return figures_query()
