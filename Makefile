# Every command of the project. Paths are relative: the folder's own may hold spaces and be long, which also
# is why programs are run as `python -m`: the first line of an installed script cannot hold such a path.

PYTHON ?= python3
PORT ?= 8000
export PORT
# Without it, each run compiles its tests anew, in each of its processes: four seconds.
unexport PYTHONDONTWRITEBYTECODE

RUN = .venv/bin/python
INSTALL = -m pip install --quiet --disable-pip-version-check --no-input
PIP = $(RUN) $(INSTALL) --require-hashes
# Shaped like production, as `check --deploy` expects; the key guards nothing.
AS_PRODUCTION = env -u DEBUG -u DEMO SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF \
	ALLOWED_HOSTS=news.example SITE_URL=https://news.example DATABASE_URL=postgres:///not-asked \
	PUBLICATION_NAME="The Example"

.PHONY: help demo demo-reset test quick test-slow lint format check weigh screens load typing sim requirements venv base dev chromium compat

help:
	@echo "make demo        run the demo newsroom on http://127.0.0.1:$(PORT)"
	@echo "make demo-reset  the same, with the data of earlier runs deleted first"
	@echo "make test        all tests, in a real browser too      make test-slow  the long proofs"
	@echo "make quick       those that need no browser and no processes"
	@echo "make check       what .ci/run does: lint, types, imports, migrations, settings, tests"
	@echo "make lint        check style, types and imports        make format     mend the style"
	@echo "make sim         the ledger against chance: SEEDS=20000 FIRST=1, and FAMILY=small if only one"
	@echo "make compat      those that need no browser, with Python 3.13, and with Django 5.2 and 6.1"
	@echo "make load        500 readers at once, slow clients and worst pictures against the site: minutes"
	@echo "make typing      what keeping words costs while a long story is typed: minutes"
	@echo "make weigh       what each page costs on the wire      make screens    pictures of all pages"

demo: base
	@exec $(RUN) manage.py demo

demo-reset: base
	@exec $(RUN) manage.py demo --afresh

test: dev chromium
	@exec $(RUN) -m pytest -n 2 -m "not slow" $(COVERAGE)

quick: dev
	@exec $(RUN) -m pytest -n 2 -m "not slow and not browser and not processes"

test-slow: dev chromium
	@exec $(RUN) -m pytest -m slow

# The next Python, with our Django and with the next one. Each pair has a folder of its own under var/.
# Settings of mail have another shape from 6.1 on; the old one works with a warning.
PYTHON313 ?= python3.13
compat:
	@if $(PYTHON313) -c "" 2>/dev/null; then $(MAKE) --no-print-directory compat-5.2 compat-6.1; else \
		echo "There is no $(PYTHON313) here that works, so nothing was tried; PYTHON313=... names one."; fi

compat-%:
	@test -x var/compat/$*/bin/python || $(PYTHON313) -m venv var/compat/$*
	@cmp -s requirements/dev.txt var/compat/$*/dev.txt || { echo "Installing Django $* ..."; \
		var/compat/$*/bin/python $(INSTALL) --require-hashes -r requirements/dev.txt && \
		var/compat/$*/bin/python $(INSTALL) --no-deps "Django==$*.*" && \
		cp requirements/dev.txt var/compat/$*/dev.txt; }
	@exec var/compat/$*/bin/python -m pytest -n 2 -W "ignore:The EMAIL_" -m "not slow and not browser"

# Text letters are left out: every line break in them is seen.
TEMPLATES = $$(find templates -name "*.html")
lint: dev
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	@$(RUN) -m djlint templates --lint --quiet
	@.venv/bin/djade --check $(TEMPLATES)
	$(AS_PRODUCTION) $(RUN) -m mypy .
	$(RUN) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

format: dev
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format
	@.venv/bin/djade $(TEMPLATES)

check: lint
	env DEBUG=1 $(RUN) manage.py makemigrations --check --dry-run
	$(AS_PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test COVERAGE="--cov --cov-report="

weigh: dev
	@exec $(RUN) -m tests.weigh

screens: dev chromium
	@exec $(RUN) -m tests.screens

load: dev
	@exec $(RUN) -m tests.load

typing: dev chromium
	@exec $(RUN) -m tests.typing_cost

SEEDS ?= 1000
FIRST ?= 1
sim: dev
	@exec $(RUN) -m tests.sim --seeds "$(SEEDS)" --first "$(FIRST)" --family "$(FAMILY)"

# Needs uv. No index address gets into the files, and they suit Linux and macOS.
COMPILE = uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
requirements:
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) --extra dev pyproject.toml -o requirements/dev.txt

# --- what the commands above stand on ---

venv:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || \
		{ echo "This needs Python 3.11 or newer: name one, as in PYTHON=/usr/bin/python3.11 make demo." >&2; exit 1; }
	@$(RUN) -c "import pip" 2>/dev/null || \
		{ echo "Making .venv ..."; $(PYTHON) -m venv --clear .venv >/dev/null || \
		{ echo "Python could not make .venv: on Debian, install the package python3-venv." >&2; exit 1; }; }

# The stamp is a copy of what was installed, so only a changed list installs anything.
base: venv
	@cmp -s requirements/base.txt .venv/base.txt || \
		{ echo "Installing the requirements ..."; $(PIP) -r requirements/base.txt && \
		cp requirements/base.txt .venv/base.txt; }

dev: base
	@cmp -s requirements/dev.txt .venv/dev.txt || \
		{ echo "Installing what the tests need ..."; $(PIP) -r requirements/dev.txt && \
		cp requirements/dev.txt .venv/dev.txt; }

# The headless shell (Debian has it) is the same engine, and a page costs a quarter; any other Chromium will do.
chromium:
	@command -v chromium-headless-shell >/dev/null && exit 0; \
	found=$$(command -v chromium chromium-browser google-chrome-stable google-chrome | head -n 1); \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		[ -n "$$found" ] || apt-get -qq update; \
		for package in chromium-headless-shell $$([ -n "$$found" ] || echo chromium); do \
			apt-cache show $$package >/dev/null 2>&1 || continue; \
			echo "Installing $$package ..."; \
			DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$package >/dev/null && exit 0; \
		done; fi; \
	[ -n "$$found" ] || { echo "The browser tests need Chromium: install the package chromium." >&2; exit 1; }
