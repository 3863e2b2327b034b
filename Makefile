# The two commands of the README: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench bench-link compiled clean
.DEFAULT_GOAL := help

help:
	@echo "make demo   set up and run the whole job on the bundled fixtures"
	@echo "make test   set up and run every check"
	@echo "make bench  measure on the real files (VETTING_DATA names their folder)"
	@echo "make bench-link  linking beside its peers, its calibration, its speed (docs/benchmarks.md)"
	@echo "make compiled    a copy whose linker is machine code: same answers, less time (needs a C compiler)"

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
	$(BIN)/pytest --numprocesses auto --dist loadfile

bench: $(VENV)/installed-test
	$(BIN)/python -m tests.bench.whole_job

# SCALE=0.1 makes a small version of the last one; without VETTING_DATA it is left out.
SCALE ?= 1.0

$(VENV)/installed-bench: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

# The linker in machine code: PYTHONPATH=build/compiled .venv/bin/vetting match … (needs a C compiler).
compiled: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench.compiled build/compiled

bench-link: $(VENV)/installed-bench
	$(BIN)/python -m tests.bench.linking_peers
	$(BIN)/python -m tests.bench.linking_calibration
	@if [ -n "$$VETTING_DATA" ]; then set -x; $(BIN)/python -m tests.bench.linking_speed --scale $(SCALE); \
	else echo "VETTING_DATA is not set: speed left out" >&2; fi

clean:
	rm -rf $(VENV) demo build *.egg-info
