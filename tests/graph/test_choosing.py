"""What closes a story: the titles that it names, then the closest; none twice, and none that says
the same again.
"""

from zoneinfo import ZoneInfo

from readings import read_article
from sites import AT, article

from benchmarks.stories import republished
from newsgen.content.terms import Terms, terms_of
from newsgen.graph.site import Site, assemble
from newsgen.language.body_parts import body_parts
from newsgen.words.config import Config, RelatedSettings, SiteSettings
from newsgen.words.model import Article, Visibility

OIL = (
    "رفعت منظمة أوبك سقف إنتاج النفط الخام في الأسواق العالمية بعد اجتماع طويل في فيينا، وقال وزير "
    "الطاقة إن القرار يخدم المستهلكين والمنتجين معًا، فيما هبطت العقود الآجلة لخام برنت في لندن."
)
OTHER_OIL = "تراجع الطلب على النفط في آسيا، وتنتظر الأسواق قرار أوبك بشأن الخام هذا الشهر في فيينا."

terms: dict[bytes, Terms] = {}  # of all articles that were read here, by their digests


def read(name: str, title: str, body: str, **front: str) -> Article:
    text = article(title, body, **front)
    found, _, body = read_article(
        text.encode(), f"articles/{name}.md", name, ZoneInfo("Asia/Riyadh")
    )
    assert isinstance(found, Article)
    terms[found.digest] = terms_of(title, found.summary, body_parts(body))
    return found


def site(*articles: Article, limit: int = 3) -> Site:
    config = Config(SiteSettings("صحيفة"), related=RelatedSettings(limit=limit))
    told = {one.source: terms[one.digest] for one in articles}
    found, _ = assemble(articles, [], config, Visibility(AT), lambda _: told)
    return found


def links(made: Site, name: str) -> list[str]:
    number = [each.slug for each in made.articles].index(name)
    return [at if isinstance(at, str) else at.slug for at in made.related(number)]


def test_a_story_published_twice_does_not_follow_itself() -> None:
    made = site(
        read("a", "أوبك ترفع سقف الإنتاج", OIL),
        read("again", "قرار جديد من أوبك", f"{OIL} وأضافت المصادر تفاصيل."),
        read("other", "الطلب على الخام", OTHER_OIL),
        read("x", "شيء آخر", "لا علاقة له بما سبق من أخبار."),
    )
    assert links(made, "a") == ["other"]
    assert links(made, "again") == ["other"]


def test_of_two_that_say_the_same_one_is_shown() -> None:
    made = site(
        read("a", "أوبك ترفع سقف الإنتاج", OIL, tags="[نفط]"),
        read("again", "قرار جديد من أوبك", f"{OIL} وأضافت المصادر تفاصيل.", tags="[نفط]"),
        read("other", "الطلب على الخام", OTHER_OIL, tags="[نفط]"),
        read("x", "شيء آخر", "لا علاقة له بما سبق من أخبار."),
    )
    assert len(links(made, "other")) == 1
    assert links(made, "other")[0] in {"a", "again"}


def test_what_says_the_same_as_a_named_story_is_left_out() -> None:
    made = site(
        read("a", "أوبك ترفع سقف الإنتاج", OIL),
        read("again", "قرار جديد من أوبك", f"{OIL} وأضافت المصادر تفاصيل."),
        read("other", "الطلب على الخام", OTHER_OIL, related="[قرار جديد من أوبك]"),
        read("x", "شيء آخر", "لا علاقة له بما سبق من أخبار."),
    )
    assert links(made, "other") == ["again"]


def test_of_two_that_bear_one_title_one_is_shown() -> None:
    made = site(
        read("gold-1", "أسعار الذهب اليوم", "ارتفع سعر الذهب في الأسواق.", tags="[ذهب]"),
        read("gold-2", "أسعار الذَهب اليوم", "تراجع الذهب قليلًا.", tags="[ذهب]"),
        read("silver", "سعر الفضة", "لحقت الفضة بسعر الذهب في الأسواق.", tags="[ذهب]"),
        read("x", "شيء آخر", "لا علاقة له بما سبق من أخبار."),
    )
    assert len(links(made, "silver")) == 1
    assert links(made, "gold-1") == links(made, "gold-2") == ["silver"]


def test_no_story_follows_twice_however_it_is_named() -> None:
    made = site(
        read("a", "أوبك ترفع سقف الإنتاج", OIL, related="[الطلب على الخام, الطلَب على الخام]"),
        read("other", "الطلب على الخام", OTHER_OIL),
        read("x", "شيء آخر", "لا علاقة له بما سبق من أخبار."),
    )
    assert links(made, "a") == ["other"]


def test_a_title_that_nobody_bears_yet_is_shown_once_however_it_is_spelt() -> None:
    names = "[خبر غائب, خَبَر غائب, خبر آخر غائب]"
    assert links(site(read("a", "خبر", "نص.", related=names)), "a") == ["خبر غائب", "خبر آخر غائب"]


def test_drafts_and_stories_of_tomorrow_follow_nothing() -> None:
    made = site(
        read("a", "أوبك ترفع سقف الإنتاج", OIL, related="[مسودة عن أوبك]"),
        read("draft", "مسودة عن أوبك", OTHER_OIL, draft="true"),
        read("future", "الطلب على الخام", OTHER_OIL, date="2031-01-01"),
        read("other", "الطلب على النفط", OTHER_OIL),
        *(read(f"x-{at}", f"شيء {at}", "لا علاقة له بما سبق من أخبار.") for at in range(4)),
    )
    assert links(made, "a") == ["مسودة عن أوبك", "other"]  # the title, as plain text


def test_agency_texts_that_were_published_twice_are_told_from_others_of_their_subject() -> None:
    stories, pairs = republished(300, 30)
    terms.update({one.article.digest: one.terms for one in stories})
    made = site(*(one.article for one in stories), limit=6)
    shown = {one.name: links(made, one.name) for one in stories}
    again = [one for one, other in pairs.items() if one in shown[other] or other in shown[one]]
    judged = [list(made.judged(one.article, [])) for one in stories]
    passed = [each for found in judged for each in found if each.verdict == "near-duplicate"]
    wrong = [each for each in passed if not {each.article.slug, f"{each.article.slug}b"} & {*pairs}]
    assert not again
    assert not wrong
