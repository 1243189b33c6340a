"""What cleaning adds to a record."""

from __future__ import annotations

import json

import pytest

from cleaner import Label, clean
from cleaner.adapters.record import COLUMNS, added, arrow_fields, cleaned, taken

TEXT = "The council met on Monday evening to vote on the budget for the coming year, and nobody was surprised by the result.\nShare on Facebook"


def test_the_columns_are_those_that_are_named() -> None:
    assert tuple(cleaned(clean(TEXT))) == COLUMNS


def test_a_page_adds_the_text_that_was_read() -> None:
    columns = cleaned(clean(TEXT), html=True)
    assert (tuple(columns), columns["text"]) == (added(html=True), TEXT)


def test_offsets_find_the_lines() -> None:
    assert [TEXT[line["start"] : line["end"]] for line in cleaned(clean(TEXT))["labels"]] == TEXT.splitlines()


def test_every_label_is_counted() -> None:
    counts = cleaned(clean(TEXT))["counts"]
    assert (set(counts), sum(counts.values())) == ({str(label) for label in Label}, 2)


def test_the_columns_are_plain_data() -> None:
    columns = cleaned(clean(TEXT), html=True)
    assert json.loads(json.dumps(columns)) == columns


def test_a_surrogate_is_no_error() -> None:
    assert cleaned(clean("\ud800"), html=True)["text"] == "\ud800"


@pytest.mark.parametrize(("fields", "html", "names"), [(["url", "text"], False, ()), (["url", "text"], True, ("text",)), (["flags", "body"], False, ("body", "flags"))])
def test_fields_of_a_record_that_would_be_overwritten_are_told(fields: list[str], html: bool, names: tuple[str, ...]) -> None:
    assert taken(fields, html=html) == names


@pytest.mark.parametrize("html", [False, True])
def test_arrow_takes_the_columns(html: bool) -> None:
    pa = pytest.importorskip("pyarrow")
    schema = pa.schema(arrow_fields(html=html))
    columns = cleaned(clean(TEXT), html=html)
    assert pa.Table.from_pylist([columns], schema=schema).to_pylist() == [columns]
