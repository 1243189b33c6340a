"""Follow the links of a front page and take an item from each story.

    scrapy crawl news -a start=http://127.0.0.1:8000/ -O stories.jsonl     the text of the blocks, as most spiders take it
    scrapy crawl pages -a start=http://127.0.0.1:8000/ -O stories.jsonl    the page as it came
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.http import HtmlResponse

from scrapy_news.items import Story

BLOCKS = "//main//*[self::h1 or self::h2 or self::p or self::li or self::figcaption]"


class NewsSpider(scrapy.Spider):
    """Takes the text of all blocks in the main part of a page."""

    name = "news"

    def __init__(self, start: str, **options: Any) -> None:
        super().__init__(start_urls=[start], **options)

    def parse(self, response: HtmlResponse) -> Iterator[Any]:
        """Follow the stories of a front page."""
        yield from response.follow_all(css="main h2 a", callback=self.parse_story)

    def parse_story(self, response: HtmlResponse) -> Iterator[Story]:
        """Take one story."""
        blocks = (" ".join(block.xpath(".//text()").getall()) for block in response.xpath(BLOCKS))
        text = "\n".join(" ".join(block.split()) for block in blocks)
        yield Story(url=response.url, title=response.css("h1::text").get(default=""), text=text)


class PagesSpider(NewsSpider):
    """Leaves the reading of a page to the pipeline."""

    name = "pages"

    def parse_story(self, response: HtmlResponse) -> Iterator[Story]:
        """Take one page."""
        yield Story(url=response.url, title=response.css("h1::text").get(default=""), html=response.text)
