"""The same text and the same options give the same result: whatever ran before, in whatever thread and process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cleaner import Cleaner, clean
from fixture_articles import read_fixtures
from observing import OTHER_PARAGRAPH, PARAGRAPH

ARTICLES = [article.text for article in read_fixtures("golden")[::5]]


def test_eight_threads_give_what_one_gives() -> None:
    shared, texts = Cleaner(), ARTICLES * 4
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(shared, texts))
    assert [article.to_dict() for article in together] == [shared(text).to_dict() for text in texts]


FIRST = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from cleaner import clean
with ThreadPoolExecutor(8) as threads:
    print(json.dumps([article.to_dict() for article in threads.map(clean, json.loads(sys.stdin.read()))]))
"""


def test_eight_threads_may_make_the_first_calls_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST], input=json.dumps(ARTICLES), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == json.loads(json.dumps([clean(text).to_dict() for text in ARTICLES]))


def test_what_ran_before_changes_nothing() -> None:
    before = [clean(text).to_dict() for text in ARTICLES]
    assert [clean(text).to_dict() for text in reversed(ARTICLES)] == before[::-1]


CONFLICT = f"{PARAGRAPH}\nA yellow walrus, a purple gannet, a quiet heron\n{OTHER_PARAGRAPH}"
PINS = '[a.{0}]\nwhy = "Test."\neffect = "always"\nlabel = "{0}"\ninside = ["{1}"]\n'
SCRIPT = f"""
import json, sys
from cleaner import Cleaner, Rules, clean
rules = [Rules.parse({PINS!r}.format(label, phrase)) for label, phrase in [("teaser", "yellow walrus"), ("footer", "purple gannet"), ("promo", "quiet heron")]]
articles = [*map(clean, json.loads(sys.stdin.read())), Cleaner(rules=rules)({CONFLICT!r})]
print(json.dumps([article.to_dict() for article in articles]))
"""


def in_a_new_process(seed: int) -> list[Any]:
    done = subprocess.run([sys.executable, "-c", SCRIPT], input=json.dumps(ARTICLES), capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)})
    results: list[Any] = json.loads(done.stdout)
    return results


def test_another_process_gives_the_same() -> None:
    assert in_a_new_process(1)[:-1] == [json.loads(json.dumps(clean(text).to_dict())) for text in ARTICLES]


def test_the_order_of_hashes_changes_nothing() -> None:
    results = [json.dumps(in_a_new_process(seed)[-1]) for seed in (1, 2, 3, 4)]
    assert len(set(results)) == 1
