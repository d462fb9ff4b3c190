"""Tables and lines of JSON."""

import json

import pytest
from imported import articles, found, json_line, only, problems, reasons, sample, table

from newsgen.content.importers import RawArticle
from newsgen.words.problems import Problem


def test_arabic_columns_are_known() -> None:
    first, second = articles(sample("table.csv"))
    assert (first.name, first.title) == ("7", "خبر أول; مع فاصلة منقوطة")
    assert (first.date, first.authors) == ("2024-10-15", ("ليلى", "سامر"))
    assert (first.category, first.tags) == ("سياسة", ("روسيا", "الصين"))
    assert first.body == "فقرة أولى\n\nفقرة ثانية: \\*حرفية\\*"
    assert reasons(first) == {"ملاحظة: سري": "no key of this name"}
    assert second.body == "نص **عريض**"


def test_a_row_without_a_title_is_a_problem_with_its_line() -> None:
    (problem,) = problems(sample("table.csv"))
    assert (problem.code, problem.line) == ("missing-title", 5)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiters_and_encodings_are_found(delimiter: str, encoding: str) -> None:
    text = f"العنوان{delimiter}النص\r\nخبر من المدينة{delimiter}نص عربي كاف للكشف عن الترميز\r\n"
    article = only(found(text.encode(encoding), ".csv"))
    assert (article.title, article.body) == ("خبر من المدينة", "نص عربي كاف للكشف عن الترميز")


def test_a_mapping_names_columns() -> None:
    text = table(["h", "b", "title"], ["عنوان", "نص", "غيره"])
    article = only(found(text, ".csv", {"title": "h", "body": "b"}))
    assert (article.title, article.body) == ("عنوان", "نص")
    assert reasons(article) == {"title: غيره": "no key of this name"}


def test_rows_of_one_name_stay_apart() -> None:
    read = found(table(["title", "text"], ["خبر", "أ"], ["خبر", "ب"]), ".csv")
    first, second = (one.name for one in articles(read))
    assert first != second
    assert first.startswith("خبر#")
    assert second.startswith("خبر#")
    assert [one.severity for one in problems(read)] == ["warning"]


ADDRESS = "https://old.example/article.aspx?id="


@pytest.mark.parametrize(
    "rows",
    [
        [{"title": f"خبر {n}", "url": f"{ADDRESS}{n}", "body": "نص"} for n in (3, 1, 2)],
        [{"title": "خبر", "url": "", "body": text} for text in ("أ", "ب", "ج")],
        [{"id": "7", "title": title, "body": ""} for title in ("أ", "ب", "ج")],
    ],
    ids=["addresses with queries", "one title", "one id"],
)
def test_a_row_bears_one_name_wherever_it_stands(rows: list[dict[str, str]]) -> None:
    def names(rows: list[dict[str, str]]) -> dict[str, str]:
        lines = articles(found("".join(json_line(**row) for row in rows), ".jsonl"))
        cells = articles(found(table(list(rows[0]), *(list(row.values()) for row in rows)), ".csv"))
        assert len({one.name for one in lines}) == len(lines) == len(rows)
        assert len({one.name for one in cells}) == len(cells) == len(rows)
        return {one.name: f"{one.title} {one.body}" for one in (*lines, *cells)}

    before = names(rows)
    assert names(rows[::-1]) == before
    assert names(rows[1:]).items() <= before.items()


def test_an_address_with_a_query_is_left_out_and_told() -> None:
    article = only(found(json_line(title="خبر", url=f"{ADDRESS}1"), ".jsonl"))
    assert article.aliases == ()
    assert reasons(article) == {f"{ADDRESS}1": "a static site has no address with a query"}


def test_a_row_that_stands_twice_is_one_article() -> None:
    first, second = articles(found(table(["title", "text"], ["خبر", "أ"], ["خبر", "أ"]), ".csv"))
    assert first == second


def test_a_hijri_date_of_a_row_is_kept_as_text() -> None:
    rows = (["خبر", "1446/04/12"], ["آخر", "12-04-1446هـ"], ["ثالث", "1446/4/12 = 15/10/2024"])
    read = articles(found(table(["title", "date"], *rows), ".csv"))
    assert [(one.date, one.date_text) for one in read] == [
        ("", "1446/04/12"),
        ("", "12-04-1446هـ"),
        ("2024-10-15", ""),
    ]


def test_json_lines_are_read_and_each_bad_line_is_told() -> None:
    read = sample("lines.jsonl")
    (article,) = articles(read)
    assert (article.name, article.title) == ("1", "خبر بصيغة جديدة")
    assert (article.authors, article.tags) == (("ليلى",), ("أ", "ب"))
    assert article.body == "سطر\n\nسطر ثان"
    assert [problem.line for problem in problems(read)] == [2, 3, 4]


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"a":' * 5000, "9" * 5000, '{"title": "\\ud800"}']
)
def test_hostile_json_is_a_problem_or_a_text(line: str) -> None:
    (one,) = found(line, ".jsonl")
    assert isinstance(one, Problem | RawArticle)
    assert str(one).encode()


def test_an_empty_table_is_a_problem() -> None:
    assert problems(found("\n", ".csv"))[0].code == "empty-file"


def test_html_without_its_library_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "newsgen.content.importers.html_markdown", None)
    article = only(found(json_line(title="خبر", body="<p>نص</p>"), ".jsonl"))
    assert article.body == "\\<p\\>نص\\</p\\>"
    assert "newsgen[html]" in reasons(article)["body"]


@pytest.mark.parametrize(
    ("values", "is_draft", "date"),
    [
        ({"published": False, "published_at": "2024-10-15"}, True, "2024-10-15"),
        ({"published": True, "published_at": "2024-10-15"}, False, "2024-10-15"),
        ({"published": "2024-10-15"}, False, "2024-10-15"),
        ({"published": "private"}, True, ""),
        ({"status": "draft"}, True, ""),
        ({"الحالة": "مسودة"}, True, ""),
        ({"الحالة": "منشور"}, False, ""),
        ({"status": "publish"}, False, ""),
        ({"status": "pitch"}, True, ""),
        ({"status": "scheduled", "date": "2099-01-01"}, False, "2099-01-01"),
        ({"status": "scheduled"}, True, ""),
        ({"status": "publish", "draft": "true"}, True, ""),
        ({"draft": "false"}, False, ""),
        ({"draft": "x"}, True, ""),
        ({"مسودة": "لا"}, False, ""),
        ({"is_published": 0}, True, ""),
        ({"created_at": "2024-10-01", "published_at": "2024-10-15"}, False, "2024-10-15"),
        ({"date": "قريبا", "published_at": "2024-10-15"}, False, "2024-10-15"),
    ],
)
def test_what_a_row_says_of_its_state_is_understood(
    values: dict[str, object], is_draft: object, date: str
) -> None:
    article = only(found(json_line(title="خبر", **values), ".jsonl"))
    assert (article.is_draft, article.date) == (is_draft, date)


def test_of_two_dates_the_first_one_counts_and_the_other_is_told() -> None:
    line = json_line(title="خبر", date="1446/04/12", publish_date="2024-10-15", pubdate="أمس")
    article = only(found(line, ".jsonl"))
    assert (article.date, article.date_text) == ("2024-10-15", "")
    assert set(reasons(article)) == {"date: 1446/04/12", "pubdate: أمس"}


def test_a_column_that_was_chosen_for_the_date_is_the_only_one() -> None:
    line = json_line(title="خبر", published_at="2024-10-15", day="أمس")
    article = only(found(line, ".jsonl", {"date": "day"}))
    assert article.date == ""
    assert set(reasons(article)) == {"day: أمس", "published_at: 2024-10-15"}


def test_a_state_that_nobody_knows_is_told() -> None:
    article = only(found(json_line(title="خبر", status="pitch"), ".jsonl"))
    assert reasons(article) == {"status: pitch": "it is a draft in newsgen"}


@pytest.mark.parametrize(
    "date", [{"$date": "2024-10-15T06:30:00Z"}, {"$date": {"$numberLong": "1728973800000"}}]
)
def test_a_date_of_mongodb_keeps_its_offset(date: object) -> None:
    article = only(found(json_line(title="خبر", _id={"$oid": "7a"}, date=date), ".jsonl"))
    assert article.date == "2024-10-15T06:30:00+00:00"


@pytest.mark.parametrize(
    ("text", "line", "titles"),
    [
        ('title,body\nأول,نص\nثان,"نص بلا نهاية\nثالث,نص\nرابع,نص\n', 3, ["أول"]),
        ('title,body\nأول,نص\nثان,"نص بلا نهاية\nثالث,نص\nرابع,"نص"\n', 3, ["أول"]),
        ('title,body\nأول,"سطر\nآخر"\nثان,"سطر ""أول""\nو"", "و\nثالث,نص\n', 4, ["أول"]),
        ('title,body\nأول,"سطر\nآخر","بلا نهاية\nثان,نص', 3, []),
        ('title,body\nأول,"نص', 2, []),
        ('"title,body\nأول,نص\n', 1, []),
    ],
)
def test_a_quote_that_does_not_close_swallows_no_row(
    text: str, line: int, titles: list[str]
) -> None:
    read = found(text, ".csv")
    (problem,) = problems(read)
    assert (problem.code, problem.severity, problem.line) == ("csv-quote", "error", line)
    assert problem.hint
    assert [one.title for one in articles(read)] == titles


@pytest.mark.parametrize(
    "cell", ['"سطر\nآخر"', '"سطر ""بين""\n\nآخر"', '"قال "نعم" ثم مضى"', 'شاشة 55"', '""']
)
def test_quotes_that_close_are_no_mistake(cell: str) -> None:
    read = found(f"title,body,tags\nأول,{cell},أ\nثان,نص,{cell}", ".csv")
    assert not problems(read)
    assert [one.title for one in articles(read)] == ["أول", "ثان"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_lines_of_json_are_read_in_every_encoding(encoding: str) -> None:
    lines = [json.dumps({"title": f"خبر عن المدينة {n}"}, ensure_ascii=False) for n in range(3)]
    read = articles(found("\n".join(lines).encode(encoding), ".jsonl"))
    assert [one.title for one in read] == [f"خبر عن المدينة {n}" for n in range(3)]
