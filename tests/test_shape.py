"""Rules of shape: small tables of a line and what the rule sees in it."""

from __future__ import annotations

import pytest

from observing import LATIN, PARAGRAPH, seen

SHAPES = [
    ("casing", "Harga Beras Naik di Tiga Kota Besar", "title"),
    ("casing", "Harga beras naik di tiga kota besar", "sentence"),
    ("casing", "HARGA BERAS NAIK", "capitals"),
    ("casing", "harga beras naik", "lower"),
    ("casing", "Der Rat hat am Montag über den Haushalt abgestimmt", "sentence"),
    ("casing", "Совет принял бюджет на следующий год", "sentence"),
    ("casing", "Совет Принял Бюджет Следующего Года", "title"),
    ("casing", "Ο Δήμος Ενέκρινε Τον Προϋπολογισμό", "title"),
    ("casing", "市议会周一晚上开会表决", "uncased"),
    ("casing", "أقر المجلس الميزانية الجديدة", "uncased"),
    ("casing", "So it is", "short"),
    ("end_mark", "It rained.", "sentence"),
    ("end_mark", "It rained.”", "sentence"),
    ("end_mark", "下雨了。", "sentence"),
    ("end_mark", "बारिश हुई।", "sentence"),
    ("end_mark", "ភ្លៀងធ្លាក់។", "sentence"),
    ("end_mark", "Անձրևեց։", "sentence"),
    ("end_mark", "هل هطل المطر؟", "question"),
    ("end_mark", "Did it rain?", "question"),
    ("end_mark", "“Did it rain?”", "question"),
    ("end_mark", "Run!", "exclamation"),
    ("end_mark", "It rained ...", "ellipsis"),
    ("end_mark", "He said:", "colon"),
    ("end_mark", "他说：", "colon"),
    ("end_mark", "first, second,", "comma"),
    ("end_mark", "the word “rain”", "quote"),
    ("end_mark", "It rained (mir)", "bracket"),
    ("end_mark", "Top 10", "digit"),
    ("end_mark", "More »", "quote"),
    ("end_mark", "More →", "other"),
    ("end_mark", "It rains", "none"),
    ("end_mark", "बारिश की", "none"),
    ("opening", "Rain", "upper"),
    ("opening", "rain", "lower"),
    ("opening", "雨", "uncased"),
    ("opening", "1. Rain", "number"),
    ("opening", "2024 was dry", "digit"),
    ("opening", "– Rain", "dash"),
    ("opening", "• Rain", "bullet"),
    ("opening", "„Regen“", "quote"),
    ("opening", "(rain)", "bracket"),
    ("opening", "#rain", "hash"),
    ("opening", "@rain", "at"),
    ("opening", "→ Rain", "symbol"),
    ("initials_at_end", "The ferry sank on Monday. (nds/krs)", "yes"),
    ("initials_at_end", "The ferry sank on Monday. [ab]", "yes"),
    ("initials_at_end", "The ferry sank on Monday (again and again)", "no"),
    ("initials_at_end", "The ferry sank on Monday.", "no"),
    ("initials_at_end", "The ferry (nds) sank on Monday.", "no"),
    ("dateline", f"JAKARTA, Nusakini.id – {PARAGRAPH}", "sourced"),
    ("dateline", f"BERLIN (npa) -- {PARAGRAPH}", "sourced"),
    ("dateline", f"МОСКВА — {PARAGRAPH}", "place"),
    ("dateline", f"The harbour – once the largest of the coast. {PARAGRAPH}", "none"),
    ("dateline", PARAGRAPH, "none"),
    ("dateline", "JAKARTA – Menu", "none"),
    ("substance", "12 March 2024", "date alone"),
    ("substance", "Kamis, 11 Mei 2023", "date alone"),
    ("substance", "11/05/2023 08:30", "date alone"),
    ("substance", "2019-11-18T16:35:56+03:00", "date alone"),
    ("stamped", "11/05/2023 08:30", "moment"),
    ("stamped", "Kamis, 11 Mei 2023 8:30 Wib", "moment"),
    ("stamped", "2019-11-18T16:35:56+03:00", "moment"),
    ("stamped", "Kamis, 11 Mei, 8:30", "no"),
    ("stamped", "9:11 AM - 17 Nov 2019", "no"),
    ("stamped", "2019年11月18日 15:00～11月30日 23:59", "no"),
    ("stamped", "September 2019 $10.05", "no"),
    ("stamped", "(nds/krs)", "initials"),
    ("stamped", "The ferry sank on Monday. (nds/krs)", "no"),
    ("stamped", "(again and again)", "no"),
    ("stamped", "© Nusakini / Budi Santoso", "copyright"),
    ("stamped", "Nusakini © 2024", "no"),
    ("stamped", f"© {PARAGRAPH}", "no"),
    ("substance", "2024年5月11日", "date alone"),
    ("substance", "* * *", "no letters"),
    ("substance", "$ 12.50", "price"),
    ("substance", "Rp 12.000", "price"),
    ("substance", "12 ships sank in March", "words"),
    ("substance", "Rain", "words"),
    ("substance", "2018年，港口卖出了3000吨鱼，渔民说今年会更多。", "words"),
    ("date", "12 March 2024", "date"),
    ("date", "11/05/2023", "date"),
    ("date", "11.05.2023, 08:30", "both"),
    ("date", "at 18:30", "time"),
    ("date", "In the spring", "none"),
    ("quotation", "“It rained,” she said", "opens"),
    ("quotation", "“It rained.”", "whole"),
    ("quotation", "She said “rain”, not snow", "inside"),
    ("quotation", "It's raining", "none"),
    ("several_sentences", "It rained. Nobody came.", "yes"),
    ("several_sentences", "下雨了。没人来", "yes"),
    ("several_sentences", "It rained at 5.30 in Bonn", "no"),
    ("colon_inside", "Ferry: Ten rescued", "yes"),
    ("colon_inside", "He said:", "no"),
    ("names_only", "Ratna Puspita Dewi", "yes"),
    ("names_only", "Ratna walks home", "no"),
    ("names_only", "Ratna", "no"),
    ("web_address", "www.example.com", "yes"),
    ("web_address", "Write to desk@example.com", "yes"),
    ("web_address", "An example. Come in", "no"),
    ("bars", "Home | News | Sport", "2..3"),
    ("bars", "Home", "<1"),
    ("digits", "2024", ">=0.7"),
    ("digits", LATIN, "<0.001"),
    ("commas", "one, two، three、four", ">=3"),
    ("commas", "none at all", "<1"),
    ("linked", "[Prices rise](https://example.com/1)", "whole"),
    ("linked", "Read [it](https://example.com/1) today, she said", "part"),
    ("linked", "Read it", "unknown"),
    ("heading_mark", "# Rain", "first"),
    ("heading_mark", "## Rain", "second"),
    ("heading_mark", "#### Rain", "lower"),
    ("heading_mark", "Rain", "none"),
    ("copyright_sign", "© 2024 Nusakini", "opens"),
    ("copyright_sign", "Nusakini © 2024", "inside"),
    ("copyright_sign", "Nusakini 2024", "none"),
    ("colons", "Venue: harbour. Price: 3. Doors: 18:30", "3..5"),
    ("colons", "At 18:30, see https://example.com", "<1"),
    ("repeated_words", "row row row your boat", ">=0.35"),
    ("repeated_words", "row your boat gently", "<0.01"),
    ("joined_by_comma", "Flour, salt, sugar, eggs", "4..7"),
    ("joined_by_comma", "Flour, salt", "<1"),
    ("clause", "“It rained,” she said", "speech"),
    ("clause", "Menurut dia, harga beras itu tidak akan naik", "speech"),
]


@pytest.mark.parametrize(("rule", "line", "value"), SHAPES)
def test_what_a_rule_of_shape_sees(rule: str, line: str, value: str) -> None:
    assert seen(rule, [line])[0] == value


MOMENTS = [
    (["Selasa, 22 Juli 2025 22:27 Wib", "Selasa, 22 Juli 2025 20:43 Wib", "Senin, 21 Juli 2025 9:12 Wib"], ["moments"] * 3),
    (["Selasa, 22 Juli 2025 22:27 Wib", "Harga Beras Naik", "Senin, 21 Juli 2025 9:12 Wib"], ["moment", "no", "moment"]),
]


@pytest.mark.parametrize(("lines", "values"), MOMENTS)
def test_moments_in_a_row(lines: list[str], values: list[str]) -> None:
    assert seen("stamped", lines) == values


INDONESIAN = "Harga beras di tiga kota itu naik sejak pekan lalu karena pasokan dari daerah belum datang, kata kepala dinas pada hari Senin."
SPANISH = "El precio del arroz subió en tres ciudades desde la semana pasada porque no llegó lo que se esperaba de las provincias, dijo la jefa."
HEADLINES = [
    (INDONESIAN, "Tiga Kapal Tenggelam di Selat Karimata", "as headlines"),
    (INDONESIAN, "Tiga kapal tenggelam di selat Karimata", "otherwise"),
    (INDONESIAN, "Menurut dia, kapal itu tenggelam dengan cepat.", "otherwise"),
    (SPANISH, "Tres barcos se hunden cerca de la costa", "as headlines"),
    (SPANISH, "Tres barcos se hunden cerca de la costa.", "open"),
    (SPANISH, "Instituto Nacional de Estadística", "otherwise"),
    (PARAGRAPH, "Three Ships Sink Off Tarakan", "open"),
    (INDONESIAN, INDONESIAN + INDONESIAN, "open"),
    (INDONESIAN, "3. Tiga Kapal Tenggelam di Selat Karimata", "open"),
    (INDONESIAN, "Ketua: Budi Santoso, Sekretaris: Sari Wulandari", "open"),
    (INDONESIAN, "7.000 Orang Mengungsi Setelah Banjir di Semarang", "as headlines"),
]


@pytest.mark.parametrize(("paragraph", "line", "value"), HEADLINES)
def test_casing_of_headlines_is_a_habit_of_the_language(paragraph: str, line: str, value: str) -> None:
    assert seen("cased_as_headlines", [paragraph, line])[1] == value


DATELINES = [
    (["Tarakan", "-", PARAGRAPH], ["parts", "parts", "none"]),
    (["Kota Tarakan (", "Nusakini.id", ")", f"— {PARAGRAPH}"], ["parts", "parts", "parts", "none"]),
    (["Tarakan (Nusakini.id)", f"–{PARAGRAPH}"], ["parts", "none"]),
    (["TARAKAN, 23 Februari 2016 (Nusakini/Berita Pers) --", "Pemerintah kota"], ["parts", "none"]),
    (["Tarakan (Nusakini.id)", PARAGRAPH], ["none", "none"]),
    (["Tarakan (Nusakini.id)", "- 12 orang hilang"], ["none", "none"]),
    (["- Sport", "- Wetter", PARAGRAPH], ["none", "none", "none"]),
    (["It rained in Tarakan.", "-", PARAGRAPH], ["none", "none", "none"]),
]


@pytest.mark.parametrize(("lines", "values"), DATELINES)
def test_datelines_that_were_broken_off(lines: list[str], values: list[str]) -> None:
    assert seen("dateline", lines) == values


WORDS = [
    ("function_words", ["it is the one that we have and they are not"], ">=0.45"),
    ("function_words", ["Ferry sinks; Tarakan mourns"], "<0.001"),
    ("first_word", ["The ferry sank and it was on the news"], "function"),
    ("first_word", ["12 ships sank and it was on the news"], "digit"),
    ("first_word", ["Ferry sank and it was on the news"], "content"),
]


@pytest.mark.parametrize(("rule", "lines", "value"), WORDS)
def test_words_of_the_documents_language(rule: str, lines: list[str], value: str) -> None:
    assert seen(rule, [*lines, PARAGRAPH])[0] == value


def test_names_that_stand_nowhere_else_are_strange() -> None:
    lines = [PARAGRAPH, "Ferry Sinks Off Tarakan", "Council Budget"]
    assert seen("strange_names", lines)[1:] == [">=0.8", "<0.02"]
