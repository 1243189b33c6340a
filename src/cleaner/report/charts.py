"""Charts as SVG that stands in the page: pygal lays them out, the page's style colours them for light and dark.

They are laid out narrow, for a phone, and stand side by side where there is room. No script: what pygal would load for
tooltips is taken off, and each bar gets a title, which browsers show and screen readers read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import pygal
from markupsafe import Markup
from pygal.etree import etree
from pygal.style import Style

from cleaner.article import Label
from cleaner.report.tally import Amounts
from cleaner.viewer.page import percent

# Importing pygal leaves a finder for its plugins, of a kind that Python 3.11 warns of at every import that fails; no plugin is used here.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH = 400
"""Units of the drawing; a phone shows them at about their size."""
LETTER = 13
"""A unit above the size that the page's style gives: pygal reckons with narrower letters than most fonts have."""
BAR = 24
AXIS = 44
REMOVED = tuple(label for label in Label if label is not Label.BODY)
MOST_OF_A_NAME = 26
UNKNOWN_SITE = "(no address)"


def label_chart(amounts: Amounts) -> Markup:
    """Draw the removed share by label, one bar each."""
    labels = [label for label in REMOVED if amounts.removed[label]]
    rows = [[amounts.share_of(label) if label is other else None for other in labels] for label in labels]
    return _bars([str(label) for label in labels], labels, rows, "Removed share of the characters by label")


def site_chart(sites: Sequence[tuple[str, Amounts]]) -> Markup:
    """Draw the removed share by site, one bar each, its parts by label."""
    labels = [label for label in REMOVED if any(amounts.removed[label] for _, amounts in sites)]
    rows = [[amounts.share_of(label) or None for _, amounts in sites] for label in labels]
    return _bars([_shortened(site or UNKNOWN_SITE) for site, _ in sites], labels, rows, "Removed share of the characters by site")


def share_chart(shares: Sequence[int]) -> Markup:
    """Draw how many documents lost how much: `shares` are counts in equal steps from 0 to 1."""
    chart = pygal.Bar(**_settings(220), x_labels_major_every=len(shares) // 4, show_minor_x_labels=False)
    steps = [f"{index * 100 // len(shares)} %" for index in range(len(shares))]
    chart.x_labels = steps
    chart.add("documents", list(shares), formatter=lambda count: f"{count:,} documents")
    return _finished(chart, ["documents"], "Documents by removed share")


def _bars(names: Sequence[str], labels: Sequence[Label], rows: Sequence[Sequence[float | None]], title: str) -> Markup:
    chart = pygal.HorizontalStackedBar(**_settings(AXIS + BAR * len(names)), value_formatter=lambda share: f"{share * 100:.3g} %")
    chart.x_labels = list(names)[::-1]
    for label, row in zip(labels, rows, strict=True):
        chart.add(str(label), list(row)[::-1], formatter=percent)
    return _finished(chart, [str(label) for label in labels], title)


def _settings(height: int) -> dict[str, Any]:
    style = Style(label_font_size=LETTER, major_label_font_size=LETTER)
    bare = {"show_legend": False, "js": [], "css": [], "print_values": False, "style": style}
    return {**bare, "width": WIDTH, "height": height, "margin": 6, "spacing": 6, "max_scale": 6, "truncate_label": -1}


def _finished(chart: Any, series: Sequence[str], title: str) -> Markup:
    """Take off script and style, name the series' classes after what they show, give titles."""
    root = chart.render_tree()
    _drop(root, lambda element: element.tag.endswith(("script", "style")))
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", title)
    for number, name in enumerate(series):
        for group in _with_class(root, f"serie-{number}"):
            group.set("class", f"series {name}")
            _title_bars(group, name)
    _drop(root, lambda element: element.tag == "title" and element.text in (None, "Pygal"))
    return Markup(etree.tostring(root, encoding="unicode"))


def _title_bars(group: Any, series: str) -> None:
    for bar in _with_class(group, "bar"):
        said = {element.get("class"): element.text for element in bar if element.tag == "desc"}
        for element in [element for element in bar if element.tag == "desc"]:
            bar.remove(element)
        title = etree.SubElement(bar, "title")
        title.text = f"{said.get('x_label') or ''}: {said.get('value')} {series}".removeprefix(": ")


def _with_class(root: Any, name: str) -> list[Any]:
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def _drop(root: Any, wanted: Callable[[Any], bool]) -> None:
    for parent in list(root.iter()):
        for child in [child for child in parent if isinstance(child.tag, str) and wanted(child)]:
            parent.remove(child)


def _shortened(name: str) -> str:
    """A long name keeps its end, where the site's own part stands; letters that XML cannot hold are left out."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= MOST_OF_A_NAME else "…" + plain[1 - MOST_OF_A_NAME :]
