"""Site memory: what is kept, what is told of a document, and that a saved memory is the same."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, SiteMemory, clean
from cleaner.memory import pages as of_pages
from cleaner.memory import read_page
from cleaner.memory import writer as of_writer
from cleaner.memory.pages import fold_lines
from cleaner.reading.addresses import site_of
from fixture_articles import read_fixtures
from observing import any_text

SITES = [
    ("https://www.News.example/a?b=1#c", "news.example"),
    ("http://m.news.example:8080/", "news.example"),
    ("https://amp.www.news.example/", "news.example"),
    ("news.example/path", "news.example"),
    ("//NEWS.example.", "news.example"),
    ("https://m.example/", "m.example"),
    ("https://blog.news.example/", "blog.news.example"),
    ("https://[broken", ""),
    ("/relative", ""),
    ("", ""),
    (None, ""),
]


@pytest.mark.parametrize(("url", "site"), SITES)
def test_a_site_is_a_host_without_its_other_names(url: str | None, site: str) -> None:
    assert site_of(url) == site


addresses = st.builds("https://{}.example/{}".format, st.sampled_from("ab"), st.integers(0, 12))
lines = st.sampled_from(["Share this", "Subscribe to our letter", "Storm hits the northern coast", "A quiet day in the old town", "One", "Two"])
texts = st.lists(lines, max_size=4).map("\n".join)
page_lists = st.lists(st.tuples(addresses, texts | any_text), max_size=12)


@pytest.fixture(autouse=True)
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep five pages a site, so that the bound is met."""
    for module in (of_pages, of_writer):
        monkeypatch.setattr(module, "MOST_PAGES", 5)


@given(page_lists, st.randoms())
def test_the_order_of_pages_means_nothing(pages: list[tuple[str, str]], chance: object) -> None:
    turned = list(pages)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert SiteMemory.from_pages(turned) == SiteMemory.from_pages(pages)


@given(page_lists, page_lists, page_lists)
def test_merging_is_the_memory_of_all_pages(one: list[tuple[str, str]], two: list[tuple[str, str]], three: list[tuple[str, str]]) -> None:
    a, b, c = map(SiteMemory.from_pages, (one, two, three))
    assert (a | b) | c == a | (b | c) == (c | b) | a == SiteMemory.from_pages([*one, *two, *three])
    assert a | a == a


@given(page_lists)
def test_no_more_pages_are_kept_than_the_bound(pages: list[tuple[str, str]]) -> None:
    kept = list(SiteMemory.from_pages(pages).pages())
    assert all(sum(page.site == site for page in kept) <= 5 for site in ("a.example", "b.example"))


@given(page_lists)
def test_those_with_the_smallest_numbers_are_kept(pages: list[tuple[str, str]]) -> None:
    known = {read.key for url, text in pages if (read := read_page(url, text)) and read.site == "a.example"}
    assert [page.key for page in SiteMemory.from_pages(pages).pages() if page.site == "a.example"] == sorted(known)[:5]


STORY = "The council met on Monday evening to vote on the budget for the coming year, and after three hours of debate a narrow majority agreed to item {}."
SECOND = "Residents had asked for more buses on Sunday, but the mayor said that the money for line {} would not be there before the next summer came."
FURNITURE = "Get our letter every morning"
NAMES = ["alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel"]


def page(name: str, *more: str) -> tuple[str, str]:
    return f"https://news.example/{name}", "\n".join([f"What the {name} tells us about autumn", STORY.format(name), SECOND.format(name), FURNITURE, *more])


PAGES = [page(name) for name in NAMES[:5]]
MEMORY = SiteMemory.from_pages(PAGES)


def told(memory: SiteMemory, url: str, text: str) -> tuple[int, list[int], list[bool]]:
    lines = text.splitlines()
    sightings = memory.sightings(url, fold_lines(lines), [len(line) >= 110 for line in lines])
    assert sightings
    return sightings.pages, sightings.seen, sightings.titles


def test_a_document_is_not_among_its_own_witnesses() -> None:
    assert told(MEMORY, *PAGES[0]) == (4, [0, 0, 0, 4], [False] * 4)


def test_a_new_page_is_seen_against_all() -> None:
    assert told(MEMORY, *page("hazel")) == (5, [0, 0, 0, 5], [False] * 4)


def test_the_same_text_under_another_address_is_not_a_witness() -> None:
    assert told(MEMORY, "https://m.news.example/other?from=letter", PAGES[0][1]) == (4, [0, 0, 0, 4], [False] * 4)


def test_another_version_of_the_article_is_not_a_witness() -> None:
    assert told(MEMORY, "https://news.example/alder-2", PAGES[0][1].replace("the council", "The whole council") + "\nOne more line") == (4, [0, 0, 0, 4, 0], [False] * 5)


def test_two_copies_count_as_one_page() -> None:
    memory = SiteMemory.from_pages([*PAGES[:3], (f"{PAGES[0][0]}?print", PAGES[0][1])])
    assert told(memory, *page("hazel"))[:2] == (3, [0, 0, 0, 3])


def test_titles_of_other_pages_are_known_behind_a_marker_too() -> None:
    text = page("hazel", "What the birch tells us about autumn", "Read also: What the cedar tells us about autumn", "What the elk tells us about autumn")[1]
    assert told(MEMORY, "https://news.example/hazel", text)[2] == [False] * 4 + [True, True, False]


def test_a_given_title_is_the_title() -> None:
    memory = SiteMemory.from_pages([(url, text, f"A long headline on page {name} | News") for name, (url, text) in zip(NAMES, PAGES, strict=False)])
    assert told(memory, *page("hazel", "A long headline on page birch", "What the birch tells us about autumn"))[2] == [False] * 4 + [True, False]


def test_what_many_pages_open_with_is_no_title() -> None:
    memory = SiteMemory.from_pages([(url, f"The morning paper of the north\n{text}") for url, text in PAGES])
    assert not any(told(memory, *page("hazel", "The morning paper of the north"))[2])


@pytest.mark.parametrize("url", [None, "", "https://other.example/", "https://[broken"])
def test_an_unknown_site_is_the_plain_case(url: str | None) -> None:
    assert MEMORY.sightings(url, ["share"], [False]) is None


def test_a_memory_of_the_document_alone_tells_nothing() -> None:
    assert SiteMemory.from_pages(PAGES[:1]).sightings(PAGES[0][0], fold_lines(PAGES[0][1].splitlines()), [False, True, True, False]) is None


ARTICLES = [article.text for article in read_fixtures("golden")[::8]]


@pytest.mark.parametrize("text", ARTICLES, ids=range(len(ARTICLES)))
def test_without_a_known_site_labels_are_as_without_a_memory(text: str) -> None:
    plain = Cleaner()(text, url="https://other.example/1")
    assert Cleaner(memory=MEMORY)(text, url="https://other.example/1").lines == plain.lines == Cleaner(memory=MEMORY)(text).lines


def test_a_memory_is_part_of_the_fingerprint() -> None:
    assert len({Cleaner().fingerprint, Cleaner(memory=MEMORY).fingerprint, Cleaner(memory=SiteMemory.from_pages(PAGES[:2])).fingerprint}) == 3


def test_anything_else_is_no_memory() -> None:
    with pytest.raises(TypeError, match=r"memory takes a SiteMemory, not str: SiteMemory\.load"):
        clean("text", memory="site.memory")


def test_a_saved_memory_is_the_same(tmp_path: Path) -> None:
    MEMORY.save(tmp_path / "site.memory")
    loaded = SiteMemory.load(tmp_path / "site.memory")
    assert loaded == MEMORY
    assert list(loaded.pages()) == list(MEMORY.pages())
    assert [told(loaded, *one) for one in PAGES] == [told(MEMORY, *one) for one in PAGES]
    assert [path.name for path in tmp_path.iterdir()] == ["site.memory"]


@given(page_lists)
def test_any_memory_can_be_saved(pages: list[tuple[str, str]]) -> None:
    memory = SiteMemory.from_pages(pages)
    with TemporaryDirectory() as folder:
        memory.save(Path(folder) / "memory")
        assert SiteMemory.load(Path(folder) / "memory") == memory


def test_a_memory_is_pickled(tmp_path: Path) -> None:
    MEMORY.save(tmp_path / "site.memory")
    for memory in (MEMORY, SiteMemory.load(tmp_path / "site.memory")):
        cleaner = pickle.loads(pickle.dumps(Cleaner(memory=memory)))
        assert cleaner == Cleaner(memory=memory)
        assert cleaner.memory == memory


def test_a_loaded_memory_is_pickled_as_its_path(tmp_path: Path) -> None:
    MEMORY.save(tmp_path / "site.memory")
    pickled = pickle.dumps(SiteMemory.load(tmp_path / "site.memory"))
    assert len(pickled) < 300
    SiteMemory.from_pages(PAGES[:2]).save(tmp_path / "site.memory")
    with pytest.raises(ValueError, match="has changed since"):
        pickle.loads(pickled)


def test_threads_share_a_loaded_memory(tmp_path: Path) -> None:
    MEMORY.save(tmp_path / "site.memory")
    loaded = SiteMemory.load(tmp_path / "site.memory")
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda one: told(loaded, *one), PAGES * 5)) == [told(MEMORY, *one) for one in PAGES * 5]
