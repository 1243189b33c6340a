"""Site memory: lines that stand on many pages of one site are its furniture, and lines that are other pages' titles are teasers."""

from cleaner.memory.memory import SiteMemory
from cleaner.memory.pages import Page, count_pages, keep_pages, page_of_lines, read_page
from cleaner.memory.sightings import Sightings
from cleaner.memory.writer import MemoryWriter

__all__ = ["MemoryWriter", "Page", "Sightings", "SiteMemory", "count_pages", "keep_pages", "page_of_lines", "read_page"]
