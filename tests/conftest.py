"""Settings of the whole suite."""

from hypothesis import settings

pytest_plugins = ["browsing", "reporting"]

# No deadline: the first example of a property loads all languages. The seed is fixed, so that a clean clone sees what we saw.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("suite")
