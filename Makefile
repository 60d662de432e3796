# The few commands that anyone needs. `make run` and `make test` do their own set-up.
.DEFAULT_GOAL := help
HIRAKU := .venv/bin/hiraku
PYTHON := .venv/bin/python

help:
	@echo "make run     受付フォルダー raw/ のデータを検査し、公開できるものを published/ に公開します"
	@echo "make test    すべてのテスト（本物の CKAN、本物のブラウザーを含む）"
	@echo "make ckan    この PC の中に CKAN を立てて、そこへ公開します（make ckan-down で止めます）"
	@echo "make dev     Dagster の画面をこの PC の中だけで動かします"
	@echo "make check   書式・型・構造・重複の検査（開発者向け）"
	@echo "make schemas 国の標準の表から schemas/ をつくり直します（開発者向け）"

setup:
	@tools/setup.sh

# 1 means: the run worked and something was held back, which the table shows
run: setup
	@$(HIRAKU) run || [ $$? -eq 1 ]

test: setup
	@tools/test_setup.sh
	@$(PYTHON) -m pytest

ckan: setup
	@python3 deploy/ckan/ckan.py up
	@$(PYTHON) tools/publish_to_local_ckan.py || [ $$? -eq 1 ]

ckan-down:
	@python3 deploy/ckan/ckan.py down

dev: setup
	@$(HIRAKU) dev

check: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@$(PYTHON) tools/build_schemas.py --check
	@$(PYTHON) -m pytest -q -p no:cacheprovider tests/test_architecture.py

schemas: setup
	@$(PYTHON) tools/build_schemas.py

lock: setup
	@$(PYTHON) tools/lock.py

.PHONY: help setup run test ckan ckan-down dev check schemas lock
