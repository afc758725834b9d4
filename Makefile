# Every target installs what it needs into .venv and is quick the second time.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup try run test test-slow check format wording bench load plan lock

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.program ## Install the program into .venv
	@echo "Ready: $(BIN)/compact-desk"

try: .venv/.program ## Chat with the bot in a browser: no token, no network
	@$(BIN)/compact-desk try

run: .venv/.program ## Run the bot against Telegram (needs BOT_TOKEN)
	@$(BIN)/compact-desk run

test: .venv/.tools ## Run the tests; with TEST_DATABASE_URL on PostgreSQL too
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-slow: .venv/.tools ## Run the faults of delivery, and what else takes minutes
	@echo "Running the slow tests ..."
	@$(BIN)/python -m pytest -m slow

check: .venv/.tools ## Check format, lint, types, the knowledge base and the golden questions
	@echo "Format ..." && $(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	@echo "Lint ..." && $(BIN)/ruff check --quiet .
	@echo "Types ..." && $(BIN)/mypy --no-error-summary
	@echo "Knowledge ..." && $(BIN)/compact-desk check
	@echo "Golden questions ..." && $(BIN)/compact-desk golden

format: .venv/.tools ## Put the code into its format
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

wording: .venv/.tools ## Bring the translations' files up to date with the texts; what is new stands in them untranslated
	@$(BIN)/pybabel -q extract -k say -k say_many:1,2 -k marked -c Translators: --add-location=file --sort-by-file --no-wrap \
		--project=compact-desk --msgid-bugs-address="the project's issues" -o .venv/desk.pot bot/catalog bot/digests bot/render bot/search handlers
	@for file in bot/wording/*.po; do \
		$(BIN)/pybabel -q update -i .venv/desk.pot -o $$file -l $$(basename $$file .po) -N --ignore-obsolete --ignore-pot-creation-date --no-wrap; \
	done

bench: .venv/.peers ## Compare the search with its peers: quality and time, side by side (minutes)
	@$(BIN)/python -m benchmarks.search $(SIZES)

load: .venv/.tools ## Answer many chats and fifty groups at once, and send 2,000 digests while questions are asked (minutes)
	@$(BIN)/python -m benchmarks.replies
	@$(BIN)/python -m benchmarks.groups
	@$(BIN)/python -m benchmarks.digests

plan: .venv/.tools ## Plan and claim digests for a million readers, on SQLite and on TEST_DATABASE_URL (minutes)
	@$(BIN)/python -m benchmarks.planning

lock: ## Pin all dependencies anew, with hashes (needs uv)
	uv pip compile pyproject.toml $(LOCK) --group build -o requirements.txt
	uv pip compile pyproject.toml $(LOCK) --group build --group dev -o requirements-dev.txt
	uv pip compile pyproject.toml $(LOCK) --group build --group dev --group bench -o requirements-bench.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -q

.venv/bin/python:
	@echo "Making .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python must be 3.11 or later, got $$($(PYTHON) --version)"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.program: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing the program ..."
	@$(call install,requirements.txt)
	@touch $@

.venv/.tools: requirements-dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing the program and the tools ..."
	@$(call install,requirements-dev.txt)
	@touch $@ .venv/.program

.venv/.peers: requirements-bench.txt .venv/.tools
	@echo "Installing the search's peers ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# The package itself goes in editable and unbuilt by anything that is not pinned.
define install
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef
