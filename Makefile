# Klimabot. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PRODUCT := bot handlers storage prompts

.PHONY: help setup demo test lint fix faults-short faults mutation bench browser vectors evaluate-model

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready ## install everything into .venv (needs the package registry, once)

# uv is quicker where it is installed and knows the registry; pip does the same without it.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Klimabot needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Installing into .venv; this takes about half a minute."
	@$(PYTHON) -m venv .venv
	@uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## start Klimabot and a Slack workspace on this machine; FRESH=1 begins anew, MODEL=1 uses yours
	@$(BIN)/klimabot demo $(if $(FRESH),--fresh) $(if $(MODEL),--model)

test: setup browser ## run every test (SQLite, PostgreSQL, a real browser)
	$(BIN)/python -m pytest

# Debian's Chromium where we may install it; elsewhere an installed Chrome or Chromium is used.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
	       && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	  || true

faults-short: setup ## kill and stop the bot, read damaged documents, count (under half an hour)
	$(BIN)/python -m pytest -m faults -rfEP --durations=20 tests/faults tests/hostile

faults: setup ## the same ten times over, with 20,000 damaged documents (hours)
	KLIMABOT_FAULT_TIMES=10 KLIMABOT_FUZZ_SEEDS=20000 \
	  $(BIN)/python -m pytest -m faults -rfEP --durations=20 tests/faults tests/hostile

mutation: setup ## change the trays' code in small ways; fails when tests notice under 90 % of them
	$(BIN)/python -m tests.mutation

# Sets of questions: those beside the checkout if they are there, or BENCH_SETS="FOLDER …".
BENCH_SETS ?= $(wildcard ../shared/bench/squad_da ../shared/bench/climatefever_small)

bench: setup ## measure search, reading, long channels, Socket Mode, conversations (half an hour)
	$(BIN)/python -m tests.benchmarks.retrieval $(BENCH_SETS)
	$(BIN)/python -m tests.benchmarks.scale
	$(BIN)/python -m tests.benchmarks.history
	$(BIN)/python -m tests.benchmarks.socket_mode
	$(BIN)/python -m tests.benchmarks.conversations
	$(BIN)/python -m tests.benchmarks.answers
	$(BIN)/python -m tests.benchmarks.ingestion
	$(BIN)/python -m tests.benchmarks.draining
	$(BIN)/python -m tests.benchmarks.planning

# Its own knowledge in a folder of its own: whatever is in data/ stays out of the figures.
MOST ?= 60
evaluate-model: setup ## ask a real model MOST=60 questions; needs its server: OPENAI_BASE_URL, OPENAI_API_KEY, KLIMABOT_ANSWER_MODEL
	@mkdir -p data/evaluate-model
	@DATABASE_URL=sqlite:///data/evaluate-model/klimabot.db KLIMABOT_INDEX_FOLDER=data/evaluate-model/index \
	  $(BIN)/klimabot ingest --starter
	@DATABASE_URL=sqlite:///data/evaluate-model/klimabot.db KLIMABOT_INDEX_FOLDER=data/evaluate-model/index \
	  $(BIN)/klimabot evaluate --with-model --most $(MOST)

vectors: setup ## embed the starter pages anew, after a change to them (a minute or two)
	$(BIN)/python -m tests.starter_vectors

lint: setup ## check style, types, dependencies and which way imports point
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry $(PRODUCT) --optional-dependencies-dev-groups dev,playground
	$(BIN)/deptry $(PRODUCT) playground --optional-dependencies-dev-groups dev
	$(BIN)/deptry .

fix: setup ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
