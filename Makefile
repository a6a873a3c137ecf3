# Offenes Haus. `make` alone lists what there is.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON_RUN = .venv/bin/python
MANAGE = $(PYTHON_RUN) manage.py
# Two workers make the suite faster on two cores; WORKERS=0 runs it in one process.
WORKERS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint bench check acceptance proof messages demo clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1 @/' | column -t -s @

run: ## Start the filled demo on http://127.0.0.1:8000 (another port: make run PORT=8123)
	@./bootstrap.sh run
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

demo: ## Throw the demo away and tell it anew, relative to today
	@./bootstrap.sh run
	@$(MANAGE) load_demo --reset

test: ## Run the whole suite (ARGS="tests/opening -k sign" for a part)
	@./bootstrap.sh dev
	@$(MANAGE) compile_catalogues
	@.venv/bin/pytest -n $(WORKERS) -q -rs $(ARGS)

lint: ## Style, types, import directions, templates, messages, migrations
	@./bootstrap.sh dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy cms home volunteering opening
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet cms home volunteering opening
	$(MANAGE) makemigrations --check --dry-run --settings cms.settings.test
	@$(MANAGE) compile_catalogues --verbosity 0
	$(MANAGE) compile_catalogues --check
	.venv/bin/python -m tests.project.sizes

check: lint test ## All that must be well before a change is handed in

bench: ## Measurements, printed as tables with ratios
	@./bootstrap.sh dev
	@.venv/bin/python -m tests.benchmarks

acceptance: ## Every number of the design documents with its tests and their result
	@./bootstrap.sh dev
	@$(MANAGE) compile_catalogues
	@.venv/bin/pytest -n $(WORKERS) -q --acceptance $(ARGS)

proof: ## The long runs: full products and large races
	@./bootstrap.sh dev
	@$(MANAGE) compile_catalogues
	@PROOF=1 RACE_PROCESSES=16 .venv/bin/pytest -n $(WORKERS) -q -rs -m "proof or acceptance" $(ARGS)

messages: ## Collect the visible strings of the code into locales/ (needs GNU gettext)
	@./bootstrap.sh dev
	@$(MANAGE) collect_messages

clean: ## Remove environment, demo data and test databases
	rm -rf .venv var
