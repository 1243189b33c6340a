"""Rules: small, named observations of lines. Each yields evidence; none decides."""

from collections.abc import Collection

from cleaner.rules import fragments, language, phrases, place, rows, shape, signs, site, topic, voice
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule

RULES: tuple[Rule, ...] = (*shape.RULES, *language.RULES, *signs.RULES, *rows.RULES, *place.RULES, *fragments.RULES, *topic.RULES, *phrases.RULES, *voice.RULES)
"""Every rule that needs the document alone. Their order means nothing."""
SITE_RULES: tuple[Rule, ...] = site.RULES
"""Rules that need a memory of the site's other pages."""

Evidence = dict[str, list[int]]
"""What was observed: for each rule's name one place among its values for each line."""


def observe(document: Document, names: Collection[str] | None = None) -> Evidence:
    """Let every rule look at every line, or only the rules of these names; those of the site only where a memory knows other pages of it."""
    rules = (*RULES, *SITE_RULES) if document.sightings else RULES
    return {rule.name: rule.look(document) for rule in rules if names is None or rule.name in names}


__all__ = ["RULES", "SITE_RULES", "Document", "Evidence", "Rule", "observe"]
