"""Rules of rows and fragments: small documents, and what the rules see in their lines."""

from __future__ import annotations

import pytest

from observing import PARAGRAPH, seen

SCORES = ["Enolia 3-1 Brava", "Carmo 0-0 Dunes", "Estel 2-2 Farol"]
LABELLED = ["Director: Ona Vell", "Music: Ruben Astor", "Length: two hours"]

SEEN = [
    pytest.param("listed", ["You need the following:", "Flour", "Salt", PARAGRAPH, "Sugar"], ["none", "announced", "announced", "none", "none"], id="announced list"),
    pytest.param("listed", ["Flour", "Salt", "Sugar"], ["none", "inside", "inside"], id="list that nobody announced"),
    pytest.param("fragment", ["The ferry that left", "on Monday sank.", "Nobody was hurt."], ["begins", "goes on", "whole"], id="fragment"),
    pytest.param("fragment", ["The ferry", "that left on", "Monday sank."], ["begins", "goes on", "whole"], id="a capital ends a fragment"),
    pytest.param("fragments", ["The ferry that left", "on Monday sank", "off Tarakan."], ["2..4"] * 3, id="fragments"),
    pytest.param("same_form", ["Enolia 3-1 Brava", "Carmo 0-0 Dunes", "Estel 2-2 Farol"], ["2", "2", "2"], id="scores are of one form"),
    pytest.param("same_form", ["Carmo", "Dunes", "Estel"], ["words", "words", "words"], id="names alone are not"),
    pytest.param("same_form", ["Ferry sinks, 03/11/2025", "Harbour closes, 04/11/2025", "Bridge opens, 05/11/2025"], ["dated", "dated", "dated"], id="dated rows"),
    pytest.param("counted_on", ["A. Tides", "B. Winds", "C. Currents", "Tides"], ["yes", "yes", "yes", "no"], id="lettered items"),
    pytest.param("runs_into", ["Tarakan", "-", "Ona Vell", "said on Monday that the ferry had been sold before the storm."], ["yes", "yes", "yes", "no"], id="at links"),
    pytest.param("runs_into", ["Most read", "Ferry sold", "The ferry was sold before the storm, the harbour master said."], ["no"] * 3, id="headings"),
    pytest.param("introduces", ["You need:", "Read also:", "Flour"], ["yes", "no", "no"], id="a marker does not introduce"),
    pytest.param("own_rows", [PARAGRAPH, *LABELLED], ["none", *["labelled"] * 3], id="names with values"),
    pytest.param("own_rows", [PARAGRAPH, "1. Flour", "2. Salt", "3. Water"], ["none", *["numbered"] * 3], id="numbered rows"),
    pytest.param("own_rows", [PARAGRAPH, *SCORES], ["none", *["of one form"] * 3], id="rows of one form"),
    pytest.param("own_rows", [PARAGRAPH, *SCORES[:2]], ["none"] * 3, id="two are no list"),
    pytest.param("own_rows", [PARAGRAPH, "Editor: Ona Vell", "Photo: Ruben Astor", "Source: Harbour News"], ["none"] * 4, id="the site's own lists"),
]


@pytest.mark.parametrize(("rule", "lines", "expected"), SEEN)
def test_what_a_rule_sees(rule: str, lines: list[str], expected: list[str]) -> None:
    assert seen(rule, lines) == expected


LISTS = [
    pytest.param(["1. Boil the water", "2. Add the salt", "3. Wait"], ["yes", "yes", "yes"], id="in order"),
    pytest.param(["1. Boil", "It takes a minute.", "2. Salt"], ["yes", "no", "yes"], id="with lines between"),
    pytest.param(["5. Fifth", "4. Fourth", "3. Third"], ["yes", "yes", "yes"], id="backwards"),
    pytest.param(["(1) Boil", "(2) Salt"], ["yes", "yes"], id="in brackets"),
    pytest.param(["1. Boil", "Salt", "7. Wait"], ["no", "no", "no"], id="numbers without order"),
    pytest.param(["1. Boil", *["Salt"] * 5, "2. Wait"], ["no"] * 7, id="too far away"),
    pytest.param(["2024 was dry", "2025 was not"], ["no", "no"], id="years"),
]


@pytest.mark.parametrize(("lines", "expected"), LISTS)
def test_an_item_of_a_numbered_list_is_counted_on(lines: list[str], expected: list[str]) -> None:
    assert seen("counted_on", lines) == expected
