# Two commands on a machine that has Python and make: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow lint types imports docs format test-datasette1 clean

help:  ## Show the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("timeline needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

install: $(STAMP)  ## Set up the virtual environment

demo: $(STAMP)  ## Ingest the bundled sample over HTTP and serve it on 127.0.0.1:8001
	$(BIN)/timeline demo

test: lint types imports docs  ## Run every check and every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-slow: $(STAMP)  ## Run the tests that take minutes
	$(BIN)/python -m pytest -m slow $(PYTEST_ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

docs: $(STAMP)  ## Check that README and the schema's docs are what the code says
	$(BIN)/cog --check README.md db/README.md

format: $(STAMP)  ## Rewrite code and generated docs
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/cog -r README.md db/README.md

test-datasette1:  ## Run the site's tests on the newest Datasette 1.0 alpha
	$(PYTHON) -m venv .venv-datasette1
	.venv-datasette1/bin/python -m pip install --quiet --disable-pip-version-check --pre --editable '.[test]' 'datasette>=1.0a40'
	.venv-datasette1/bin/python -m pytest tests/publish $(PYTEST_ARGS)

clean:  ## Remove the virtual environments and caches
	rm -rf $(VENV) .venv-datasette1 .mypy_cache .ruff_cache .pytest_cache .hypothesis
