# On a fresh machine: python3 (3.11 or newer), make and network to the package index. Nothing else.
PYTHON ?= python3
VENV   := .venv/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo demo-stop screens test check docs docs-write bench clean setup setup-test

help:            ## what can be made
	@echo "make demo    set up, run the main job on a real history, open a desk; results in ./demo/"
	@echo "make test    set up, then lint, types, contracts and every test"
	@echo "make check   the quick part: ruff, mypy, import contracts"
	@echo "make docs    build the documentation site into ./site/"
	@echo "make bench   the numbers: calibration, triage, cold start, PDF"
	@echo "make screens every screen of the demo's desk as a picture; in ./screens/"
	@echo "make clean   remove what was made (not .venv)"

setup:
	@$(PYTHON) -m tools.setup run

setup-test:
	@$(PYTHON) -m tools.setup test

demo: setup      ## init, check, test, calibrate, document, and a night on the desk
	@$(VENV)/python -m tools.demo

screens: setup-test ## every screen of the demo's desk as a picture, into ./screens/
	@$(VENV)/python -m tools.screens

demo-stop:       ## ends the desk that `make demo` left open
	@$(PYTHON) -m tools.serving stop

check: setup-test ## no test is run
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-cache

test: check      ## pytest last, so that its own summary closes the run
	$(VENV)/pytest -n 2 --dist loadfile

docs: setup-test
	$(VENV)/python -m tools.docs --check
	NO_MKDOCS_2_WARNING=1 $(VENV)/mkdocs build --strict --quiet
	@echo "docs: site/index.html"

docs-write: setup-test ## write the generated pages again
	$(VENV)/python -m tools.docs

bench: setup-test
	$(VENV)/python bench/run.py

clean:
	rm -rf demo screens site dist build .bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
