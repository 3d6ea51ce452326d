# Everything that a clone needs is Python 3.11, make and a package registry.
#
#   make run        read the example reports: claims as a table, out/claims.html, and incidents
#   make test       set-up, style, types, import rules, tests
#   make accuracy   the accuracy gate, with its table of measures
#   make lock       choose the versions anew
#   make clean      take away what these made

PYTHON ?= python3.11
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# What the installed package is made from: the gazetteer is built as it is installed.
MADE_FROM := pyproject.toml requirements-build.lock $(wildcard hatch_build.py) \
	$(shell find src/tocsin/gazetteer tools -type f \( -name '*.py' -o -name '*.yml' -o -name '*.tsv' \) 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: run test accuracy lock clean

run: .venv/.run
	@$(BIN)/tocsin read --examples
	@$(BIN)/tocsin read --examples --explain --out out/claims.html
	@$(BIN)/tocsin ingest --examples --ledger sqlite:///out/examples.sqlite
	@$(BIN)/tocsin incidents --ledger sqlite:///out/examples.sqlite
	@echo "The page is $(CURDIR)/out/claims.html, the ledger $(CURDIR)/out/examples.sqlite"
	@if [ -n "$$TOCSIN_OPEN" ]; then $(BIN)/python -m webbrowser "file://$(CURDIR)/out/claims.html"; fi

test: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

accuracy: .venv/.dev
	$(BIN)/python -m pytest tests/accuracy -s

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements.lock $(MADE_FROM) | .venv/bin/python
	@echo "Setting up, 1 of 2: the libraries (about a minute)"
	$(PIP) install --requirement requirements.lock
	@echo "Setting up, 2 of 2: Tocsin and its gazetteer, which is built here (one to four minutes, nothing is printed meanwhile)"
	PIP_CONSTRAINT=requirements-build.lock $(PIP) install --no-deps --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(PIP) install --requirement requirements-dev.lock
	@touch $@

# Names, versions and hashes only: whoever installs decides from which registry.
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/pip-compile --quiet --upgrade --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install 'pip-tools>=7.5'
	$(COMPILE) --generate-hashes --output-file requirements.lock pyproject.toml
	$(COMPILE) --generate-hashes --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --all-build-deps --only-build-deps --output-file requirements-build.lock pyproject.toml
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
