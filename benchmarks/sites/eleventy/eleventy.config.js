// Eleventy's settings: Markdown through markdown-it, templates in Nunjucks.
import markdownIt from "markdown-it";

const MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");
const ZONE_MS = 3 * 60 * 60 * 1000;
const PAGE_SIZE = 20;

const local = (date) => new Date(date.getTime() + ZONE_MS);
const iso = (date) => local(date).toISOString().slice(0, 19) + "+03:00";
const day = (date) => {
  const here = local(date);
  return `${here.getUTCDate()} ${MONTHS[here.getUTCMonth()]} ${here.getUTCFullYear()}`;
};
const slug = (name) => name.replaceAll(" ", "-");

function grouped(articles, keysOf) {
  const groups = new Map();
  for (const article of articles) {
    for (const key of keysOf(article)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(article);
    }
  }
  return groups;
}

function terms(articles, taxonomy, keysOf) {
  return [...grouped(articles, keysOf)]
    .map(([name, items]) => ({ name, items, url: `/${taxonomy}/${slug(name)}/` }))
    .sort((one, other) => other.items.length - one.items.length);
}

const gather = (articles) => ({
  articles,
  categories: terms(articles, "categories", (one) => [one.data.category]),
  tags: terms(articles, "tags", (one) => one.data.tags),
  authors: terms(articles, "authors", (one) => [one.data.author]),
  years: terms(articles, "archive", (one) => [iso(one.date).slice(0, 4)]),
  months: terms(articles, "archive", (one) => [iso(one.date).slice(0, 7).replace("-", "/")]),
});

function sheets({ title, url, items, feed }) {
  const count = Math.ceil(items.length / PAGE_SIZE);
  const address = (number) => (number === 1 ? url : `${url}page/${number}/`);
  return Array.from({ length: count }, (_, place) => ({
    title,
    url: address(place + 1),
    feed,
    total: items.length,
    cards: items.slice(place * PAGE_SIZE, (place + 1) * PAGE_SIZE),
    newer: place > 0 ? address(place) : "",
    older: place + 1 < count ? address(place + 2) : "",
  }));
}

export default function (config) {
  config.setLibrary("md", markdownIt());
  config.addPassthroughCopy({ "content/static": "/" });
  config.addFilter("href", encodeURI);
  config.addFilter("hyphened", slug);
  config.addFilter("iso", iso);
  config.addFilter("day", day);
  config.addFilter("rfc822", (date) => date.toUTCString().replace("GMT", "+0000"));
  config.addFilter("take", (items, count) => items.slice(0, count));
  config.addFilter("without", (items, others) => items.filter((item) => !others.includes(item)));

  // Collections are asked for in any order; the first one gathers for all.
  let found;
  config.on("eleventy.before", () => { found = undefined; });
  const gathered = (api) => (found ??= gather(api.getFilteredByGlob("content/articles/*.md").reverse()));
  config.addCollection("articles", (api) => gathered(api).articles);
  config.addCollection("known", (api) => gathered(api));
  config.addCollection("byTitle", (api) => new Map(gathered(api).articles.map((one) => [one.data.title, one])));
  config.addCollection("sheets", (api) => {
    const { articles, categories, tags, authors, years, months } = gathered(api);
    return [
      ...sheets({ title: "آخر الأخبار", url: "/articles/", items: articles }),
      ...categories.flatMap((one) => sheets({ title: one.name, feed: `${one.url}feed.xml`, ...one })),
      ...tags.flatMap((one) => sheets({ title: `وسم: ${one.name}`, ...one })),
      ...authors.flatMap((one) => sheets({ title: one.name, ...one })),
      ...years.flatMap((one) => sheets({ title: `أرشيف ${one.name}`, ...one })),
      ...months.flatMap((one) => sheets({ title: `أرشيف ${one.name}`, ...one })),
    ];
  });
  config.addCollection("lists", (api) => {
    const { categories, tags, authors, years, months } = gathered(api);
    return [
      { title: "الأقسام", url: "/categories/", terms: categories },
      { title: "الوسوم", url: "/tags/", terms: tags },
      { title: "الكتّاب", url: "/authors/", terms: authors },
      { title: "الأرشيف", url: "/archive/", terms: [...years, ...months] },
    ];
  });
  config.addCollection("feeds", (api) => {
    const { articles, categories } = gathered(api);
    return [
      { title: "", url: "/", items: articles },
      ...categories.map((one) => ({ title: one.name, url: one.url, items: one.items })),
    ];
  });
  return {
    dir: { input: "content", includes: "_includes" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
