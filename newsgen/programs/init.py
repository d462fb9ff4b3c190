"""A small new site that builds at once."""

from pathlib import Path

from newsgen.machine.folders import SETTINGS_FILE, write_whole
from newsgen.words.errors import NewsgenError

_SETTINGS = """\
# The settings of this site. Only the title is required; docs/configuration.md lists all keys.
site:
  title: "صحيفتي"
  tagline: "أخبار تُقرأ"
  base_url: https://example.com   # where the site will live, for feeds and the sitemap
  language: ar
  timezone: Asia/Riyadh
search: true                      # readers find articles by their words
images:
  social_cards: true              # a picture of each headline, for links on other sites
"""
_ARTICLE = """\
---
title: "أهلًا بكم في موقعكم الجديد"
summary: "هذا أول خبر في موقعكم. عدّلوه أو احذفوه، ثم ضعوا نصوصكم في مجلد seeds."
date: 2026-01-01
category: الموقع
tags: [بداية]
---

كل ملف في `content/articles` خبر واحد: رأس قصير بين سطرين من `---`، ثم النص.

## خبر من نص عادي

ضعوا أي خبر نصًّا عاديًّا في مجلد `seeds` بامتداد `.txt`، ثم نفّذوا `newsgen build`:
السطر الأول عنوان، والثاني موجز، وما بعدهما فقرات وعناوين.

## إشارة إلى خبر آخر

اكتبوا سطرًا يبدأ بـ «شاهد أيضًا» وعنوان الخبر، فيصير رابطًا متى وُجد خبر بهذا العنوان.
"""
_ABOUT = """\
---
title: "من نحن"
summary: "تعريف بالموقع."
---

اكتبوا هنا من أنتم، وكيف يراسلكم القراء، وكيف تصححون الأخطاء.
"""
_SEED = """\
خبر تجريبي من ملف نصي
وصل هذا الخبر نصًّا عاديًّا بلا أي علامات، فحوّله newsgen إلى صفحة كاملة.


ما الذي يحدث عند الاستيراد
يقرأ البرنامج العنوان والموجز والعناوين والفقرات، ويكتب منها ملفًّا في content/articles.
شاهد أيضًا: أهلًا بكم في موقعكم الجديد
وإذا عُدّل الملف باليد فلن يكتب البرنامج فوقه أبدًا.
"""
_IGNORE = "/public/\n/.newsgen/\n"
FILES = {
    SETTINGS_FILE: _SETTINGS,
    "content/articles/أهلا-بكم.md": _ARTICLE,
    "content/pages/about.md": _ABOUT,
    "seeds/2026-01-02-خبر-تجريبي.txt": _SEED,
    ".gitignore": _IGNORE,
}


def init(folder: Path) -> tuple[str, ...]:
    """Write a new site; returns the paths written. A folder that holds anything is refused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewsgenError(f"{folder} is not an empty folder", "choose a new one")
    for path, text in FILES.items():
        write_whole(folder / path, text.encode())
    return tuple(FILES)
