# What a person types. `make` alone lists it.
PYTHON ?= python3
# How many tests run side by side.
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := build/sample
FORMS := youshiki3 youshiki4

# The tests start the program hundreds of times: half of a short call is the compiling of modules
# that Python is told not to keep.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup system run sample test coverage quick endurance lint graph rules format bench fuzz corpora mutants lock kit bundle \
        windows-check wine-root clean

help:
	@echo "make setup   makes $(VENV) from the lock file and checks the system's libraries"
	@echo "make run     opens the sample in the window; without a screen exports it to $(OUT)"
	@echo "make sample  exports the sample to Excel and PDF in $(OUT)"
	@echo "make test    runs every test"
	@echo "make quick   runs those that take little time"
	@echo "make endurance kills, saves, reads and tries as often as it was promised, and says how often"
	@echo "make lint    checks style, types and what else a machine can see"
	@echo "make format  puts the code into shape"
	@echo "make graph   draws the packages anew in docs/architecture.md"
	@echo "make rules   writes the tables of the rules, and which characters the fonts have, anew"
	@echo "make bench   measures speed and memory"
	@echo "make fuzz    gives 20,000 broken files to everything that reads one"
	@echo "make corpora gives every file in FOLDER=… to everything that reads one"
	@echo "make mutants changes the core in 200 small ways, and says which the tests don't notice"
	@echo "make kit     makes the offline kit for Windows in dist/"
	@echo "make bundle  makes the program with its Python in one folder in dist/, and tests it there"
	@echo "make windows-check runs the program on a Windows Python under wine, and compares it with here"
	@echo "make lock    writes the lock files anew from pyproject.toml (UPGRADE=--upgrade: newest versions)"
	@echo "make clean   removes what was built, $(VENV) too"

setup: system $(READY)

system:
	@PYTHON="$(PYTHON)" sh packaging/setup_system.sh

$(READY): requirements-dev.lock pyproject.toml | system
	@$(BIN)/python -c "" 2>/dev/null || { \
	    echo "Setting up: making the environment $(VENV) ..." && $(PYTHON) -m venv --clear $(VENV); }
	@sh packaging/setup_packages.sh $(BIN)/python requirements-dev.lock
	@touch $@

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    mkdir -p $(OUT) && \
	    $(BIN)/python -m pia_desktop from-json resources/sample/youshiki4.json $(OUT)/youshiki4.pia && \
	    exec $(BIN)/python -m pia_desktop $(OUT)/youshiki4.pia; \
	else \
	    echo "No screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): exporting the sample instead." && \
	    $(MAKE) --no-print-directory sample; \
	fi

sample: setup
	@mkdir -p $(OUT)
	@set -e; for form in $(FORMS); do \
	    $(BIN)/python -m pia_desktop from-json resources/sample/$$form.json $(OUT)/$$form.pia; \
	    $(BIN)/python -m pia_desktop export $(OUT)/$$form.pia --xlsx $(OUT)/$$form.xlsx --pdf $(OUT)/$$form.pdf; \
	done
	@echo "The sample is in $(CURDIR)/$(OUT):"
	@cd $(OUT) && ls $(foreach form,$(FORMS),$(form).pia $(form).xlsx $(form).pdf)

# PYTEST_ARGS=… for what else pytest should do.
test: setup
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(PYTEST_ARGS)

# What the last `make test PYTEST_ARGS="--cov --cov-report="` has gone through; below the floor it
# fails. The floors are a point or two below what was measured last: docs/testing.md.
FLOORS := pia_desktop=95 ui=94
coverage: setup
	@status=0; for floor in $(FLOORS); do \
	    package=$${floor%=*} least=$${floor#*=}; \
	    share=$$($(BIN)/coverage report --format=total --include="$$package/*") || exit 1; \
	    echo "Branch coverage of $$package: $$share % (at least $$least %)"; \
	    [ "$$share" -ge "$$least" ] || status=1; \
	done; exit $$status

quick: setup
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not slow and not print"

endurance: setup
	@PIA_DESKTOP_ENDURANCE=1 $(BIN)/python -m pytest -s tests/recovery tests/hostile/test_patterns.py tests/excel/test_mutations.py tests/excel/test_office_books.py
	@PIA_DESKTOP_ENDURANCE=1 $(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m hypothesis

# What runs on Windows alone is checked as there.
WINDOWS := --platform win32 --python-version 3.13 packaging/windows/setup
# Every check runs, so that one look shows all there is to mend.
lint: setup
	@status=0; for check in "ruff check ." "ruff format --check ." mypy "mypy $(WINDOWS)" lint-imports "python .ci/checks.py"; do \
	    echo "$$check"; $(BIN)/$$check || status=1; \
	done; exit $$status

# The packages and what they import, in docs/architecture.md.
graph:
	$(PYTHON) .ci/package_graph.py --write

rules: setup
	$(BIN)/python .ci/rule_tables.py
	$(BIN)/python .ci/printable_characters.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	@$(BIN)/python -m tests.benchmarks

# COUNT=… and SEED=… for another sample.
mutants: setup
	@nice -n 10 $(BIN)/python -m tests.mutants --jobs $(JOBS) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

# What breaks is kept in build/fuzz/. COUNT=… and SEED=… for another run.
fuzz: setup
	@$(BIN)/python -m tests.fuzz $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

# FOLDER=… has files of whatever kind (spreadsheets, JSON, pictures, zips); LIMIT=… tries so many.
FOLDER ?= tests/corpora/own
corpora: setup
	@$(BIN)/python -m tests.corpora $(if $(LIMIT),--limit $(LIMIT)) $(FOLDER)

# Both locks hold every platform's files, so that a kit for Windows can be made on Linux.
LOCK := build/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-emit-index-url
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock: system
	@[ -x build/uv/bin/uv ] || { $(PYTHON) -m venv build/uv && build/uv/bin/python -m pip install --quiet uv; }
	$(LOCK) $(UPGRADE) pyproject.toml -o requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) $(UPGRADE) --group kit --python-version 3.11 -o requirements-kit.lock

kit: setup
	PYTHONPATH=packaging $(BIN)/python -m kit
	$(BIN)/python -m pytest -q tests/packaging/test_built_kit.py

bundle: setup
	PYTHON="$(PYTHON)" sh packaging/setup_bundle.sh
	PYTHONPATH=packaging $(BIN)/python -m kit bundle
	$(BIN)/python -m pytest -q tests/packaging/test_bundle.py

# CHECKS="outputs window setup tests" for some of it. What this machine lacks is said.
windows-check: setup
	@PYTHONPATH=packaging nice -n 10 $(BIN)/python -m tests.windows $(CHECKS)

# For windows-check where this system's wine is older than 10: a Debian 13 in a folder (root alone).
wine-root:
	@sh tests/windows/make_wine_root.sh build/wine-root

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pia_desktop ui tests packaging .ci -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
