# make site    set everything up and build the repository's own site into public/
# make test    set everything up, a browser as well, and check and test all of it
# make check   format, lint and types only
# make serve   preview the site and rebuild it after each change
# make screenshots   renew the pictures of the sample site in docs/images/
# make bench   measure newsgen beside Hugo, Eleventy and Pelican (needs npm); SIZES=100 for less
# make quality measure how good related stories are, beside Hugo and TF-IDF
# make clean   remove what make and newsgen made
# make lock    renew the locked dependencies from pyproject.toml (needs uv)
#
# Another Python than python3:  make site PYTHON=python3.12

PYTHON ?= python3
UV ?= uv
NPM ?= npm
SIZES ?= 100,1000,10000

# Tests and benchmarks start newsgen hundreds of times: as an installed one, it is compiled once.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BENCH := benchmarks/.venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
LOCKS := .ci/requirements.txt .ci/requirements-build.txt .ci/requirements-dev.txt \
	.ci/requirements-bench.txt
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.PHONY: site test check browser serve screenshots bench quality clean lock
.DELETE_ON_ERROR:

site: $(VENV)/runtime
	$(RUN) -m newsgen build

serve: $(VENV)/runtime
	$(RUN) -m newsgen serve

test: check browser
	$(RUN) -m pytest -n auto --dist worksteal

check: $(VENV)/dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy

browser: $(VENV)/dev
	@PYTHON=$(RUN) sh tests/browser/install.sh

screenshots: browser
	$(RUN) docs/scripts/screenshots.py

bench: $(BENCH)/ready benchmarks/node_modules/.package-lock.json
	$(BENCH)/bin/python -m benchmarks.run --sizes $(SIZES)
	$(BENCH)/bin/python -m benchmarks.related
	$(BENCH)/bin/python -m benchmarks.report

quality: $(BENCH)/ready
	$(BENCH)/bin/python -m benchmarks.quality

clean:
	if [ -e $(VENV)/runtime ]; then $(RUN) -m newsgen clean; fi
	rm -rf $(VENV) $(BENCH) benchmarks/node_modules
	rm -rf tests/browser/node_modules
	rm -rf .newsgen .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results

lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(COMPILE) pyproject.toml -o .ci/requirements.txt
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(COMPILE) - -o .ci/requirements-build.txt
	$(COMPILE) pyproject.toml --extra dev -c .ci/requirements.txt -c .ci/requirements-build.txt \
		-o .ci/requirements-dev.txt
	$(COMPILE) pyproject.toml --extra bench -c .ci/requirements.txt -c .ci/requirements-build.txt \
		-o .ci/requirements-bench.txt
	@! grep -nE '://|file:|find-links' $(LOCKS) || { echo "a lock names an address" >&2; exit 1; }

# The files below are stamps inside a virtual environment: what they stand for is done again when
# a prerequisite is newer, and all of it when the folder was moved or its Python is gone.

made_in = $(shell test -x $(1)/bin/python && $(1)/bin/python -c '' && cat $(1)/made 2>/dev/null)

ifneq ($(call made_in,$(VENV)),$(CURDIR))
.PHONY: $(VENV)/made
endif
ifneq ($(call made_in,$(BENCH)),$(CURDIR))
.PHONY: $(BENCH)/made
endif

# Distributions build their Python with every optimisation, version managers often without: what is
# measured is what a server has.
$(VENV)/made: pythons = $(named)
$(BENCH)/made: pythons = $(or $(named),/usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11)

named = $(if $(filter file,$(origin PYTHON)),,"$(PYTHON)")

$(VENV)/made $(BENCH)/made: .ci/venv.sh
	@sh .ci/venv.sh $(@D) $(pythons)
	@echo '$(CURDIR)' > $@

$(VENV)/runtime: $(VENV)/made pyproject.toml .ci/requirements.txt .ci/requirements-build.txt
	$(PIP) install --require-hashes -r .ci/requirements.txt -r .ci/requirements-build.txt
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/dev: $(VENV)/runtime .ci/requirements-dev.txt
	$(PIP) install --require-hashes -r .ci/requirements-dev.txt
	@touch $@

$(BENCH)/ready: $(BENCH)/made pyproject.toml .ci/requirements-build.txt .ci/requirements-bench.txt
	$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
		-r .ci/requirements-build.txt -r .ci/requirements-bench.txt
	$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install \
		--no-deps --no-build-isolation --no-index -e .
	@touch $@

benchmarks/node_modules/.package-lock.json: benchmarks/package.json benchmarks/package-lock.json
	@command -v $(NPM) >/dev/null || { echo "make bench needs npm, for Eleventy" >&2; exit 1; }
	$(NPM) ci --prefix benchmarks --ignore-scripts --no-audit --no-fund
	@touch $@
