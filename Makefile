# Two commands: `make demo` does the main job on the samples, `make test` passes the tests.
# Each makes its own environment in .venv first; a second run starts within seconds.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test check ui bench soak train clean

# The stamps make an installation happen only when what is to be installed has changed.
$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit("clauseadvisor needs Python 3.11, 3.12 or 3.13, this is " + sys.version.split()[0] + ": call make PYTHON=python3.12, say") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/clauseadvisor demo --output demo-output

ui: $(VENV)/.installed
	$(BIN)/clauseadvisor ui

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -m 'not soak' --numprocesses auto

soak: $(VENV)/.developed
	$(BIN)/python -m pytest -m soak

bench: $(VENV)/.developed
	$(BIN)/python -m tests.benchmarks

train: $(VENV)/.developed
	$(BIN)/python models/scripts/run.py all

clean:
	rm -rf $(VENV) build dist demo-output .pytest_cache .mypy_cache .ruff_cache
