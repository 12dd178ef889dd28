# Everything happens inside .venv; nothing is installed on the machine itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PYTHONUTF8 := 1

.PHONY: help run serve test check golden browser bench learn mutate lock clean

help:  ## what can be made here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(STAMP)  ## the terminal chat: no token, no server
	@$(BIN)/mingce

serve: $(STAMP)  ## the web page on http://127.0.0.1:8000: ask, read, take a report home
	@$(BIN)/mingce serve

test: $(STAMP) browser  ## all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(STAMP) browser  ## lint, types, data, two minutes of random talks, tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/mingce check-data
	@$(BIN)/python -m tests.wander 120
	@$(BIN)/python -m pytest -n auto --dist loadgroup

# The page is tested in a real browser; without one those tests are skipped, and that is said.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo "Installing chromium for the tests of the page (once) ..."; \
	    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 \
	      || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; fi; \
	  command -v chromium >/dev/null || echo "### NO BROWSER: the tests of the page in a browser are SKIPPED. On Debian: sudo apt install chromium"; }

bench: $(STAMP)  ## speed, as figures beside the alternatives in the same run (ONLY=million SIZE=1000000 for a part of it)
	@for other in zen-engine numba bm25s tantivy duckdb openfisca-core==46.0.1; do $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt $$other \
	  || echo "### $$other could not be installed; its row will be missing"; done
	@$(BIN)/python -m tests.bench $(ONLY) $(SIZE)

learn: $(STAMP)  ## the readers of acts and kinds, anew from their labelled examples; prints every verdict that changes
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt scikit-learn
	@$(BIN)/python -m bot.understanding.intent.learning

golden: $(STAMP)  ## every reply that differs from the golden file; WRITE=1 takes them over
	@MINGCE_DATA=/nonexistent $(BIN)/python -m tests.golden $(if $(WRITE),--write)

mutate: $(STAMP)  ## break rules, and the code that judges by them, on purpose and show that the tests notice
	@$(BIN)/python -m tests.mutate && $(BIN)/python -m tests.mutate_code

lock:  ## refresh the exact versions in constraints.txt (needs uv)
	uv pip compile --universal --python-version 3.11 --all-extras --no-header --no-annotate -o constraints.txt pyproject.toml

clean:  ## forget the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Debian ships venv without ensurepip: then pip from outside fills the environment.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is %d.%d. Try: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --without-pip --clear $(VENV)
	@if [ -x $(BIN)/pip ]; then pip="$(BIN)/python -m pip"; else pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
	  $$pip --version >/dev/null 2>&1 || { echo "pip is missing. On Debian or Ubuntu: sudo apt install python3-pip python3-venv"; exit 2; }; \
	  echo "Installing into $(VENV) (once) ..."; \
	  $$pip install -q --disable-pip-version-check --no-warn-script-location -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q bot knowledge rules || true
	@touch $@
