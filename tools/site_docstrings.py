"""Docstrings for the site: parameters told as `name : meaning`, types left to the signature, become what numpydoc reads.

numpydoc takes what stands behind the colon for a type. An extension of Griffe, named in mkdocs.yml.
"""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_SECTION = re.compile(r"(?<=^Parameters\n----------\n)(?:.+\n?)+", re.MULTILINE)
_NAMED = re.compile(r"^(\w+(?:, \w+)*) : ", re.MULTILINE)


class MeaningBehindTheColon(Extension):
    """Put the meaning on a line of its own, set in, as numpydoc wants it."""

    def on_instance(self, *, obj: Object, **_more: Any) -> None:
        """Change the docstring of one object before it is parsed."""
        if obj.docstring:
            obj.docstring.value = _SECTION.sub(lambda section: _NAMED.sub(r"\1\n    ", section[0]), obj.docstring.value)
