"""The rules that look at pages: those of text, and what only a page knows. Imported when a page comes."""

from __future__ import annotations

from functools import cache

from cleaner.rules import RULES, Evidence, Rule, boxes, claims, links, markup, sections
from cleaner.rules.page_document import PageDocument, PageRule
from cleaner.weights import PAGE_FILE, Weights, read_weights

OF_MARKUP: tuple[PageRule, ...] = (*markup.RULES, *links.RULES, *claims.RULES, *boxes.RULES, *sections.RULES)
PAGE_RULES: tuple[Rule | PageRule, ...] = (*RULES, *OF_MARKUP)
"""Every rule that looks at a page."""


def observe_page(document: PageDocument) -> Evidence:
    """Let every rule look at every line of a page."""
    return {rule.name: rule.look(document) for rule in PAGE_RULES}


@cache
def load_page_weights() -> Weights:
    """Return the weights of pages that ship, checked against the rules there are."""
    return read_weights(PAGE_FILE, {rule.name: rule.values for rule in PAGE_RULES})
