"""A Scrapy project whose items leave with their articles."""
