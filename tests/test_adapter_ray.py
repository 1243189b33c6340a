"""Ray Data cleans with the function of the Arrow adapter, in a real local Ray of two workers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'article-cleaner[ray]'")
pytest.importorskip("ray.data", reason="Ray Data is not installed: pip install 'article-cleaner[ray]'")

import pyarrow as pa

from cleaner import Cleaner, SiteMemory
from cleaner.adapters.arrow import BatchCleaner
from engine_pages import by_id, expected, kill_the_one_who_waits, pages, wait_to_be_killed_once

pytestmark = pytest.mark.filterwarnings("ignore")
PAGES = pages()


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """A Ray whose two slots are left to the workers, and whose workers find the modules of the tests."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": str(Path(__file__).parent)}})
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.fixture
def crawl() -> Any:
    table = pa.Table.from_pylist(PAGES)
    return ray.data.from_arrow([table.slice(start, 40) for start in range(0, len(PAGES), 40)])


def test_every_row_comes_back_with_what_plain_clean_gives(crawl: Any) -> None:
    cleaned = crawl.map_batches(BatchCleaner, batch_format="pyarrow", batch_size=20, concurrency=2)
    assert by_id(cleaned.take_all()) == expected(PAGES, Cleaner())


def test_the_memory_goes_to_the_workers(crawl: Any) -> None:
    memory = SiteMemory.from_pages((row["url"], row["text"]) for row in PAGES if row["url"] and row["text"])
    cleaned = crawl.map_batches(BatchCleaner, fn_constructor_kwargs={"memory": memory}, batch_format="pyarrow", concurrency=2)
    assert by_id(cleaned.take_all()) == expected(PAGES, Cleaner(memory=memory))


class StruckCleaner(BatchCleaner):
    """The same; the first worker that has done a batch waits to be killed."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __call__(self, batch: Any) -> Any:
        cleaned = super().__call__(batch)
        wait_to_be_killed_once(self.folder)
        return cleaned


def test_a_worker_that_is_killed_costs_nothing(crawl: Any, tmp_path: Path) -> None:
    killer = threading.Thread(target=kill_the_one_who_waits, args=[tmp_path])
    killer.start()
    cleaned = crawl.map_batches(StruckCleaner, fn_constructor_args=[tmp_path], batch_format="pyarrow", batch_size=20, concurrency=2).take_all()
    killer.join()
    assert by_id(cleaned) == expected(PAGES, Cleaner())
