# The verbs of Vuistregel. Two of them are enough: `make run` and `make test`. `make help` lists the rest.
# Nothing is asked of the machine but python3 (3.11), git and make. Everything lands in .venv, .cache and var.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# uv, npm and Node carry certificates of their own; where a network inspects TLS, only the system's are right.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1
# The machine's own Python, always: a Python fetched on the side is a second thing to keep safe.
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := python3
export UV_NO_PROGRESS := 1

BIN := .venv/bin
PORT ?= 8000
STAMPS := .cache/stamps
VENDOR := src/vuistregel/ui/static/vuistregel/vendor
PO := $(wildcard src/vuistregel/*/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
ASSET_INPUTS := $(wildcard tools/assets.py tools/assets/*.json tools/assets/*.css tools/assets/*.txt)
# A stamp says "made from these inputs"; what it stands for may have been thrown away since.
ifeq ($(wildcard .venv/bin/python),)
$(shell rm -f $(STAMPS)/run $(STAMPS)/dev)
endif
ifeq ($(wildcard $(VENDOR)),)
$(shell rm -f $(STAMPS)/assets)
endif
ifneq ($(words $(wildcard $(MO))),$(words $(PO)))
$(shell rm -f $(STAMPS)/translations)
endif
ifeq ($(wildcard $(shell cat .cache/uv-path 2>/dev/null)),)
$(shell rm -f .cache/uv-path)
endif

.PHONY: help run install dev assets translations test check lint types format browser postgres wheel clean clean-example

help:  ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r verb what; do \
	  printf '  make %-14s %s\n' "$$verb" "$$what"; done

run: install  ## The house with its example board, on http://localhost:8000 (or PORT=…)
	@VUISTREGEL_MODE=example exec $(BIN)/vuistregel run --port $(PORT)

install: $(STAMPS)/run $(STAMPS)/assets $(STAMPS)/translations  ## What running needs: environment, style sheets, translations
	@:

dev: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/translations  ## What working on the house needs besides
	@:

assets: $(STAMPS)/assets  ## The pinned style sheets, fonts and scripts, copied into the package
	@:

translations: $(STAMPS)/translations  ## Compile the English texts
	@:

test: dev browser  ## Everything: checks, SQLite, PostgreSQL, browser
	@$(BIN)/python tools/test.py

check: dev  ## The checks alone: lint, types, import rules, translations, wheel
	@$(BIN)/python tools/test.py --only checks

lint: $(STAMPS)/dev  ## Ruff, import rules and the house's own rules
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/python tools/lint_house.py && $(BIN)/lint-imports

types: $(STAMPS)/dev  ## mypy
	@$(BIN)/mypy

format: $(STAMPS)/dev  ## Let ruff format and mend what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

browser: $(STAMPS)/dev  ## A browser for the tests, in .cache/browser
	@$(BIN)/python tools/browser.py install

postgres: $(STAMPS)/dev  ## Start a PostgreSQL for the tests and print its address; `tools/postgres.py stop` ends it
	@$(BIN)/python tools/postgres.py start && $(BIN)/python tools/postgres.py url

wheel: install  ## Build the wheel, assets and translations inside, into dist/
	@"$$(cat .cache/uv-path)" build --quiet --wheel --out-dir dist && ls dist/*.whl

clean:  ## Throw away all that was made, but not var/ (your data)
	rm -rf .venv .cache dist build $(VENDOR) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete
	find src tools tests -name __pycache__ -type d -prune -exec rm -rf {} +

clean-example:  ## Throw away var/: the example's data, and whatever else you keep in it
	rm -rf var

.cache/uv-path: tools/bootstrap.py tools/uv-requirements.txt
	@mkdir -p $(STAMPS)
	@python3 tools/bootstrap.py > $@.new && mv $@.new $@

$(STAMPS)/run: pyproject.toml uv.lock | .cache/uv-path
	@echo "Installing what the house needs (only now and after a change)"
	@"$$(cat .cache/uv-path)" sync --quiet --frozen --inexact --no-dev --group build --extra faces
	@touch $@

$(STAMPS)/dev: pyproject.toml uv.lock | .cache/uv-path
	@echo "Installing what tests and checks need (only now and after a change)"
	@"$$(cat .cache/uv-path)" sync --quiet --frozen --all-groups --extra faces
	@touch $@ $(STAMPS)/run

$(STAMPS)/assets: $(ASSET_INPUTS) | $(STAMPS)/run
	@echo "Preparing style sheets and scripts"
	@$(BIN)/python tools/assets.py
	@touch $@

$(STAMPS)/translations: $(PO) tools/translations.py | $(STAMPS)/run
	@$(BIN)/python tools/translations.py compile
	@touch $@
