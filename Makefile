# Everything runs in an environment of its own; Python 3.11 or newer is all that is needed.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo install dev test test-all test-lowest lint format sample catalogue \
	reference notebook pictures docs calibration bench clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install ## Install, check the areas of the sample in both censuses, print the verdicts
	@$(PYTHON) scripts/demo.py $(BIN)/metro

install: $(VENV)/.installed ## Install metro in .venv

dev: $(VENV)/.dev ## Install metro in .venv for development

test: dev ## Run the tests but the slow ones
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-all: dev ## Run all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-lowest: ## Run the tests but the slow ones with the oldest supported dependencies
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/pip install --quiet uv
	$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python --resolution lowest-direct --group dev -e .
	$(VENV)-lowest/bin/python -m pytest -n 2 --dist worksteal -m "not slow"

lint: dev ## Check style, types and the translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: dev ## Put the code into its one format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

sample: dev ## Draw the sample study anew
	$(BIN)/python scripts/make_sample.py

catalogue: dev ## Take new texts into the catalogues, and compile them
	$(BIN)/python scripts/catalogue.py

reference: dev ## Write docs/comandos.md and docs/api.md anew from the code
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/api.py

notebook: dev ## Run docs/cuaderno.ipynb, and keep what it shows
	$(BIN)/python scripts/notebook.py

pictures: dev ## Draw the maps, pages and terminals of the documentation anew (pdftoppm)
	$(BIN)/python scripts/pictures.py
	$(BIN)/python scripts/terminal.py

docs: dev ## Build the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet

calibration: dev ## Work out docs/calibracion.md anew from the real data (METRO_DATA)
	$(BIN)/python scripts/calibrate.py

bench: dev ## Measure metro and its peers, and write docs/rendimiento.md (METRO_DATA, BENCH_DATA)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m benchmarks $(CASES)

clean: ## Remove the environments and what tools left behind
	rm -rf $(VENV) $(VENV)-lowest build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'metro needs Python 3.11 or newer; name it: make PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing metro and its libraries in $(VENV): some minutes, the first time'
	$(BIN)/python -m pip install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing metro and the tools of its developers in $(VENV): some minutes, the first time'
	$(BIN)/python -m pip install --group dev --editable .
	@touch $@ $(VENV)/.installed
