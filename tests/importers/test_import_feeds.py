"""RSS and Atom."""

from imported import articles, dangers, found, only, problems, reasons, sample, xml


def test_rss_is_read() -> None:
    first, second = articles(sample("feed.rss"))
    assert (first.name, first.title) == ("sahl-1001", "انطلاق موسم حصاد القمح & الشعير")
    assert first.date == "2024-05-19T08:00:00+03:00"
    assert (first.authors, first.category, first.tags) == (("هند خليل",), "زراعة", ("قمح", "مواسم"))
    assert first.summary == "بدأ الموسم مبكراً هذا العام."
    assert first.body.split("\n\n")[1] == "## إنتاج وفير"
    assert (first.aliases, first.slug) == (("/news/حصاد",), "حصاد")
    assert first.images == ("https://sahl.example/wheat.jpg",)
    assert set(reasons(first)) == {"script", "enclosure https://sahl.example/report.mp3"}
    assert (second.summary, second.body) == ("", "نص قصير بلا وسوم، 5 \\< 6.")


def test_an_entry_without_a_title_is_a_problem() -> None:
    (problem,) = problems(sample("feed.rss"))
    assert "sahl-1003" in problem.message


def test_atom_is_read_with_text_as_text_and_html_as_html() -> None:
    first, second = articles(sample("feed.atom"))
    assert (first.title, first.authors) == ("جسر جديد فوق النهر", ("فريق الجسر",))
    assert first.body == "طول الجسر **900** متر."
    assert (first.date, first.updated) == (
        "2024-05-30T10:00:00+00:00",
        "2024-05-31T10:00:00+00:00",
    )
    assert second.title == "نص حرفي *بلا* وسوم"
    assert second.body == "سطر أول \\<b\\>حرفي\\</b\\>\n\n\\- سطر ثان"
    assert not dangers(second.body)


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    whole = "<rss version='2.0'><channel><item><title>خبر</title></item>"
    problem, *_ = problems(found(f"{whole}<item><title>ن", ".rss"))
    assert problem.code == "xml-syntax"
    assert problem.line == 1
    assert articles(found(f"{whole}<item><title>ن", ".rss"))[0].title == "خبر"


def test_a_feed_that_declares_entities_is_refused() -> None:
    item = "<item><title>&a;</title></item>"
    feed = f'<!DOCTYPE rss [<!ENTITY a "x">]>\n<rss version="2.0"><channel>{item}</channel></rss>'
    read = found(feed, ".rss")
    assert not articles(read)
    (problem,) = problems(read)
    assert problem.code == "xml-entities"


def test_a_text_that_names_a_file_is_only_a_text() -> None:
    for text in ("/etc/hostname", "http://x.invalid/feed"):
        assert not articles(found(text, ".rss"))


def test_relative_links_of_a_feed_start_at_its_entry() -> None:
    body = xml("<p>نص <a href='more.html'>رابط</a></p><img src='/p.jpg'>")
    item = f"<item><title>خبر</title><link>/n/1.html</link><description>{body}</description></item>"
    feed = f"<rss version='2.0'><channel><link>https://a.example/</link>{item}</channel></rss>"
    article = only(found(feed, ".rss"))
    assert "[رابط](https://a.example/n/more.html)" in article.body
    assert article.images == ("https://a.example/p.jpg",)
    assert article.aliases == ("/n/1.html",)


def test_a_category_of_atom_is_called_by_its_label() -> None:
    terms = "<category term='env' label='بيئة'/><category term='مناخ'/>"
    entry = f"<entry><title>خبر</title><id>1</id>{terms}<content>نص</content></entry>"
    article = only(found(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>", ".atom"))
    assert (article.category, article.tags) == ("بيئة", ("مناخ",))
