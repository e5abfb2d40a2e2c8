# `make` lists what can be made. All of it happens in .venv; nothing else is touched.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV = $(shell command -v uv || echo $(BIN)/uv)
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

WORKERS = $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 2 )))
# Many tests wait for a program or a browser: two of them share a core.

.PHONY: help
help:  ## list what can be made
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | \
		awk -F '\t' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.PHONY: run
run: $(VENV)/installed  ## run the desk: http://127.0.0.1:8080, and Telegram if .env has its token
	@$(BIN)/prokana run

.PHONY: chat
chat: $(VENV)/installed  ## talk to the desk in this terminal
	@$(BIN)/prokana chat

.PHONY: postgresql
postgresql: $(VENV)/installed  ## add what a desk on PostgreSQL needs
	@$(PIP) install --require-hashes -r requirements-postgresql.txt

.PHONY: test
test: $(VENV)/installed-dev  ## run every test, and see that they reach the code
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term

.PHONY: bench
bench: $(VENV)/installed-dev  ## measure it beside others; ONLY=updates for one part, QUICK=1 to try
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick) $(ONLY)

.PHONY: seeded
seeded: $(VENV)/installed-dev  ## plant bugs in a copy, and see that a test finds each
	@$(BIN)/python -m tests.reliability.seeded

.PHONY: crash
crash: $(VENV)/installed-dev  ## kills, crash points, power cuts; SCALE=0.1 ONLY=kills for less
	@ONLY=$(ONLY) SEED=$(SEED) SCALE=$(SCALE) $(BIN)/python -m tests.reliability

.PHONY: check
check: $(VENV)/installed-dev  ## formatting, lint, types, and which folder may import which
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: scan
scan: $(VENV)/installed-dev  ## look for careless code, and list what the program is made of
	@$(BIN)/bandit -q -ll -c pyproject.toml -r bot handlers services storage locales
	@mkdir -p build
	@$(BIN)/python -W ignore::UserWarning -m cyclonedx_py requirements requirements.txt \
		--pyproject pyproject.toml --output-reproducible -o build/sbom.json
	@echo 'What it is made of: build/sbom.json'

.PHONY: audit
audit: scan  ## the same, new attacks, and known holes of libraries (needs the internet)
	@$(BIN)/pytest -q tests/security --hypothesis-profile=default
	@$(BIN)/pip-audit --strict --progress-spinner off --disable-pip --require-hashes \
		-r requirements.txt || { echo 'Not every library could be looked up, or one has a known' \
		'hole: it says so above.' >&2; exit 1; }

.PHONY: lock
lock:  ## resolve the requirements files anew; needs uv
	@command -v $(UV) >/dev/null || { echo 'This needs uv: https://docs.astral.sh/uv' >&2; exit 1; }
	@$(LOCK) --upgrade --extra dev pyproject.toml requirements.in -o requirements-dev.txt
	@$(LOCK) --upgrade -c requirements-dev.txt pyproject.toml requirements.in -o requirements.txt
	@$(LOCK) -c requirements-dev.txt --extra postgresql pyproject.toml requirements.in \
		-o requirements-postgresql.txt

.PHONY: clean
clean:  ## remove what was made; orders (var/) and settings (.env) stay
	@rm -rf $(VENV) build dist *.egg-info .coverage* htmlcov \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps below are older than what they were made from exactly when something changed.

$(VENV)/made:
	@found=; for python in python3.11 python3 python3.12 python3.13 python3.14; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then echo 'This needs Python 3.11 or newer.' >&2; exit 1; fi; \
	if ! "$$found" -m venv $(VENV); then \
		echo 'Python cannot make a virtual environment; on Debian: apt install python3-venv' >&2; \
		exit 1; fi
	@touch $@

$(VENV)/installed: $(VENV)/made requirements.txt pyproject.toml
	@echo 'Installing into $(VENV) …'
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo 'Installing what the tests need …'
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
