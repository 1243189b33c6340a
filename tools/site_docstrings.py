"""Docstrings for the site: parameters become a list and examples become code. An extension of Griffe, named in mkdocs.yml.

The rest of a docstring is Markdown as it stands. Sections of numpydoc would want types behind the colons, and those are in the signature.
"""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_PARAMETERS = re.compile(r"^Parameters\n-{3,}\n((?:.+\n?)+)", re.MULTILINE)
_NAMED = re.compile(r"^(\w+(?:, \w+)*) : ", re.MULTILINE)
_EXAMPLE = re.compile(r"^>>>(?:.*\n?)(?:.+\n?)*", re.MULTILINE)


class InMarkdown(Extension):
    """Turn the docstring of an object into Markdown before it is shown."""

    def on_instance(self, *, obj: Object, **_more: Any) -> None:
        """Change the docstring of one object."""
        if obj.docstring:
            obj.docstring.value = in_markdown(obj.docstring.value)


def in_markdown(docstring: str) -> str:
    """Parameters as a list, examples as code.

    >>> print(in_markdown("Add.\\n\\nParameters\\n----------\\na, b : numbers"))
    Add.
    <BLANKLINE>
    - `a`, `b`: numbers
    """
    listed = _PARAMETERS.sub(lambda section: _NAMED.sub(_item, section[1]), docstring)
    return _EXAMPLE.sub(lambda example: f"```pycon\n{example[0].rstrip()}\n```", listed)


def _item(named: re.Match[str]) -> str:
    names = ", ".join(f"`{name}`" for name in named[1].split(", "))
    return f"- {names}: "
