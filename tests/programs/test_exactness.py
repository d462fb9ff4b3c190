"""Invariant 1: after any sequence of changes, an incremental build equals a clean one."""

import os
import random
import re
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pictures import draw_into
from sites import AT, SETTINGS, article, build, rendered, tree, write, write_site

from newsgen.words.errors import ProblemsFound

TITLES = (
    *(
        "قمة في القاهرة",
        "قمة في الرياض",
        "سوق النفط",
        "سُوق النَّفط - صحيفة",
        "علاج جديد",
        "كأس العالم",
    ),
    "الحكومة تعلن خطة لتطوير الموانئ في الشمال",
    "الحكومة تعلن خطة لتطوير الموانئ الشمالية خلال العام المقبل",
    "الحكومة تعلن خطة لتطوير المونئ في الشمال",
)
CATEGORIES = ("سياسة", "اقتصاد", "رياضة", "رياضه")
PICTURES = ("content/articles/p/a.png", "static/b.png")
TAGS = ("[نفط]", "[نفط, قمة]", "[قمة, صحة]", "")
STORIES = ("أزمة النفط", "أزمة النِّفط", "قمم", "")
DATES = ("2024-05-01", "2024-06-02T10:00:00+00:00", "2023-01-01", "2031-01-01", "")
MORE = (
    "",
    "lite: true\n",
    "theme: {light: {accent: '#0a5'}}\n",  # of social cards as well
    "theme: {light: {paper: '#eee'}, dark: {accent: '#0a5'}}\n",
)
FRONTS = (
    "",
    "front: {sections: [رياضة, سياسة], latest: 2, block: 1, quota: 1}\n",
    "front: {pins: [{article: خبر-1, until: 2031-01-01}], secondaries: 1, weight_hours: 900}\n",
    "front: {breaking: [{text: زلزال, until: 2031-01-01}]}\n",
)
BODIES = (
    "نص قصير عن النفط والأسواق.",
    "## عنوان\n\nنص.\n\nشاهد أيضًا: سوق النفط\n\nنهاية.",
    "نص ![صورة](p/a.png) نص.\n\n![أخرى](/b.png)",
    'نص **غامق** و"مقتبس".\n\n- بند\n- بند',
    # Long enough to be known again when another article says it as well.
    "رفعت منظمة أوبك سقف إنتاج الخام في الأسواق العالمية بعد اجتماع طويل في فيينا، وهبطت العقود.",
    "انظر [[سوق النفط]] و[[/articles/خبر-1/|الخبر]] و[[خبر-2]].\n\nشاهد أيضًا: [[قمة الأمس]]",
    "نص [[الحكومة تعلن خطة لتطوير الموانىء في الشمال]] و[[/old/]].\n\n`[[رمز]]`\n\nنهاية.",
)
WORDS = (
    "من في على " * 70,  # which tells nothing of what a story is about
    "اجتماع أوبك في فيينا عن الخام والعقود. " * 9,
    "ملاعب كرة القدم والبطولة. ",
)
SETTLED_SECONDS = 0.15
AUTHORS = ("", "سلمى", "[كريم, سُلمى]")
fronts = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "body": st.sampled_from(BODIES),
        "category": st.sampled_from(CATEGORIES),
        "tags": st.sampled_from(TAGS),
        "story": st.sampled_from(STORIES),
        "date": st.sampled_from(DATES),
        "author": st.sampled_from(AUTHORS),
        "draft": st.sampled_from(("", "true")),
        "related": st.sampled_from(
            ("", "[قمة في الرياض, لا وجود له]", "[الحكومة تعلن خطة لتطوير الموانئ]")
        ),
        "aliases": st.sampled_from(("", "[/old/]", "[قمة الأمس, سوق النفط]")),
        "weight": st.sampled_from(("", "3", "-2")),
        "pin_until": st.sampled_from(("", "2029-01-01", "2031-01-01")),
        "breaking_until": st.sampled_from(("", "", "2031-01-01")),
        "corrections": st.sampled_from(("", "[{date: 2024-07-01, text: صُحح الرقم}]")),
        "image": st.sampled_from(("", "p/a.png", "/b.png")),
        "image_alt": st.sampled_from(("", "بحر")),
    }
).map(lambda front: {**front, "image_alt": front["image"] and front["image_alt"]})
names = st.sampled_from([f"خبر-{number}" for number in range(6)])
pick = st.integers(0, 10_000)


def let_settle(root: Path) -> None:
    """Date all sources back, as if the last edit were long ago, so that builds trust signatures."""
    for file in root.rglob("*"):
        if file.is_file() and ".newsgen" not in file.parts and "public" not in file.parts:
            os.utime(file, ns=(0, file.stat().st_mtime_ns - 10_000_000_000))


def damage(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 0xFF
    file.write_bytes(bytes(content))


class Newsroom(RuleBasedStateMachine):
    """A site that people, and accidents, change at random; each step ends with a build."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "site"
        self.changes = 0
        self.at = AT
        self.is_settled = False  # whether builds know for sure what they read, and take short ways

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(front=fronts, is_settled=st.booleans())
    def start(self, front: dict[str, str], *, is_settled: bool) -> None:
        self.is_settled = is_settled
        about = "---\ntitle: من نحن\n---\nنص [[سوق النفط]] و[[قمة الأمس]] ![صورة](/b.png)\n"
        write_site(self.root, {"content/pages/about.md": about}, f"{SETTINGS}search: true\n")
        for path in PICTURES:
            draw_into(self.root / path)
        self.write("خبر-0", front)
        for number in (1, 2):  # two that others can show, and that a story can join
            shown = {"draft": "", "date": f"2024-05-0{number}", "story": STORIES[0]}
            self.write(f"خبر-{number}", {**front, **shown})

    def write(self, name: str, front: dict[str, str]) -> None:
        self.changes += 1
        file = self.root / f"content/articles/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = article(**{key: value for key, value in front.items() if key != "slug"})
        file.write_text(f"{text}\n{self.changes}\n", encoding="utf-8")

    def articles(self) -> list[Path]:
        return sorted((self.root / "content/articles").glob("*.md"))

    def outputs(self) -> list[Path]:
        public = self.root / "public"
        return [file for file in sorted(public.rglob("*")) if file.is_file()]

    def cached(self) -> list[Path]:
        ours = sorted((self.root / ".newsgen").rglob("*"))
        return [file for file in ours if file.is_file() and file.stat().st_size]

    @rule(name=names, front=fronts)
    def add_or_edit(self, name: str, front: dict[str, str]) -> None:
        self.write(name, front)

    @precondition(lambda self: self.articles())
    @rule(which=pick, words=st.sampled_from(WORDS), is_first=st.booleans())
    def edit_a_body_and_nothing_else(self, which: int, words: str, *, is_first: bool) -> None:
        found = self.articles()
        file = found[which % len(found)]
        self.changes += 1
        head, mark, body = file.read_text(encoding="utf-8").partition("\n---\n")
        told = f"{words}{self.changes}"
        texts = (told, body) if is_first else (body, told)
        file.write_text(head + mark + "\n\n".join(texts) + "\n", encoding="utf-8")
        let_settle(self.root)

    @precondition(lambda self: self.articles())
    @rule(which=pick, story=st.sampled_from(STORIES))
    def put_into_a_story_and_nothing_else(self, which: int, story: str) -> None:
        found = self.articles()
        file = found[which % len(found)]
        lines = file.read_text(encoding="utf-8").split("\n")
        kept = [line for line in lines if not line.startswith("story: ")]
        told = [f"story: {story}"] if story else []
        file.write_text("\n".join([kept[0], *told, *kept[1:]]), encoding="utf-8")
        let_settle(self.root)

    @precondition(lambda self: self.articles())
    @rule(which=pick, title=st.sampled_from(TITLES))
    def change_a_title_and_nothing_else(self, which: int, title: str) -> None:
        found = self.articles()
        file = found[which % len(found)]
        text = re.sub("(?m)^title: .*$", f'title: "{title}"', file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        let_settle(self.root)

    @precondition(lambda self: self.articles())
    @rule(which=pick, name=st.sampled_from((*TITLES, "خبر-1|نص آخر", "/old/", "لم يأت بعد")))
    def add_a_link_to_a_body(self, which: int, name: str) -> None:
        found = self.articles()
        file = found[which % len(found)]
        file.write_text(f"{file.read_text(encoding='utf-8')}\nوانظر [[{name}]].\n", "utf-8")
        let_settle(self.root)

    @precondition(lambda self: len(self.articles()) > 1)
    @rule(which=pick)
    def delete(self, which: int) -> None:
        found = self.articles()
        found[which % len(found)].unlink()

    @rule(which=pick, name=names)
    def rename(self, which: int, name: str) -> None:
        found = self.articles()
        if found:
            found[which % len(found)].rename(self.root / f"content/articles/{name}.md")

    @rule(word=st.sampled_from(("أ", "ب")), where=st.sampled_from(("footer", "article_foot")))
    def override_a_template(self, word: str, where: str) -> None:
        name = "base" if where == "footer" else "article"
        file = self.root / f"templates/{name}.html"
        file.parent.mkdir(exist_ok=True)
        text = f'{{% extends "theme/{name}.html" %}}{{% block {where} %}}{word}{{% endblock %}}'
        file.write_text(text, encoding="utf-8")

    @rule()
    def drop_the_templates(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    @rule(text=st.sampled_from(("a{}", "b{}")), path=st.sampled_from(("css/newsgen.css", "x.txt")))
    def change_a_static_file(self, text: str, path: str) -> None:
        file = self.root / "static" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    @rule(path=st.sampled_from(PICTURES), colour=st.sampled_from(("red", "navy", "gold")))
    def change_a_picture(self, path: str, colour: str) -> None:
        draw_into(self.root / path, colour)
        let_settle(self.root)

    @rule(
        cards=st.sampled_from(("true", "false")),
        size=st.integers(1, 3),
        months=st.sampled_from(("levant", "dual")),
        digits=st.sampled_from(("arabic", "western")),
        days=st.sampled_from((1, 400)),
        told=st.integers(0, 2),
        front=st.sampled_from(FRONTS),
        more=st.sampled_from(MORE),
        search=st.sampled_from(("true", "true", "false")),
    )
    def change_the_settings(
        self,
        cards: str,
        size: int,
        months: str,
        digits: str,
        days: int,
        told: int,
        front: str,
        more: str,
        search: str,
    ) -> None:
        groups = f"listings: {{page_size: {size}}}\n{front}{more}"
        groups += f"dates: {{months: {months}, digits: {digits}}}\n"
        groups += f"related: {{half_life_days: {days}, limit: {size}, backlinks: {told}}}\n"
        groups += f"images: {{social_cards: {cards}}}\nsearch: {search}\n"
        head = "site:\n  title: صحيفة\n  base_url: https://news.example\n"
        (self.root / "newsgen.yaml").write_text(head + groups, encoding="utf-8")

    @rule(
        folder=st.sampled_from(("authors", "categories")),
        name=st.sampled_from(("ليلى", "سياسة", "رياضه")),
        text=st.sampled_from(("", "نص عن النفط.\n\nشاهد أيضًا: سوق النفط\n")),
    )
    def tell_of_a_term(self, folder: str, name: str, text: str) -> None:
        file = self.root / f"content/{folder}/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {name}\nsummary: وصف\n---\n{text}", encoding="utf-8")

    @rule(hours=st.sampled_from((0, 24 * 400)))
    def let_time_pass(self, hours: int) -> None:
        self.at = AT + hours * 3600

    @rule(is_faulty=st.booleans())
    def build_in_vain(self, *, is_faulty: bool) -> None:
        """What such a build lays out is remembered, and not published."""
        if not is_faulty:
            build(self.root, at=self.at, is_dry_run=True)
            return
        file = self.root / "templates/404.html"
        write(self.root, {"templates/404.html": "{{ nobody.knows }}"})
        with pytest.raises(ProblemsFound):
            build(self.root, at=self.at)
        file.unlink()

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.root / ".newsgen", ignore_errors=True)

    @rule(seed=pick)
    def damage_the_cache(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        for file in self.cached():
            damage(file, chance)

    @rule(seed=pick)
    def damage_some_of_the_cache(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        for file in self.cached():
            if chance.random() < 0.2:
                damage(file, chance)

    @rule(which=pick)
    def delete_an_output(self, which: int) -> None:
        found = self.outputs()
        if found:
            found[which % len(found)].unlink()

    @rule(which=pick)
    def damage_an_output(self, which: int) -> None:
        found = self.outputs()
        if found:
            file = found[which % len(found)]
            file.write_bytes(file.read_bytes()[::-1] + b"x")

    @invariant()
    def an_incremental_build_equals_a_clean_one(self) -> None:
        if not self.root.exists():
            return
        build(self.root, at=self.at)
        if self.is_settled:
            time.sleep(SETTLED_SECONDS)
        again = build(self.root, at=self.at)
        assert rendered(again) == set(), "a repeated build renders something"
        clean = self.folder / "elsewhere"
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("public", ".newsgen"))
        build(clean, at=self.at)
        assert tree(self.root / "public") == tree(clean / "public")
        shutil.rmtree(clean)


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
