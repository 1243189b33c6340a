"""Fill the templates: one self-contained page, with nothing from elsewhere and nothing of the shown text taken for markup.

Every value goes through Jinja2's autoescape. On top of that the page carries a content security policy that names its one
script by digest: what a browser would still take for a script, an image or a form target is not run, loaded or sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

try:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
except ModuleNotFoundError as missing:  # pragma: no cover - seen in the test of the bare wheel
    raise ModuleNotFoundError(f"the page needs {missing.name}; install it with: pip install 'article-cleaner[cli]'", name=missing.name) from missing

from markupsafe import Markup

from cleaner.article import Label
from cleaner.viewer.view import ArticleView, Why

PACKAGE = "cleaner.viewer"


def render_page(template: str, *, package: str = PACKAGE, **values: Any) -> bytes:
    """Fill a template, of the viewer or of another package, and return the page in UTF-8. Lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    page = _environment(package).get_template(template).render(labels=tuple(Label), **values)
    return page.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


@cache
def _environment(package: str) -> Environment:
    loader = ChoiceLoader([PackageLoader(package), PackageLoader(PACKAGE)])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(percent=percent, reasons=reasons_json)
    environment.globals.update(style=_asset("viewer.css"), script=_asset("viewer.js"), script_digest=_digest(_asset("viewer.js")))
    return environment


def _asset(name: str) -> Markup:
    """A file of our own that goes into the page as it is."""
    loader = PackageLoader(PACKAGE)
    return Markup(loader.get_source(Environment(autoescape=True), name)[0])


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def percent(share: float) -> str:
    """Return a share as people read it: two digits below 10 %, "0" for nothing, never 100 for less than all.

    >>> percent(0.0312), percent(0.456), percent(0.9996), percent(0), percent(0.0001)
    ('3.1 %', '46 %', '99.9 %', '0 %', '< 0.1 %')
    """
    if 0 < share < 0.001:
        return "< 0.1 %"
    if 0.995 <= share < 1:
        return f"{min(share * 100, 99.9):.1f} %"
    return f"{share * 100:.1f} %" if 0 < share < 0.0995 else f"{share * 100:.0f} %"


def reasons_json(view: ArticleView) -> Markup:
    """Return the reasons of an article's lines for the page's script: each term named once, for most terms stand on many lines.

    `<`, `>` and `&` are written as escapes, so that no text can end the element that holds the data.
    """
    terms: dict[tuple[str, str], int] = {}
    rows = [_packed(line.why, terms) for line in view.lines]
    data = json.dumps({"terms": list(terms), "lines": rows}, ensure_ascii=True, separators=(",", ":"))
    return Markup(data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _packed(why: Why | None, terms: dict[tuple[str, str], int]) -> Mapping[str, Any] | None:
    if why is None:
        return None
    numbered = [[terms.setdefault((term.name, term.value), len(terms)), round(term.weight, 2)] for term in why.terms]
    return {"leaving": round(why.leaving, 4), "terms": numbered, "others": why.others, "sum": round(why.others_weight, 2)}
