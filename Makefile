# make demo    harvest the sample portal, print the table, open the reader (SERVE=0: stop at the table)
# make test    everything, from style to browser
# make bench   figures of speed and accuracy; bench-references, bench-time, bench-text, bench-pages, … alone
# make fuzz    ten minutes of mutated files against every reader
# make lock    renew requirements.lock after a change in pyproject.toml

PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1

.PHONY: demo test lint bench fuzz lock clean

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Cần Python 3.11 trở lên / Python 3.11 or later is needed"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || sh .ci/install-venv $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/ready
	SERVE=$(SERVE) $(BIN)/python -m tests.samples.demo

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: .venv/ready lint
	@sh .ci/install-system
	$(BIN)/python -m pytest

bench: .venv/ready
	$(BIN)/python -m tests.bench

bench-%: .venv/ready
	$(BIN)/python -m tests.bench.bench_$(subst -,_,$*)

fuzz: .venv/ready
	$(BIN)/python -m tests.bench.fuzz

lock: .venv/ready
	$(BIN)/uv pip compile --quiet --extra dev --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links -o requirements.lock pyproject.toml

clean:
	rm -rf .venv data build
