"""Tell what every line of a web article is, and give back the article alone."""

from cleaner.article import Article, Flag, Label, Line, Reason
from cleaner.cleaning import Cleaner, clean
from cleaner.memory import SiteMemory
from cleaner.rules.tables import RuleError
from cleaner.rules.user import Rules

__all__ = ["Article", "Cleaner", "Flag", "Label", "Line", "Reason", "RuleError", "Rules", "SiteMemory", "clean"]
