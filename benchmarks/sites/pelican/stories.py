"""A plugin: named titles become articles, addresses are quoted, dates are Arabic."""

from functools import cache
from urllib.parse import quote

from pelican import signals

_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()


def register():
    signals.article_generator_finalized.connect(_relate)
    signals.generator_init.connect(_add_filters)


def _relate(generator):
    by_title = {article.title: article for article in generator.articles}
    for article in generator.articles:
        named = article.related.split(" | ")
        article.related_stories = [(title, by_title.get(title)) for title in named]


def _add_filters(generator):
    generator.env.filters.update(href=_href, day=_day)


@cache
def _href(url):
    return quote(f"/{url}")


def _day(date):
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
