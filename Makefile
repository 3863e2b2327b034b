# The two commands of the README: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench clean
.DEFAULT_GOAL := help

help:
	@echo "make demo   set up and run the whole job on the bundled fixtures"
	@echo "make test   set up and run every check"
	@echo "make bench  measure on the real files (VETTING_DATA names their folder)"

$(VENV)/installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=...)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

demo: $(VENV)/installed
	$(BIN)/vetting demo --out demo

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vetting rules lint
	$(BIN)/vetting rules test
	$(BIN)/pytest

bench: $(VENV)/installed-test
	$(BIN)/python -m tests.bench.whole_job

clean:
	rm -rf $(VENV) demo build *.egg-info
