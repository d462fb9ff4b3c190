"""Pelican's settings. Its caches are on: a build that must not have them deletes them first."""

import os
import sys

sys.path.insert(0, os.path.dirname(__file__))

SITENAME = "صحيفة القياس"
TAGLINE = "أخبار لا تحدث"
DESCRIPTION = "صحيفة مولدة لقياس السرعة"
SITEURL = "https://bench.example"
RELATIVE_URLS = False
DEFAULT_LANG = "ar"
LOCALE = ("C.UTF-8",)
TIMEZONE = "Asia/Riyadh"
PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = []
STATIC_PATHS = ["css", "fonts", "favicon.svg", "robots.txt"]
THEME = "theme"
THEME_STATIC_PATHS = []
PLUGINS = ["stories"]
FORMATTED_FIELDS = []
SLUGIFY_USE_UNICODE = True
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}}}

ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
CATEGORY_URL = "categories/{slug}/"
CATEGORY_SAVE_AS = "categories/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"

DIRECT_TEMPLATES = ["front", "index", "categories", "tags", "authors", "archives", "404", "sitemap"]
FRONT_SAVE_AS = "index.html"
INDEX_URL = "articles/"
INDEX_SAVE_AS = "articles/index.html"
CATEGORIES_URL = "categories/"
CATEGORIES_SAVE_AS = "categories/index.html"
TAGS_URL = "tags/"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_URL = "authors/"
AUTHORS_SAVE_AS = "authors/index.html"
ARCHIVES_URL = "archive/"
ARCHIVES_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = dict.fromkeys(("index", "tag", "category", "author", "period_archives"))
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_RSS = "feed.xml"
CATEGORY_FEED_RSS = "categories/{slug}/feed.xml"
FEED_MAX_ITEMS = 30

CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = "cache"
