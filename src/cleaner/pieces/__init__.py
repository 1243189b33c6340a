"""Pieces: cut a line that holds several things at its joints, so that the pieces can be labelled as lines are."""

JOINTS = ("line", "sentence 1", "sentence 2", "sentence 3", "sentence 4", "open 1", "open 2", "open 3", "open 4")
"""What can part a piece from the one before: a line break; the end of a sentence, or none; numbers rise with how likely a line break stood there."""
