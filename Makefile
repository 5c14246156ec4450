# Sayso: set-up, demonstration and tests. Needs Python 3.11-3.13 and make; everything else is installed into .venv.

PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
DEMO ?= demo

.PHONY: help demo test check format lint types imports fast docs browser smoke soak lock wheel clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

$(BIN)/python:
	@sh setup/venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/core.stamp: requirements/core.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing Sayso and its pinned dependencies into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements/build.txt
	@$(PIP) --no-compile --require-hashes -r requirements/core.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/core.stamp
	@echo "Installing the pinned development tools into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/core.stamp  ## read the bundled articles: one sheet here, all sheets as HTML in demo/
	@$(BIN)/sayso examples --quiet | tr '\n' '\0' | xargs -0 $(BIN)/sayso read --format html --output "$(DEMO)/"
	@$(BIN)/sayso examples --quiet | head -n 1 | tr '\n' '\0' | xargs -0 $(BIN)/sayso read
	@echo; echo "HTML sheets of all bundled articles: $(CURDIR)/$(DEMO)/"; ls "$(DEMO)"

check: format lint types imports fast  ## format, lint, types, imports, fast tests (documentation included)
	@echo "make check: everything passed"

test: check browser smoke  ## everything: the checks, all tests in a browser too, a fresh core install
	@$(BIN)/python -m pytest -m "browser or slow"
	@echo "make test: everything passed"

format: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check .

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

imports: $(VENV)/dev.stamp
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

fast: $(VENV)/dev.stamp  ## the tests that need no browser and take seconds
	@$(BIN)/python -m pytest -m "not browser and not slow"

docs: $(VENV)/dev.stamp  ## write the generated pages of docs/reference anew
	@$(BIN)/python setup/reference.py

browser: $(VENV)/dev.stamp
	@sh setup/browser.sh "$(BIN)/python"

smoke: $(VENV)/dev.stamp  ## build a wheel, install it alone in a fresh environment, measure and run it
	@$(BIN)/python setup/smoke.py

soak: $(VENV)/dev.stamp  ## the long tests: hours; SOAK="--scale 0.1" for minutes, SOAK="archive add" for parts
	@$(BIN)/python setup/soak.py $(SOAK)

wheel: $(VENV)/dev.stamp  ## build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

lock: $(VENV)/dev.stamp  ## resolve the locks anew
	@sh setup/lock.sh "$(BIN)"

clean:  ## remove what the targets made
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
