"""Front pages, walls, errors, players: a flag says that no article is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Flag, clean

FOLDER = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("page", sorted((FOLDER / "no_article").glob("*.html")), ids=lambda page: page.stem)
def test_a_page_without_an_article_is_flagged(page: Path) -> None:
    assert Flag.NO_ARTICLE in clean(page.read_bytes()).flags


@pytest.mark.parametrize("page", sorted((FOLDER / "no_article").glob("*.html")), ids=lambda page: page.stem)
def test_its_body_holds_no_menu(page: Path) -> None:
    body = clean(page.read_bytes()).body
    assert not any(entry in body for entry in ("Weather", "Imprint", "Privacy policy", "WhatsApp", "All rights reserved", "Most read"))


@pytest.mark.parametrize("page", sorted((FOLDER / "pages").glob("*.html")), ids=lambda page: page.stem)
def test_an_article_is_not_flagged(page: Path) -> None:
    assert Flag.NO_ARTICLE not in clean(page.read_bytes()).flags


def test_a_page_of_many_articles_with_a_story_each_is_a_list() -> None:
    cards = "".join(
        f'<div class="item"><a href="/news/2024/a-story-of-the-day-{number}"><h3>Story number {number} of this long day</h3></a>'
        f"<p>What happened at place {number} is told here in a single sentence, and the rest of it stands on another page.</p></div>"
        for number in range(8)
    )
    assert Flag.NO_ARTICLE in clean(f"<html><body><h1>News</h1>{cards}</body></html>").flags


def test_an_article_in_cards_without_stories_is_none() -> None:
    """Steps of a recipe, entries of a live blog: blocks of the same shape, but no links to other stories."""
    steps = "".join(
        f'<div class="card"><h3>Step {number}</h3><p>Stir the dough for {number} minutes, then cover it with a cloth and leave it alone until it has doubled.</p></div>'
        for number in range(2, 8)
    )
    assert Flag.NO_ARTICLE not in clean(f"<html><body><h1>Bread in six steps</h1>{steps}</body></html>").flags
