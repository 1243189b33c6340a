"""What fuzzing found (benchmarks/fuzz.py), one row a find: inputs that once broke something."""

from __future__ import annotations

import pytest

from cleaner import RuleError, Rules

# What was given, and what the message has to say. Each once was another error, an overflow, or more memory than there is.
RULE_FILES = [
    pytest.param("# \udcff", "lone surrogate", id="a lone surrogate was a UnicodeEncodeError"),
    pytest.param('["a\\nb".c]\nd = 1', "unknown key 'd'", id="a line break in a key made a message of two lines"),
    pytest.param("a=" + "[" * 10_000, "nested too deep", id="lists in lists were a RecursionError"),
    pytest.param("a=" + "{a=" * 5_000, "nested too deep", id="tables in tables were a RecursionError"),
    pytest.param("a=" + "9" * 5_000, "not TOML", id="a number of 5,000 digits was another ValueError"),
    pytest.param(".".join("a" * 100_000) + "=1", "a key of a hundred parts", id="a dotted key of 200 KB filled the memory"),
    pytest.param("[" + " . ".join(["'a'"] * 100_000) + "]", "a key of a hundred parts", id="as did one of quoted parts"),
]


@pytest.mark.parametrize(("text", "said"), RULE_FILES)
def test_a_rule_file_that_broke_the_reader_is_a_rule_error_of_one_line(text: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        Rules.parse(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_phrase_of_many_dots_is_no_endless_key() -> None:
    assert Rules.parse(f'[footer.legal]\nwhy = "x"\nline = ["{"a." * 90}"]').tables
