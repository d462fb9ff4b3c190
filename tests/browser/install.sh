#!/bin/sh
# Finds what the browser tests need, or installs it, and tells which: a Chromium, an Arabic font,
# what Playwright needs to start, and the checkers of pages and style sheets, which need Node.js and
# Java. PYTHON names the Python that has Playwright.
set -eu

find_browser() {
    if [ -n "${NEWSGEN_TEST_BROWSER:-}" ]; then
        command -v "$NEWSGEN_TEST_BROWSER"
        return
    fi
    command -v /usr/bin/chromium || command -v chromium || command -v chromium-browser ||
        command -v google-chrome || command -v google-chrome-stable
}

has_arabic_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ar family)" ]; }

playwright_starts() { "$python" -m playwright --version >/dev/null 2>&1; }

can_apt() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    echo "installing $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

refuse() {
    echo "$1" >&2
    exit 1
}

python=${PYTHON:-.venv/bin/python}
"$python" -c 'import playwright' 2>/dev/null ||
    refuse "$python has no Playwright; 'make test' makes an environment that has it"
if ! playwright_starts; then
    # Its Node.js needs a library that the smallest Debian images lack.
    if can_apt; then apt_install libatomic1; fi
    playwright_starts || refuse "Playwright does not start: $("$python" -m playwright --version 2>&1)"
fi

if browser=$(find_browser); then
    echo "browser: $browser"
elif [ -n "${NEWSGEN_TEST_BROWSER:-}" ]; then
    refuse "NEWSGEN_TEST_BROWSER is $NEWSGEN_TEST_BROWSER, which is not a program"
elif can_apt; then
    apt_install chromium fonts-noto-core
    echo "browser: $(find_browser), installed now"
else
    "$python" -m playwright install chromium
    echo "browser: Playwright's own Chromium"
fi

if has_arabic_font; then
    echo "Arabic font: found"
elif can_apt; then
    apt_install fonts-noto-core
    echo "Arabic font: fonts-noto-core, installed now"
else
    echo "Arabic font: none found; the site's own fonts are tested all the same"
fi

if ! command -v npm >/dev/null && can_apt; then apt_install nodejs npm; fi
command -v npm >/dev/null || refuse "the checkers need Node.js with npm"
if ! command -v java >/dev/null && can_apt; then apt_install default-jre-headless; fi
command -v java >/dev/null || refuse "the checker of HTML needs Java"
here=$(dirname "$0")
if cmp -s "$here/package-lock.json" "$here/node_modules/installed-lock.json"; then
    echo "checkers: found"
else
    npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --loglevel=error
    cp "$here/package-lock.json" "$here/node_modules/installed-lock.json"
    echo "checkers: installed now"
fi
