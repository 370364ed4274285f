# Two commands matter: `make run` starts the product, `make test` proves it. `make help` lists the rest.
# They need Python 3.11 or newer and make, nothing else: everything Python goes into .venv, every datum under var/.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

export PORT ?= 8000

# Which interpreter makes the virtual environment; left empty, the first on the PATH that is new enough.
PYTHON ?=
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
# Two processes, on two cores. What walks through the product as one person stays in one of them, so that the walk is made once.
# PostgreSQL runs every test that reaches the database; what needs none (tests/conftest.py decides) is proved once, beside SQLite.
PYTEST := $(BIN)/python -m pytest
SPREAD := -n 2 --dist loadgroup --ignore=tests/browser --ignore=tests/torture

CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
MESSAGES := $(sort $(addsuffix messages.mo,$(dir $(CATALOGUES))))

##@ The product
.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z.-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: install $(MESSAGES) ## start the product on http://127.0.0.1:$PORT (8000); PEILI_DEMO=0 starts it empty
	@# Without compiled Python a start takes a third longer. 130 is Ctrl-C, the ordinary way to stop.
	@unset PYTHONDONTWRITEBYTECODE; \
		PEILI_PREPARE=1 PYTHONUNBUFFERED=1 $(BIN)/honcho start --port $(PORT) || [ $$? -eq 130 ]

.PHONY: install
install: ## the virtual environment with the pinned requirements
	@$(call installed,requirements.txt)

##@ The proof
.PHONY: test
test: test-sqlite test-postgresql test-browser test-kills ## every test: both engines, a real browser, a server that is killed

.PHONY: test-sqlite
test-sqlite: develop $(MESSAGES) ## the tests on SQLite
	PEILI_TEST_ENGINE=sqlite $(PYTEST) $(SPREAD)

.PHONY: test-postgresql
test-postgresql: develop $(MESSAGES) ## whatever reaches the database, on a real PostgreSQL
	PEILI_TEST_ENGINE=postgresql $(PYTEST) $(SPREAD)

.PHONY: test-browser
test-browser: develop $(MESSAGES) ## the tests in a real Chromium
	PEILI_TEST_ENGINE=sqlite $(PYTEST) -n 2 tests/browser

.PHONY: test-kills
test-kills: develop $(MESSAGES) ## kill the server a hundred times while it saves
	PEILI_TEST_ENGINE=sqlite $(PYTEST) tests/torture

.PHONY: torture
torture: develop $(MESSAGES) ## the same for longer: a thousand kills, every nasty input into every field, every page in every language
	PEILI_TEST_ENGINE=sqlite PEILI_KILLS=1000 $(PYTEST) -s tests/torture
	PEILI_TEST_ENGINE=sqlite PEILI_TORTURE=1 $(PYTEST) -n 2 tests/web/test_fuzz.py
	PEILI_TEST_ENGINE=postgresql PEILI_TORTURE=1 $(PYTEST) -n 2 --dist loadgroup tests/web/test_fuzz.py tests/web/test_access.py
	PEILI_TEST_ENGINE=sqlite PEILI_TORTURE=1 $(PYTEST) -n 2 --dist loadgroup tests/web/test_police.py tests/models/process/test_substitution_machine.py tests/browser/test_axe.py

.PHONY: bench
bench: develop $(MESSAGES) ## requests a second, percentiles, SQL statements and bytes, on both engines
	$(BIN)/python -m bench

.PHONY: develop
develop: ## the virtual environment with the development requirements
	@$(call installed,requirements-dev.txt)

##@ The static checks, in the order they run; the first that fails stops the rest
CHECKS := check-format check-lint check-types check-floors check-templates check-vendored check-migrations \
	check-texts check-policy

.PHONY: check
check: ## all of them
	@for check in $(CHECKS); do \
		$(MAKE) $$check || { echo "make check: $$check failed (run it alone: make $$check)" >&2; exit 1; }; done

.PHONY: check-format
check-format: develop ## the layout of the Python
	$(BIN)/ruff format --check

.PHONY: check-lint
check-lint: develop ## the rules of ruff
	$(BIN)/ruff check

.PHONY: check-types
check-types: develop ## mypy, strict
	$(BIN)/mypy

.PHONY: check-floors
check-floors: develop ## who may import whom
	$(BIN)/lint-imports

.PHONY: check-templates
check-templates: develop ## the templates
	$(BIN)/djlint --lint --quiet templates

.PHONY: check-vendored
check-vendored: ## third-party files are the ones that were published
	cd static/vendor && sha384sum --check --quiet SHA384SUMS

.PHONY: check-migrations
check-migrations: develop ## the migrations lead to the models
	@set -e; PEILI_DATA_DIR=$$(mktemp -d); export PEILI_DATA_DIR; trap 'rm -rf "$$PEILI_DATA_DIR"' EXIT; \
		$(FLASK) database upgrade; $(FLASK) database check

.PHONY: check-texts
check-texts: develop ## every text in three languages
	$(FLASK) translations check

.PHONY: check-policy
check-policy: develop ## docs/POLICY.md says what the policy says
	$(FLASK) policy check

##@ Upkeep
.PHONY: format
format: develop ## lay out the Python and mend what ruff can mend
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format

.PHONY: policy
policy: develop ## write docs/POLICY.md anew
	$(FLASK) policy write

.PHONY: pictures
pictures: develop $(MESSAGES) ## take the picture in the README anew, in a real Chromium
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

.PHONY: pins
pins: develop ## pin the newest versions that fit requirements.in and requirements-dev.in
	@for name in requirements requirements-dev; do UV_CUSTOM_COMPILE_COMMAND="make pins" $(BIN)/uv pip compile --quiet \
		--universal --python-version 3.11 --generate-hashes --upgrade $$name.in --output-file $$name.txt || exit 1; done

# $(call installed,FILE): .venv exists and holds what FILE pins. The copy of FILE kept inside .venv says what was
# installed, so a second call costs one comparison, and an environment shared by several work trees is left alone.
# The development requirements contain the product's: installing them keeps both copies.
define installed
	set -e; \
	if cmp -s $(1) .venv/$(1); then exit 0; fi; \
	if [ ! -x $(BIN)/python ]; then \
		for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 none; do \
			if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; done; \
		[ $$python != none ] || { echo "Peili needs Python 3.11 or newer on the PATH, or make PYTHON=its-path." >&2; exit 1; }; \
		echo "Making the virtual environment .venv"; \
		$$python -m venv .venv || { rm -rf .venv; \
			echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }; \
	fi; \
	echo "Installing $(1)"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(1); \
	case $(1) in requirements-dev.txt) cp requirements.txt .venv/requirements.txt ;; esac; \
	cp $(1) .venv/$(1)
endef

# One program merges every wing's catalogue, for all languages at once.
$(MESSAGES): $(CATALOGUES)
	@$(FLASK) translations compile
	@touch $(MESSAGES)
