# Every command of the project; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
# The project's own folder is always on the path, and nothing that the caller had.
export PYTHONPATH :=

.PHONY: help
help: ## the list of commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- to use ---------------------------------------------------------------------------------------------------------

.PHONY: run clean-demo
run: environment ## the whole demonstration, on http://localhost:8000 (or PORT=…); Ctrl-C stops it
	@$(BIN)/carnet run --port $(PORT) $(ARGS)

clean-demo: environment ## erase the demonstration's data (asks first; ARGS=--yes does not)
	@$(BIN)/carnet database erase $(ARGS)

# --- to develop -----------------------------------------------------------------------------------------------------

.PHONY: test law mutants check fix rulebook bench conformance screens lock
test: tools ## every test (ARGS=tests/core for a part)
	@$(BIN)/pytest -n 2 --dist=loadfile --no-loadscope-reorder $(ARGS)

law: tools ## the rules of access and the rest of the core: no database, seconds
	@$(BIN)/pytest -n 0 $(wildcard tests/rules tests/core) $(ARGS)

mutants: tools ## change the law one thing at a time: a published case must notice (ARGS=--write: docs/mutation.md)
	@$(BIN)/python -m tools.mutate_law $(ARGS)

fix: tools ## rewrite the code in the project's style
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

rulebook: tools ## rewrite docs/rules and the other generated pages
	@$(BIN)/carnet rulebook

bench: tools ## measure the hot requests on this machine
	@$(BIN)/python -m tools.bench $(ARGS)

conformance: tools ## hold what the FHIR door answers against HL7’s Java validator (JDK, Maven; ARGS=--write)
	@$(BIN)/python -m tools.conformance $(ARGS)

screens: tools ## photograph the main screens for the README
	@$(BIN)/python -m tools.screens

lock: ## rewrite requirements/*.lock from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(PYTHON) -m tools.bootstrap lock $(ARGS)

check: tools ## every check, changing nothing
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS) \
		&& echo "Every check passes." \
		|| { echo "Some checks fail: look for ✗ above."; exit 1; }

# Each check prints one line when it passes, and everything it has to say when it fails.
WITHOUT_DATABASE := env -u CARNET_DATABASE_URL CARNET_HOME=.cache/no-home DJANGO_SETTINGS_MODULE=carnet.config.settings.development
CHECKS := check-types check-format check-lint check-imports check-schema check-rulebook check-matrix check-lock
define checked
@if said=$$($(2) 2>&1); then echo "✓ $(1)"; else echo "✗ $(1): $(2)"; echo "$$said"; exit 1; fi
endef

.PHONY: $(CHECKS)
check-format:
	$(call checked,format,$(BIN)/ruff format --check)
check-lint:
	$(call checked,lint,$(BIN)/ruff check)
check-types:
	$(call checked,types,$(BIN)/mypy)
check-imports:
	$(call checked,layers,$(BIN)/lint-imports)
check-schema:
	$(call checked,migrations,$(WITHOUT_DATABASE) $(BIN)/python -m django makemigrations --check --dry-run)
check-rulebook:
	$(call checked,generated pages,$(WITHOUT_DATABASE) $(BIN)/carnet rulebook --check)
check-matrix:
	$(call checked,habilitation matrix,$(BIN)/python -m tools.build_matrix --check)
check-lock:
	$(call checked,lock files,$(PYTHON) -m tools.bootstrap lock --check)

# --- the environment ------------------------------------------------------------------------------------------------

.PHONY: environment tools
environment:
	@$(PYTHON) -m tools.bootstrap runtime
tools:
	@$(PYTHON) -m tools.bootstrap dev
