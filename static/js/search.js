// The search page: words → stems → shards of the index → stories. All that is fetched are files of this site, and nothing is
// sent. Stems are those of newsgen/language/arabic.py; tests/vectors/arabic.json holds both to the same.

const MARKS = /[\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff]/g;
const ALIKE = { "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ہ": "ه", "ە": "ه", "ß": "ss", "ς": "σ" };
const ARTICLES = ["وال", "بال", "كال", "فال", "ال", "لل"];
const SUFFIXES = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];
const LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const PLACES = [8, 3, 1]; // what a word counts in the title; in summary, headings and names; in the text
const AT_ONCE = 10;
const WORDS_AT_MOST = 8;

function foldedWords(text) {
  const letters = text.normalize("NFKD").replace(MARKS, "").toLowerCase()
    .replace(/[ٱىةیکہەßς]/g, (letter) => ALIKE[letter])
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
  return letters.match(/[\p{L}\p{Nl}\p{No}]+|\p{Nd}+/gu) || [];
}

function withoutWaw(word) {
  return word.startsWith("و") && word.length >= 5 && !word.startsWith("وال") ? word.slice(1) : word;
}

function stemOf(folded) {
  let word = withoutWaw(folded);
  const article = ARTICLES.find((one) => word.startsWith(one) && word.length - one.length >= 2);
  if (article) {
    word = withoutWaw(word.slice(article.length));
  }
  for (const suffix of SUFFIXES) {
    if (word.endsWith(suffix) && word.length - suffix.length >= 3) {
      word = word.slice(0, -suffix.length);
    }
  }
  return word;
}

function stemsOf(text, silent) {
  return foldedWords(text).filter((word) => [...word].length > 1 && !silent.has(word)).map(stemOf);
}

// The CRC-32 of a stem, by which the index calls it.
function termOf(stem) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(stem)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}

function inLetters(number, size) {
  return Array.from({ length: size }, (_, at) => LETTERS[Math.floor(number / 64 ** (size - 1 - at)) % 64]).join("");
}

// The shard of stories that an article is in, by its number in letters.
function shardOf(article, shards) {
  const number = [...article].reduce((sum, letter) => sum * 64 + LETTERS.indexOf(letter), 0);
  return (Math.imul(number, 2654435761) >>> 12) & (shards - 1);
}

// Articles by what they share with the words sought: first how many of them, then how rare these are and where they stand,
// then time. `found` are, for each word, the articles with it in each place.
function ranked(found) {
  const scores = new Map();
  for (const places of found) {
    const rarity = 1 / Math.log2(2 + places.join("").length / 5);
    places.forEach((articles, place) => {
      for (let at = 0; at < articles.length; at += 5) {
        const article = articles.slice(at, at + 5);
        const [words, score] = scores.get(article) || [0, 0];
        scores.set(article, [words + 1, score + PLACES[place] * rarity]);
      }
    });
  }
  const most = [...scores.values()].reduce((sum, [words]) => Math.max(sum, words), 0);
  const enough = Math.min(most, Math.floor(found.length / 2) + 1);
  return [...scores].filter(([, [words]]) => words >= enough)
    .sort(([a, [n, x]], [b, [m, y]]) => m - n || y - x || (a < b ? 1 : -1))
    .map(([article]) => article);
}

function startSearch(page) {
  const told = page.dataset;
  const [form, status, list, more, pattern] = ["form", "[role=status]", "ol", ".search-more", "template"]
    .map((one) => page.querySelector(one));
  const input = form.elements.q;
  const silent = new Set(told.stopWords.split(" "));
  const counts = JSON.parse(told.found);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const title = document.title;
  const files = new Map();
  let asked = "";
  let results = [];
  let sought = new Set();
  let turn = 0;

  function file(address) {
    if (!files.has(address)) {
      const content = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
      content.catch(() => files.delete(address));
      files.set(address, content);
    }
    return files.get(address);
  }

  async function placesOf(stem) {
    const term = termOf(stem);
    const shard = await file(`${told.words}${Math.floor((term / 2 ** 32) * told.shards)}.json`);
    return (shard[inLetters(term, 6)] || ",,").split(",");
  }

  async function storyOf(article) {
    return (await file(`${told.stories}${shardOf(article, told.shards)}.json`))[article];
  }

  function write(element, text) {
    let at = 0;
    element.dir = document.dir === "rtl" && /[\u0590-\u08ff]/.test(text) ? "rtl" : "auto";
    for (const word of text.matchAll(/[\p{L}\p{M}\p{N}\u0640]+/gu)) {
      if (stemsOf(word[0], silent).some((stem) => sought.has(stem))) {
        const marked = document.createElement("mark");
        marked.textContent = word[0];
        element.append(text.slice(at, word.index), marked);
        at = word.index + word[0].length;
      }
    }
    element.append(text.slice(at));
  }

  function shown([words, slug, section, moment, day, summary]) {
    const item = pattern.content.cloneNode(true);
    const part = (name) => item.querySelector(`[data-part=${name}]`);
    part("link").href = `${told.articles}${slug.split("/").map(encodeURIComponent).join("/")}/`;
    part("when").dateTime = moment;
    for (const [name, text] of Object.entries({ title: words, section, when: day, summary })) {
      if (text) {
        write(part(name), text);
      } else {
        part(name).closest("p, h2").remove();
      }
    }
    return item;
  }

  function say(text) {
    if (status.textContent !== text) { // or it would be read out again
      status.textContent = text;
    }
  }

  function count(number) {
    const digits = String(number).replace(/\d/g, (digit) => told.digits[digit]);
    return number ? (counts[plural.select(number)] || counts.other).replace("{n}", digits) : told.nothing;
  }

  async function showMore(now) {
    const seen = list.children.length;
    const next = results.slice(seen, seen + AT_ONCE);
    const stories = (await Promise.all(next.map(storyOf))).filter(Boolean);
    if (now === turn && seen === list.children.length) { // who clicks twice asks for the same twice
      list.append(...stories.map(shown));
      more.hidden = list.children.length >= results.length || stories.length < next.length;
      page.classList.remove("is-searching");
      say(count(results.length));
    }
  }

  async function run(query) {
    turn += 1;
    asked = query;
    const now = turn;
    const stems = [...new Set(stemsOf(query, silent))].slice(0, WORDS_AT_MOST);
    sought = new Set(stems);
    list.replaceChildren();
    more.hidden = true;
    page.classList.toggle("is-searching", !!query);
    say(query ? told.loading : "");
    document.title = query ? `${query} — ${title}` : title;
    if (!query) {
      return;
    }
    const found = ranked(await Promise.all(stems.map(placesOf)));
    if (now === turn) {
      results = found;
      await showMore(now);
    }
  }

  function attempt(work) {
    const working = work();
    const now = turn;
    working.catch(() => {
      if (turn === now) {
        page.classList.remove("is-searching");
        say(told.failed);
      }
    });
  }

  function inAddress() {
    return (new URLSearchParams(location.search).get("q") || "").trim();
  }

  function fromAddress() {
    const query = inAddress();
    input.value = query;
    attempt(() => run(query));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = input.value.trim();
    if (query !== inAddress()) {
      history.pushState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    }
    attempt(() => run(query));
  });
  more.addEventListener("click", () => attempt(async () => {
    const seen = list.children.length;
    await showMore(turn);
    list.children[seen]?.querySelector("a").focus();
  }));
  addEventListener("popstate", () => {
    if (inAddress() !== asked) { // a link to a part of the page comes here as well
      fromAddress();
    }
  });
  form.hidden = false;
  fromAddress();
  if (!input.value) {
    input.focus();
  }
}

for (const page of document.querySelectorAll("[data-search]")) {
  startSearch(page);
}
