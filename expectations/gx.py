"""Great Expectations as far as suites need it, imported without what it brings along and they never touch.

Whoever needs a name of it takes it from here, so that it is imported in this way by whoever comes first.
"""

import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from pipeline.store.frames import without

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

_UNTOUCHED = frozenset({"altair", "scipy", "scipy.stats"})
"""Modules for charts and distributions: with those for files in object stores, a third of the time that importing takes."""


class _Later:
    """Finds modules as Python does, some of them such that they are loaded when they are first used."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of a name, where it can wait; none where others are to find it."""
        found = PathFinder.find_spec(name, path, target) if name in _UNTOUCHED else None
        if found is not None and found.loader is not None:
            found.loader = importlib.util.LazyLoader(found.loader)
        return found


@contextmanager
def _lazily() -> Iterator[None]:
    """Import what is never touched only when it is."""
    later = _Later()
    sys.meta_path.insert(0, later)
    try:
        yield
    finally:
        sys.meta_path.remove(later)


with _lazily(), without("boto3", "botocore"):
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.compatibility.pydantic import PrivateAttr
    from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
    from great_expectations.core.batch import Batch
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine import sqlalchemy_execution_engine
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

__all__ = [
    "Batch",
    "DefaultJinjaPageView",
    "Expectation",
    "ExpectationSuiteValidationResult",
    "ExpectationValidationResult",
    "PrivateAttr",
    "ProgressBarsConfig",
    "ValidationResultsPageRenderer",
    "gx",
    "gxe",
    "sqlalchemy_execution_engine",
]
