"""Rules of place and topic: small documents, and what the rules see in their lines."""

from __future__ import annotations

import pytest

from observing import LATIN, OTHER_PARAGRAPH, PARAGRAPH, seen

SHORT = "Ferry Sinks Off Tarakan"

PLACES = [
    pytest.param("from_start", [SHORT, SHORT, SHORT], ["<1", "1..2", "2..3"], id="from_start"),
    pytest.param("from_end", [SHORT, SHORT, SHORT], ["2..3", "1..2", "<1"], id="from_end"),
    pytest.param("among_paragraphs", [SHORT, PARAGRAPH, SHORT, PARAGRAPH, SHORT, SHORT], ["before", "first", "between", "last", "after 1", "after 2-3"], id="among_paragraphs"),
    pytest.param("among_paragraphs", [SHORT, SHORT], ["no paragraph", "no paragraph"], id="no paragraph"),
    pytest.param("run_of_short_lines", [SHORT, SHORT, PARAGRAPH, SHORT], ["2..3", "2..3", "<1", "1..2"], id="run_of_short_lines"),
    pytest.param("line_before", [SHORT, PARAGRAPH, SHORT], ["none", "tiny", "paragraph"], id="line_before"),
    pytest.param("line_after", [SHORT, PARAGRAPH, SHORT], ["paragraph", "tiny", "none"], id="line_after"),
    pytest.param("repeated", [SHORT, PARAGRAPH, f"• {SHORT.upper()}"], ["2..3", "<2", "2..3"], id="repeated"),
    pytest.param("lone_lines", [PARAGRAPH, SHORT, PARAGRAPH, SHORT, SHORT, PARAGRAPH], ["1..2"] * 6, id="lone_lines"),
    pytest.param("paragraphs_with_end_mark", [PARAGRAPH, OTHER_PARAGRAPH.rstrip(".")], ["0.5..0.7"] * 2, id="paragraphs_with_end_mark"),
    pytest.param("alternates", [SHORT, PARAGRAPH, SHORT, PARAGRAPH, SHORT], ["no", "no", "yes", "no", "no"], id="alternates"),
    pytest.param("way_through", [PARAGRAPH, PARAGRAPH, PARAGRAPH], ["<0.1", "0.3..0.6", "0.6..0.85"], id="way_through"),
    pytest.param("beside_usual_paragraph", [PARAGRAPH, "x", PARAGRAPH], ["1..1.6", "<0.25", "1..1.6"], id="beside_usual_paragraph"),
]


@pytest.mark.parametrize(("rule", "lines", "expected"), PLACES)
def test_what_a_rule_of_place_sees(rule: str, lines: list[str], expected: list[str]) -> None:
    assert seen(rule, lines) == expected


COUNCIL = "The council met on Monday evening to vote on the budget, and after three hours of debate a narrow majority agreed to raise the harbour fees."
GOES_ON = "The majority had grown narrow in the debate of the last weeks, and the budget of the council is the smallest since the harbour was built."
HARBOUR = "Fishermen who keep their boats there said that higher fees would drive them to Tarakan, where a berth costs half and the fuel is cheaper too."

TOPICS = [
    pytest.param("taken_up", [COUNCIL, "Fishermen fear higher fees", HARBOUR], ">=0.7", id="a subheading is taken up by the next paragraph"),
    pytest.param("taken_up", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON], "0..0.001", id="a teaser is not"),
    pytest.param("taken_up", [COUNCIL, "Fishermen fear higher fees"], "<0", id="where no paragraph comes, nothing can be taken up"),
    pytest.param("announced", [COUNCIL, "Fishermen fear higher fees", HARBOUR], "2..3", id="a subheading announces new words"),
    pytest.param("announced", [COUNCIL, "Budget of the council", GOES_ON], "<1", id="words that stood above are not announced"),
    pytest.param("known_before", [COUNCIL, "Council raises harbour fees", HARBOUR], ">=0.7", id="words of the paragraph before"),
    pytest.param("known_elsewhere", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON], "0..0.001", id="another story's words stand nowhere else"),
    pytest.param("known_elsewhere", [COUNCIL, "Council debate", GOES_ON], ">=1", id="the article's own words stand elsewhere"),
    pytest.param("known_elsewhere", [COUNCIL, "12 –", GOES_ON], "<0", id="no content words"),
    pytest.param("strange_words", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON], "3..4", id="three strange words"),
    pytest.param("strange_words", [COUNCIL, "Council debate", GOES_ON], "<1", id="no strange word"),
    pytest.param("around_continues", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON], ">=5", id="the paragraphs go on"),
    pytest.param("around_continues", [COUNCIL, "Ferry sinks off Kumbang", LATIN], "0..1", id="the paragraphs do not go on"),
    pytest.param("main_words", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON, HARBOUR], "0..0.001", id="not what the article is about"),
    pytest.param("shared_with_neighbours", [COUNCIL, "Council debate", GOES_ON], ">=0.5", id="words of the neighbours"),
    pytest.param("shared_with_neighbours", [COUNCIL, "Ferry sinks off Kumbang", GOES_ON], "0..0.05", id="none of the neighbours"),
]


@pytest.mark.parametrize(("rule", "lines", "value"), TOPICS)
def test_what_a_rule_of_topic_sees_in_the_second_line(rule: str, lines: list[str], value: str) -> None:
    assert seen(rule, lines)[1] == value


def test_the_first_three_lines_are_the_opening() -> None:
    assert seen("like_the_opening", [COUNCIL, GOES_ON, HARBOUR, "Council raises harbour fees"]) == ["<0", "<0", "<0", ">=0.7"]


IN_SCRIPTS = [
    pytest.param(
        "Anggaran kota",
        "Rapat dewan membahas anggaran kota itu selama tiga jam pada hari Senin, dan mayoritas tipis akhirnya menyetujui kenaikan biaya pelabuhan di kota tersebut.",
        id="id",
    ),
    pytest.param(
        "Gebühren im Hafen",
        "Der Stadtrat hat am Montag über den Haushalt beraten, und nach drei Stunden stimmte eine knappe Mehrheit für die höheren Gebühren im alten Hafen der Stadt.",
        id="de",
    ),
    pytest.param(
        "港口费用",
        "市议会周一晚上开会表决明年的预算，经过三个小时的辩论，微弱多数同意提高港口费用，渔民们表示反对，认为费用太高，生意难以继续下去。",
        id="zh",
    ),
    pytest.param(
        "항구 요금",
        "시의회는 월요일 저녁 내년 예산을 표결하기 위해 모였고 세 시간의 토론 끝에 근소한 다수가 항구 요금 인상에 동의했다고 시청이 화요일 아침에 발표했다",
        id="ko",
    ),
    pytest.param(
        "رسوم الميناء",
        "اجتمع مجلس المدينة مساء الاثنين للتصويت على ميزانية العام المقبل، وبعد ثلاث ساعات من النقاش وافقت أغلبية ضئيلة على رفع رسوم الميناء القديم.",
        id="ar",
    ),
]


@pytest.mark.parametrize(("heading", "paragraph"), IN_SCRIPTS)
def test_topic_works_in_every_script(heading: str, paragraph: str) -> None:
    assert seen("taken_up", [heading, paragraph]) == [">=0.7", "<0"]


@pytest.mark.parametrize(("line", "heading"), [("Councils debated", ">=1"), ("COUNCIL DEBATE", ">=1"), ("Debates", ">=1")])
def test_words_are_compared_by_their_stems(line: str, heading: str) -> None:
    assert seen("known_elsewhere", [COUNCIL, line, GOES_ON])[1] == heading
