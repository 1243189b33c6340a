"""The rules that look at pages: those of text, and what only a page knows. Imported when a page comes."""

from __future__ import annotations

from cleaner.rules import RULES, Evidence, Rule, claims, links, markup
from cleaner.rules.page_document import PageDocument, PageRule

OF_MARKUP: tuple[PageRule, ...] = (*markup.RULES, *links.RULES, *claims.RULES)
PAGE_RULES: tuple[Rule | PageRule, ...] = (*RULES, *OF_MARKUP)
"""Every rule that looks at a page."""


def observe_page(document: PageDocument) -> Evidence:
    """Let every rule look at every line of a page."""
    return {rule.name: rule.look(document) for rule in PAGE_RULES}
