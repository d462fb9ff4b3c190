"""What articles name, and who names them."""

from zoneinfo import ZoneInfo

from readings import read_article, read_page
from sites import article

from newsgen.graph.references import References, backlinks, references, unresolved
from newsgen.words.config import Config, SiteSettings
from newsgen.words.model import Article, StaticPage

BODY = "نص [[سوق النفط]] ثم [[/articles/cup/|الكأس]].\n\nشاهد أيضًا: [[oil]]\n\nنهاية [[لا شيء]]."


def read(name: str, title: str, body: str = "نص.", **front: str) -> Article:
    text = article(title, body, **front)
    found = read_article(text.encode(), f"articles/{name}.md", name, ZoneInfo("Asia/Riyadh")).value
    assert isinstance(found, Article)
    return found


OIL = read("oil", "سوق النفط", aliases="[أسواق الطاقة هذا الصباح, /2019/oil.html]")
CUP = read("cup", "كأس العالم", related="[كأس العالم, سوق النّفط، – صحيفة, /2019/oil.html]")
SUMMIT = read("summit", "قمة في الرياض", BODY, related="[أسواق الطاقة هذا الصباح]")
NEWSROOM = (OIL, CUP, SUMMIT)
CONFIG = Config(SiteSettings("صحيفة"))


def test_titles_pointers_and_links_lead_to_articles() -> None:
    found = references(NEWSROOM, (), CONFIG)
    oil, cup, _ = range(len(NEWSROOM))
    assert found == {
        CUP.source: References(named=(cup, oil, oil)),
        SUMMIT.source: References(named=(oil,), see_also=(oil,), links=(oil, cup, None)),
    }
    assert unresolved(found) == 1


def test_a_page_may_name_articles_and_is_no_article() -> None:
    text = "---\ntitle: من نحن\n---\nاقرأ [[سوق النفط]].\n"
    about = read_page(text.encode(), "pages/about.md", "about").value
    assert isinstance(about, StaticPage)
    found = references([OIL], [about], CONFIG)
    assert found == {about.source: References(links=(0,))}
    assert backlinks([OIL], found, 5) == {}


def test_those_that_name_an_article_are_told_once_in_their_order_up_to_a_limit() -> None:
    newest_first = (SUMMIT, CUP, OIL)
    found = references(newest_first, (), CONFIG)
    summit, cup, oil = range(len(newest_first))
    assert backlinks(newest_first, found, 5) == {oil: [summit, cup], cup: [summit]}
    assert backlinks(newest_first, found, 1) == {oil: [summit], cup: [summit]}
    assert backlinks(newest_first, found, 0) == {}
