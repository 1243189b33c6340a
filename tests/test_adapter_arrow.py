"""Cleaning the rows of Arrow batches and tables."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'article-cleaner[arrow]'")

from cleaner import Cleaner, Label, SiteMemory, clean
from cleaner.adapters.arrow import BatchCleaner, clean_batch
from cleaner.adapters.record import COLUMNS, added, cleaned
from cleaner.cleaning import KINDS

NEWS = "The council met on Monday evening to vote on the budget for the coming year, and nobody was surprised by the result.\nShare on Facebook"
TEXTS = [NEWS, "", None, "\n \n", "Über die Brücke führt kein Weg zurück, sagte der Bürgermeister am Dienstag vor der Presse.\nMehr zum Thema"]
STRINGS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()), pa.dictionary(pa.int8(), pa.large_string())]


needs_html = pytest.mark.skipif("html" not in KINDS, reason="this version does not read pages")


def expected(texts: list[str | None]) -> list[dict[str, Any]]:
    """What comes out beside the texts."""
    return [{"text": text, **(cleaned(clean(text, kind="text")) if text is not None else dict.fromkeys(COLUMNS))} for text in texts]


def one_column(texts: list[str | None], kind: pa.DataType) -> pa.RecordBatch:
    # Not every kind of dictionary is made from Python values directly.
    values = pa.array(texts, kind.value_type).dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else pa.array(texts, kind)
    return pa.RecordBatch.from_arrays([values], ["text"])


@pytest.mark.parametrize("kind", STRINGS, ids=str)
def test_the_rows_come_back_with_what_plain_clean_gives(kind: pa.DataType) -> None:
    assert clean_batch(one_column(TEXTS, kind)).to_pylist() == expected(TEXTS)


@pytest.mark.parametrize("kind", STRINGS, ids=str)
def test_no_rows_have_the_same_columns(kind: pa.DataType) -> None:
    batch = one_column(TEXTS, kind)
    assert clean_batch(batch.slice(0, 0)).schema == clean_batch(batch).schema


def test_a_slice_is_cleaned_alone() -> None:
    assert clean_batch(one_column(TEXTS, pa.string()).slice(1, 3)).to_pylist() == expected(TEXTS[1:4])


def test_a_column_of_nothing_is_no_error() -> None:
    assert clean_batch(pa.RecordBatch.from_arrays([pa.nulls(2)], ["text"])).to_pylist() == expected([None, None])


def test_a_table_in_chunks_comes_back_in_the_same_rows() -> None:
    table = pa.table({"text": pa.chunked_array([[NEWS], [], TEXTS, [None]]), "id": pa.chunked_array([[1, 2, 3], [4, 5, 6, 7]])})
    rows = [{"id": number, **row} for number, row in enumerate(expected([NEWS, *TEXTS, None]), 1)]
    assert clean_batch(table).to_pylist() == rows


@pytest.mark.parametrize("chunks", [[], [[]], [[], []]], ids=str)
def test_an_empty_table_stays_empty(chunks: list[list[str]]) -> None:
    table = pa.table({"text": pa.chunked_array(chunks, pa.string())})
    assert (clean_batch(table).num_rows, clean_batch(table).column_names) == (0, ["text", *COLUMNS])


def test_a_huge_string_comes_back_whole() -> None:
    text = f"{NEWS}\n" * 10_000
    row = clean_batch(one_column([text], pa.large_string())).to_pylist()[0]
    assert (len(row["text"]), row["labels"][-1]["end"], sum(row["counts"].values())) == (len(text), len(text) - 1, 20_000)


def test_bodies_of_large_texts_have_large_offsets() -> None:
    assert clean_batch(one_column(TEXTS, pa.large_string())).schema.field("body").type == pa.large_string()


def test_offsets_count_characters() -> None:
    text = "😀 Über alles, was am Dienstag geschah, hat der Rat bis in die Nacht hinein gestritten.\nMehr zum Thema"
    (row,) = clean_batch(one_column([text], pa.string())).to_pylist()
    assert [text[line["start"] : line["end"]] for line in row["labels"]] == text.split("\n")


def test_columns_may_have_other_names() -> None:
    batch = pa.RecordBatch.from_pylist([{"content": NEWS, "address": "https://news.example/1"}])
    assert clean_batch(batch, text="content", url="address").to_pylist()[0]["body"] == clean(NEWS).body


def test_metadata_of_the_schema_stays() -> None:
    batch = one_column([NEWS], pa.string()).replace_schema_metadata({"made by": "a crawl"})
    assert clean_batch(batch).schema.metadata == {b"made by": b"a crawl"}


def test_options_are_those_of_clean() -> None:
    row = clean_batch(one_column([NEWS], pa.string()), min_confidence=1).to_pylist()[0]
    assert (row["fingerprint"], row["counts"][Label.BODY]) == (Cleaner(min_confidence=1).fingerprint, 2)


def test_the_memory_is_asked_about_each_address() -> None:
    pages = [(f"https://news.example/{number}", f"{NEWS}\nKopfzeile {chr(97 + number)}") for number in range(9)]
    memory = SiteMemory.from_pages(pages)
    rows = clean_batch(pa.RecordBatch.from_pylist([{"url": url, "text": text} for url, text in pages]), memory=memory).to_pylist()
    remembering = Cleaner(memory=memory)
    assert [row["labels"] for row in rows] == [cleaned(remembering(text, url=url))["labels"] for url, text in pages]


PAGE = f"<!doctype html><html><head><meta charset=utf-8><title>News</title></head><body><article><p>{NEWS.splitlines()[0]}</p></article></body></html>"


@needs_html
@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view()], ids=str)
def test_binary_is_a_page(kind: pa.DataType) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([PAGE.encode(), None], kind)], ["html"])
    assert clean_batch(batch, text="html").drop_columns("html").to_pylist() == [cleaned(clean(PAGE.encode()), html=True), dict.fromkeys(added(html=True))]


@needs_html
def test_strings_are_pages_where_the_caller_says_so() -> None:
    batch = pa.RecordBatch.from_pylist([{"html": PAGE}])
    assert clean_batch(batch, text="html", kind="html").drop_columns("html").to_pylist() == [cleaned(clean(PAGE, kind="html"), html=True)]


def test_the_text_that_is_read_from_pages_overwrites_nothing() -> None:
    with pytest.raises(ValueError, match="already has 'text'"):
        clean_batch(pa.RecordBatch.from_pylist([{"text": PAGE.encode()}]))


def test_a_batch_cleaner_is_pickled_by_its_content() -> None:
    clean_rows = BatchCleaner(text="content", language="de")
    copy = pickle.loads(pickle.dumps(clean_rows))
    assert (copy, hash(copy)) == (clean_rows, hash(clean_rows))


def test_batch_cleaners_that_read_other_columns_differ() -> None:
    assert BatchCleaner(text="a") != BatchCleaner(text="b")


TWICE = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["b"])], ["text", "text"])
TAKEN = pa.RecordBatch.from_pylist([{"text": "a", "body": "b", "flags": "c"}])
BROKEN = pa.RecordBatch.from_arrays([pa.array([b"a\xff"]).view(pa.string())], ["text"])


@pytest.mark.parametrize(
    ("batch", "options", "error", "told"),
    [
        (one_column(["a"], pa.string()), {"text": "content"}, ValueError, "the batch has no column 'content'; it has 'text'"),
        (one_column(["a"], pa.string()), {"url": "address"}, ValueError, "no column 'address'"),
        (TWICE, {}, ValueError, "2 columns 'text'"),
        (TAKEN, {}, ValueError, "already has 'body', 'flags'"),
        (BROKEN, {}, ValueError, "column 'text' holds a string that is not UTF-8"),
        (pa.RecordBatch.from_pylist([{"text": 3}]), {}, TypeError, "column 'text' holds int64"),
        (pa.RecordBatch.from_pylist([{"text": "a", "url": b"b"}]), {}, TypeError, "column 'url' holds binary"),
        (one_column(["a"], pa.string()), {"kind": "auto"}, ValueError, "kind='auto' is not known; choose one of 'text', 'html'"),
        (one_column(["a"], pa.string()), {"language": "xx"}, ValueError, "language='xx' is not known"),
        ([{"text": "a"}], {}, TypeError, "a pyarrow RecordBatch or Table is cleaned, not list"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_cleaned_is_told(batch: pa.RecordBatch, options: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        clean_batch(batch, **options)
