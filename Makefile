# What can be done here. `make` alone lists it.
HOST = 127.0.0.1
PORT = 8000
TYPESCRIPT = 7.0.2
ARGS =
# Two tests at a time, where all are run; those marked `alone` have the machine to themselves.
TWO = -n 2 --dist loadfile --no-loadscope-reorder

PIP = -m pip --disable-pip-version-check -qq install
LOCK = .venv/bin/python -m uv -q pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: help run test lint golden load bench lock

help:
	@echo "make run     serve http://127.0.0.1:8000 (make run PORT=9000 HOST=0.0.0.0 for a class)"
	@echo "make test    run all tests (make test ARGS='-k sigmoid' for some)"
	@echo "make lint    check style, types, Dockerfile and compose.yaml"
	@echo "make golden  work out the golden numbers anew, for an entry with a new formula in tests/golden (a minute)"
	@echo "make load    a class, a hog, random requests, streams that nobody reads, the end: at a real server (two minutes)"
	@echo "make bench   measure against PyTorch, JAX, Dash, ... (installs them, about 2 GB, more where PyTorch brings CUDA)"
	@echo "make lock    rewrite the lock files (make lock ARGS=--upgrade for the newest versions)"

run: .venv/.run
	@.venv/bin/python -c "import socket; socket.create_server(('$(HOST)', $(PORT))).close()" 2>/dev/null || \
	    { echo "Cannot listen on $(HOST):$(PORT), another program may be there; try: make run PORT=8001"; exit 1; }
	@exec .venv/bin/python -m app.main --host $(HOST) --port $(PORT)

test: .venv/.dev
	@.venv/bin/python -m pytest $(or $(ARGS),$(TWO))

lint: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/hadolint Dockerfile
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	.venv/bin/python -m pytest tests/test_project.py
	@if command -v npx >/dev/null; then \
	    echo "tsc -p static/jsconfig.json"; npx --yes -p typescript@$(TYPESCRIPT) tsc -p static/jsconfig.json; \
	elif [ "$$CI" = true ]; then echo "node is missing: the JavaScript cannot be checked"; exit 1; \
	else echo "node is missing: the types of the JavaScript are not checked"; fi

golden: .venv/.dev
	@for kind in activations surfaces losses; do .venv/bin/python -m tests.golden.$$kind || exit 1; done

# Torch, JAX and Dash are not locked: they are what is measured against, and no part of Slopes.
load: .venv/.dev
	@bad=0; for script in crowd "rooms 100" "endings 400" "long_day 3000"; do \
	    echo "== benchmarks/$$script"; set -- $$script; \
	    PYTHONPATH=. .venv/bin/python benchmarks/$$1.py $$2 || bad=1; done; exit $$bad

bench: .venv-bench/.bench
	@bad=0; for script in benchmarks/[a-z]*.py; do \
	    echo "== $$script"; PYTHONPATH=. .venv-bench/bin/python $$script $(ARGS) || bad=1; done; exit $$bad

lock: .venv/.dev
	@$(LOCK) $(ARGS) -o requirements.txt
	@$(LOCK) $(ARGS) --extra dev -c requirements.txt -o requirements-dev.txt
	@for file in requirements.txt requirements-dev.txt; do \
	    { echo "# Written by 'make lock' from pyproject.toml, for Python 3.11 to 3.14; do not edit."; \
	      grep -v '^# Written by' $$file; } > $$file.new && mv $$file.new $$file; done

.venv/.run: .venv/bin/python requirements.txt
	@echo "Installing the locked packages into .venv (once)"
	@.venv/bin/python $(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/bin/python requirements-dev.txt
	@echo "Installing the locked packages for development into .venv (once)"
	@.venv/bin/python $(PIP) --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run

.venv-bench/.bench: .venv-bench/bin/python requirements-dev.txt pyproject.toml
	@echo "Installing the locked packages, PyTorch, JAX and Dash into .venv-bench (once)"
	@.venv-bench/bin/python $(PIP) --require-hashes -r requirements-dev.txt
	@.venv-bench/bin/python -c "import tomllib; project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
	    print(*project['optional-dependencies']['bench'])" | xargs .venv-bench/bin/python $(PIP)
	@touch $@

.venv/bin/python .venv-bench/bin/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11 none; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; done; \
	if [ $$python = none ]; then echo "Slopes needs Python 3.11 or newer, and none was found on the PATH"; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python cannot make a virtual environment; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; fi; \
	folder=$@; folder=$${folder%/bin/python}; $$python -m venv --clear $$folder || { rm -rf $$folder; exit 1; }
