# make run    start the explorer        make test   everything that must hold
# make lint   style and types only      make bench  the measured limits

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ARGS ?=

.PHONY: run test lint bench clean

run: $(VENV)/.runs
	@exec $(BIN)/bodymap serve $(ARGS)

test: lint
	chromium=$$(.ci/chromium $(BIN)/python) && BODYMAP_CHROMIUM="$$chromium" $(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	.ci/tsc

bench: $(VENV)/.tests
	$(BIN)/python -m benchmarks.speed

clean:
	rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist

# Stamps: installed once, and again when the list of dependencies changes.
$(VENV)/.runs: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable '.[dev,browser,export]'
	@touch $@ $(VENV)/.runs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
