"""The kinds of joints that part a piece from the one before it."""

SENTENCE_BINS = (0.1, 0.25, 0.4, 0.6, 0.8)
"""How likely a line break stood at the end of a sentence: the edges of its kinds."""
OPEN_BINS = (0.15, 0.3, 0.6, 0.8)
"""The same where no sentence ends."""
JOINTS = ("line", *(f"sentence {number}" for number in range(1, 7)), *(f"open {number}" for number in range(1, 6)))
"""A line break; the end of a sentence, or none; numbers rise with how likely a line break stood there."""
LIKELY = frozenset(("line", "sentence 5", "sentence 6", "open 4", "open 5"))
"""Joints at which a line break stood more likely than not."""
