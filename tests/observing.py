"""Ask one rule what it sees in some lines, as the tests of rules do."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from cleaner.reading.text import read_text
from cleaner.rules import RULES, Document
from cleaner.rules.shipped import load_phrases, load_vocabulary

BY_NAME = {rule.name: rule for rule in RULES}

PARAGRAPH = "The council met on Monday evening to vote on the budget for the coming year, and after three hours of debate a narrow majority agreed to it."
OTHER_PARAGRAPH = "Residents of the old town had asked for more buses on Sunday, but the mayor said that the money would not be there before the next summer."
LATIN = "Mira Tandon walked through the market with a basket of apples and told everybody whom she saw about the storm that had broken her window."

any_text = st.text(st.characters(exclude_categories=()) | st.sampled_from("\n\n\n\r\v\f\x1c\x85\u2028\t \u00a0\u200b\ufeff•-#[]()!:©"))
"""Every string there is, lone surrogates among them, with more of what reading has to look at."""


def document(lines: Sequence[str]) -> Document:
    """A document of these lines, with all languages loaded."""
    return Document(read_text("\n".join(lines)), load_phrases(), load_vocabulary())


def seen(rule: str, lines: Sequence[str]) -> list[str]:
    """What the rule of this name sees in each line."""
    return [BY_NAME[rule].values[place] for place in BY_NAME[rule].look(document(lines))]
