"""The examples in the docstrings of the package as it is installed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cleaner

MODULES = [module.name for module in pkgutil.walk_packages(cleaner.__path__, "cleaner.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_print_what_they_say(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if not name.startswith("cleaner.adapters."):
            raise
        pytest.skip(str(missing))
    assert doctest.testmod(module).failed == 0
