# Two commands do everything: `make run` serves the site, `make test` checks it. Both set up what they need,
# once: each set-up step leaves a stamp named after a hash of what it installed, and runs again only when that
# changes. What a step does is in scripts/, commented there.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

# Absolute, so that a script may use them from any folder.
VENV := $(CURDIR)/.venv
PYTHON := $(VENV)/bin/python
export PATH := $(VENV)/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

hash = $(shell cat $(1) | cksum | tr ' ' '-')
RUNTIME := .venv/.installed-runtime-$(call hash,requirements.txt)
TOOLS := .venv/.installed-tools-$(call hash,requirements.txt requirements-dev.txt)
ASSETS := node_modules/.installed-runtime-$(call hash,package.json package-lock.json)
TEST_ASSETS := node_modules/.installed-tests-$(call hash,package.json package-lock.json)
SECRET := .data/secret_key

.PHONY: help
help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# --- Running -------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUNTIME) $(ASSETS) $(SECRET) ## Set up and serve the site as production would (HOST, PORT, DATABASE_URL)
	@exec scripts/run.sh

.PHONY: dev
dev: $(RUNTIME) $(ASSETS) $(SECRET) ## Serve the site for working on it: debugging on, reloads itself
	@exec scripts/run.sh dev

# --- Checking ------------------------------------------------------------------------------------------

.PHONY: test
test: $(TOOLS) $(TEST_ASSETS) $(SECRET) ## Check everything: the targets below, all of them
	@exec scripts/test.sh

.PHONY: lint
lint: $(TOOLS) ## Check the Python code's style
	ruff check .
	ruff format --check .

.PHONY: types
types: $(TOOLS) $(SECRET) ## Check the types, strictly
	mypy .

.PHONY: templates
templates: $(TOOLS) ## Check the templates' style
	scripts/templates.sh check

.PHONY: migrations
migrations: $(TOOLS) $(SECRET) ## Check that the migrations say what the models say
	python manage.py makemigrations --check --dry-run

.PHONY: deploy-check
deploy-check: $(TOOLS) $(ASSETS) ## Check the settings a production site would have
	scripts/deploy_check.sh

.PHONY: test-sqlite
test-sqlite: $(TOOLS) ## Run the tests on SQLite, the browser's apart
	scripts/pytest.sh sqlite

.PHONY: test-postgres
test-postgres: $(TOOLS) ## Run the tests on a real PostgreSQL (TEST_DATABASE_URL, or one of its own)
	scripts/pytest.sh postgres

.PHONY: test-browser
test-browser: test-browser-sqlite test-browser-postgres ## Run the browser tests, on both databases (CHROMIUM names a browser)

.PHONY: test-browser-sqlite
test-browser-sqlite: $(TOOLS) $(TEST_ASSETS)
	scripts/pytest.sh browser-sqlite

.PHONY: test-browser-postgres
test-browser-postgres: $(TOOLS) $(TEST_ASSETS)
	scripts/pytest.sh browser-postgres

.PHONY: storm
storm: $(TOOLS) $(SECRET) ## Test servers of real processes under load, and a mirror of all pages (some minutes)
	TEST_PROCESSES=0 timeout 1200 scripts/pytest.sh sqlite -m storm tests/storm tests/mirror

.PHONY: soak
soak: $(TOOLS) $(SECRET) ## Test the results desk with many people, killed servers and a lost database (five to ten minutes)
	TEST_PROCESSES=0 timeout 1200 scripts/pytest.sh sqlite -m soak --durations=0 -s tests/soak

.PHONY: bench
bench: $(RUNTIME) $(ASSETS) $(SECRET) ## Measure speed, size and memory beside others doing the same, each with its target
	@python -m scripts.bench $(QUESTIONS)

.PHONY: bench-short
bench-short: $(TOOLS) $(ASSETS) $(SECRET) ## Ask each question of the bench once and shortly: does it have an answer?
	@python -m scripts.bench --short

.PHONY: same-site
same-site: $(TOOLS) $(ASSETS) ## Compare the public site with that of a commit, byte for byte (COMMIT; some six minutes)
	python scripts/same_site.py $(COMMIT)

# --- Tending -------------------------------------------------------------------------------------------

.PHONY: format
format: $(TOOLS) ## Put code and templates into shape
	ruff check --fix-only .
	ruff format .
	scripts/templates.sh format

.PHONY: councils-page
councils-page: $(RUNTIME) $(SECRET) ## Write docs/councils.md from the local database
	python manage.py write_coverage

.PHONY: screenshots
screenshots: $(TOOLS) $(ASSETS) $(SECRET) ## Take the README's pictures of the real pages (FOLDER: of every kind of page, there)
	CHROMIUM=$$(scripts/browser.sh) python scripts/screenshots.py $(FOLDER)

.PHONY: clean
clean: ## Remove everything that was installed or made, the local database included
	rm -rf .venv node_modules .data .mypy_cache .pytest_cache .ruff_cache .hypothesis

# --- Set-up, step by step ------------------------------------------------------------------------------

.PHONY: setup
setup: $(TOOLS) $(TEST_ASSETS) $(SECRET) ## Install everything, for working in an editor

.PHONY: assets
assets: $(ASSETS) ## Install Chart.js

.PHONY: secret
secret: $(SECRET) ## Make this machine's own SECRET_KEY

$(RUNTIME):
	@scripts/packages.sh requirements.txt $@

$(TOOLS): $(RUNTIME)
	@scripts/packages.sh requirements-dev.txt $@

$(ASSETS): | $(RUNTIME)
	@scripts/assets.sh runtime $@

$(TEST_ASSETS): | $(RUNTIME)
	@scripts/assets.sh tests $@ $(ASSETS)

$(SECRET): | $(RUNTIME)
	@scripts/secret.sh $@
