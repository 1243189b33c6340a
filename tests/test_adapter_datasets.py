"""Hugging Face datasets clean with the function of the Arrow adapter."""

from __future__ import annotations

from pathlib import Path

import pytest

datasets = pytest.importorskip("datasets", reason="datasets is not installed: pip install 'article-cleaner[datasets]'")

from cleaner import Cleaner
from cleaner.adapters.arrow import BatchCleaner
from engine_pages import by_id, expected, pages

PAGES = pages()


def test_every_row_comes_back_with_what_plain_clean_gives() -> None:
    cleaned = datasets.Dataset.from_list(PAGES).with_format("arrow").map(BatchCleaner(), batched=True)
    assert by_id(cleaned.with_format(None).to_list()) == expected(PAGES, Cleaner())


def test_two_processes_give_the_same() -> None:
    cleaned = datasets.Dataset.from_list(PAGES).with_format("arrow").map(BatchCleaner(), batched=True, num_proc=2)
    assert by_id(cleaned.with_format(None).to_list()) == expected(PAGES, Cleaner())


def test_a_stream_is_cleaned_as_it_comes(tmp_path: Path) -> None:
    datasets.Dataset.from_list(PAGES).to_parquet(str(tmp_path / "pages.parquet"))
    stream = datasets.load_dataset("parquet", data_files=str(tmp_path / "pages.parquet"), split="train", streaming=True)
    cleaned = stream.with_format("arrow").map(BatchCleaner(), batched=True)
    assert by_id([row for table in cleaned.iter(50) for row in table.to_pylist()]) == expected(PAGES, Cleaner())


def test_what_was_cleaned_alike_is_found_in_the_cache(tmp_path: Path) -> None:
    datasets.Dataset.from_list(PAGES).save_to_disk(str(tmp_path))
    first, second = (datasets.load_from_disk(str(tmp_path)).with_format("arrow").map(BatchCleaner(language="id"), batched=True) for _ in range(2))
    assert first.cache_files == second.cache_files
