# Two commands on a fresh machine with Python 3.11 or newer and make:
#
#   make demo    score the invented example and print the ranking
#   make test    run the tests
#
# Each sets up .venv first, once. PYTHON=... chooses the interpreter.

VENV := .venv
BIN := $(VENV)/bin
DEMO := $(VENV)/.ready-demo
DEV := $(VENV)/.ready-dev
OUT := demo-out
PYTEST_ARGS :=
MUTATION_ARGS :=
CORPUS := wisesight

# An environment that was interrupted, moved or has lost its Python is not ready.
ifneq ($(shell $(BIN)/python -c 'print("ok")' 2>/dev/null) $(shell cat $(VENV)/.made 2>/dev/null),ok $(shell pwd))
$(shell rm -f $(DEMO) $(DEV))
endif

.PHONY: help demo test lint types layers docs cards notebooks bench mutation clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(DEMO) ## score the invented example into demo-out/ and print the ranking
	@$(BIN)/brandscore demo --out $(OUT)

test: $(DEV) ## run the tests (PYTEST_ARGS="-k name" for some of them)
	@$(BIN)/python -m brandscore.classify.warm
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEV) ## check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV) ## check types
	@$(BIN)/mypy

layers: $(DEV) ## check that data flow one way
	@$(BIN)/lint-imports

docs: $(DEV) ## write the generated pages of docs/
	@$(BIN)/python docs/generate.py

cards: $(DEV) ## measure the models again and write their cards (CORPUS=DIR of `brandscore corpus fetch`)
	@for task in sentiment intention advocacy promo; do \
	  $(BIN)/brandscore evaluate $$task $(CORPUS)/train.jsonl $(CORPUS)/valid.jsonl $(CORPUS)/labels.jsonl --cross-validate --card docs/cards/$$task.md || exit 1; \
	done

notebooks: $(DEV) ## run the notebooks and keep the executed copies
	@$(BIN)/python docs/execute_notebooks.py

bench: $(DEV) ## time start-up and a million mentions
	@$(BIN)/python benchmarks/start_up.py
	@$(BIN)/python benchmarks/score_million.py

mutation: $(DEV) ## change the score's code in small ways and see the tests fail (long)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt mutmut==3.8.1
	@$(BIN)/python tools/mutation.py $(MUTATION_ARGS)

clean: ## remove what these commands made, .venv too
	rm -rf $(VENV) $(OUT) build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find src tests docs benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEMO): pyproject.toml constraints.txt
	@sh tools/setup demo

$(DEV): pyproject.toml constraints.txt
	@sh tools/setup dev
