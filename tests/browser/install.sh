#!/bin/sh
# Finds what the browser tests need, a Chromium and an Arabic font, or installs it; tells which.
set -eu

find_browser() {
    if [ -n "${NEWSGEN_TEST_BROWSER:-}" ]; then
        command -v "$NEWSGEN_TEST_BROWSER" && return
        echo "NEWSGEN_TEST_BROWSER is $NEWSGEN_TEST_BROWSER, which is not a program" >&2
        exit 1
    fi
    command -v /usr/bin/chromium || command -v chromium || command -v chromium-browser ||
        command -v google-chrome || command -v google-chrome-stable
}

has_arabic_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ar family)" ]; }

can_apt() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    echo "installing $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

if browser=$(find_browser); then
    echo "browser: $browser"
elif can_apt; then
    apt_install chromium fonts-noto-core
    echo "browser: $(find_browser), installed now"
else
    "${PYTHON:-python3}" -m playwright install chromium
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
