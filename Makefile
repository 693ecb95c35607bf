# make run    loads the examples and serves the dashboard on 127.0.0.1:8050 (PORT=, CONFIG= change it)
# make test   installs what the tests need and runs everything
# make screenshots   pictures of every kind of page at three widths, in build/screenshots
CONFIG ?= examples/guildhall.toml
PORT ?= 8050
PYTHON ?= python3
export PYTHON
# Many tests start processes of their own, which would each compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint types unit browser docs benchmark format

run:
	@setup/environment.sh requirements.txt
	@setup/run.sh "$(CONFIG)" "$(PORT)"

# What only reads the code runs while Debian's packages are installed.
test:
	@$(MAKE) --no-print-directory --jobs 3 --output-sync=target lint types installed
	@$(MAKE) --no-print-directory unit browser

.PHONY: installed
installed: test-environment
	@setup/servers.sh
	@setup/browser.sh

.PHONY: test-environment
test-environment:
	@setup/environment.sh requirements-test.txt

lint: test-environment
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: test-environment
	.venv/bin/mypy

unit: test-environment
	@setup/servers.sh
	.venv/bin/python -m pytest --ignore=tests/browser --numprocesses 2 --dist loadfile --no-loadscope-reorder

browser: test-environment
	@setup/browser.sh
	.venv/bin/python -m pytest tests/browser --numprocesses 2 --dist loadfile --no-loadscope-reorder

docs: test-environment
	.venv/bin/python -m docs

format: test-environment
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

benchmark: test-environment
	@setup/browser.sh
	@setup/servers.sh
	@setup/alternatives.sh
	.venv/bin/python -m benchmarks

.PHONY: screenshots
screenshots: test-environment
	@setup/browser.sh
	.venv/bin/python -m tests.browser.screenshots build/screenshots
