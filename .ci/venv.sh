#!/bin/sh
# Makes a virtual environment:  venv.sh FOLDER [PYTHON ...]
# The first PYTHON that is new enough is taken; if none is named, of python3, python3.14 … python3.11.
set -eu

folder=$1
shift
chosen=${1:-}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
can_make_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
refuse() {
    echo "newsgen: $1" >&2
    exit 1
}

if [ $# -eq 0 ]; then
    set -- python3 python3.14 python3.13 python3.12 python3.11
fi
python=
for candidate in "$@"; do
    if is_new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=${chosen:-python3}
    version=$(version_of "$found") && told="$found is Python $version" || told="there is no $found"
    refuse "Python 3.11 or newer is needed, and $told. Name one: make PYTHON=/path/to/python3"
fi

# Debian keeps ensurepip, without which a venv has no pip, in a package of its own.
if ! can_make_venvs "$python"; then
    package=python$(version_of "$python")-venv
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        refuse "$python cannot make virtual environments. On Debian: sudo apt-get install $package
Or name another Python: make PYTHON=/path/to/python3"
    fi
    echo "installing $package" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
fi

"$python" -m venv --clear "$folder"
