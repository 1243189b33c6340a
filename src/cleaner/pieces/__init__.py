"""Pieces: cut a line that holds several things at its joints, so that the pieces can be labelled as lines are."""
