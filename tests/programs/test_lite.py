"""The text edition, built by the command."""

from pathlib import Path

from sites import article, newsgen, write_site

SETTINGS = "site:\n  title: الخبر\n  base_url: https://example.org/\nlite: true\n"


def test_the_longest_story_stays_small_and_leads_to_the_rest(tmp_path: Path) -> None:
    text = "\n\n".join(f"فقرة {number} من نص طويل جدًا يقرؤه الناس." for number in range(2000))
    files = {"content/articles/long.md": article("خبر طويل", text)}
    root = write_site(tmp_path / "site", files, SETTINGS)
    newsgen("build", cwd=root)
    page = next((root / "public/lite/articles").rglob("index.html")).read_text(encoding="utf-8")
    assert len(page.encode()) <= 15_000
    assert "<p>فقرة 100 من" in page
    assert "<p>فقرة 1999 من" not in page
    assert "بقية الخبر في النسخة الكاملة</a>" in page
