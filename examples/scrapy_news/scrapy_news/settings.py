"""Settings of the project. The line that matters here is ITEM_PIPELINES."""

BOT_NAME = "scrapy_news"
SPIDER_MODULES = ["scrapy_news.spiders"]
ROBOTSTXT_OBEY = True
TELNETCONSOLE_ENABLED = False

ITEM_PIPELINES = {"cleaner.adapters.scrapy.CleanPipeline": 300}
