"""Pages for the tests of the engines: the fixture articles, spread over a few sites, with what a crawl holds besides."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from cleaner import Cleaner
from cleaner.adapters.record import COLUMNS, cleaned
from fixture_articles import read_fixtures


def pages() -> list[dict[str, Any]]:
    """About 130 rows: some have no address, one no text, one an empty text, one stands there twice with two texts."""
    texts = [fixture.text for folder in ("golden", "articles", "seedlike") for fixture in read_fixtures(folder)][::3]
    rows = [{"id": number, "url": _url(number), "text": text} for number, text in enumerate(texts)]
    odd = [("https://a.example/1", None), ("https://a.example/2", ""), (None, None), ("https://a.example/3", texts[0]), ("https://a.example/3/", texts[1])]
    return [*rows, *({"id": len(rows) + number, "url": url, "text": text} for number, (url, text) in enumerate(odd))]


def _url(number: int) -> str | None:
    """Every other page is of one site, which three names lead to."""
    if number % 11 == 0:
        return None
    host = ("www.large", "m.large", "large")[number % 3] if number % 2 else f"site{number % 7}"
    return f"https://{host}.example/{number // 3}"


def expected(rows: list[dict[str, Any]], cleaner: Cleaner, without: tuple[str, ...] = ()) -> dict[int, dict[str, Any]]:
    """What comes out for each row, by its number."""
    added = [cleaned(cleaner(row["text"], url=row["url"])) if row["text"] is not None else dict.fromkeys(COLUMNS) for row in rows]
    return {row["id"]: {name: value for name, value in {**row, **columns}.items() if name not in without} for row, columns in zip(rows, added, strict=True)}


def by_id(rows: list[dict[str, Any]], without: tuple[str, ...] = ()) -> dict[int, dict[str, Any]]:
    """Rows by their number; none stands there twice."""
    found = {row["id"]: {name: value for name, value in row.items() if name not in without} for row in rows}
    assert len(found) == len(rows)
    return found


def wait_to_be_killed_once(folder: Path) -> None:
    """In a worker: the first to come here tells its number, and waits for the blow. Others pass."""
    try:
        (folder / "claimed").touch(exist_ok=False)
    except FileExistsError:
        return
    (folder / "pid.part").write_text(str(os.getpid()))
    (folder / "pid.part").rename(folder / "pid")
    signal.pause()


def kill_the_one_who_waits(folder: Path, patience: float = 300) -> None:
    """From outside: kill that worker."""
    end = time.monotonic() + patience
    while not (folder / "pid").exists():
        assert time.monotonic() < end, "no worker came"
        time.sleep(0.05)
    os.kill(int((folder / "pid").read_text()), signal.SIGKILL)
