"""Declarations: what is written is read, and every typo is named with its line."""

import re

import pytest

from pipelines.catalog import read_catalog, read_dataset
from pipelines.model.errors import DeclarationError

CATALOG = """
title = "見本区オープンデータ"
description = "見本です。"

[publisher]
code = "131202"
name = "練馬区"
prefecture = "東京都"
city = "練馬区"
bounds = [35.7, 35.8, 139.5, 139.7]

[license]
id = "cc-by"
title = "CC BY 4.0"

[[sections]]
id = "kikaku"
name = "企画課"

[[themes]]
id = "bosai"
title = "防災"
"""

DATASET = """
title = "AED設置箇所一覧"
description = "AEDの場所です。"
section = "kikaku"
table = "aed"
themes = ["bosai"]

[aliases]
"施設名" = "名称"

[fields."設置日"]
precision = "day"
"""


def refused(text: str, slug: str = "aed") -> DeclarationError:
    with pytest.raises(DeclarationError) as caught:
        read_dataset(text, slug, read_catalog(CATALOG), f"datasets/{slug}.toml")
    return caught.value


def test_a_catalog_is_read_whole() -> None:
    catalog = read_catalog(CATALOG)
    assert catalog.publisher.bounds == (35.7, 35.8, 139.5, 139.7)
    assert catalog.sections["kikaku"].name == "企画課"
    assert catalog.keep_unknown


def test_a_declaration_is_read_whole() -> None:
    dataset = read_dataset(DATASET, "aed", read_catalog(CATALOG), "datasets/aed.toml")
    assert dataset.aliases == {"施設名": "名称"}
    assert dataset.contexts == {"設置日": {"precision": "day"}}


def test_a_typo_is_named_with_its_line_and_the_nearest_key() -> None:
    error = refused(DATASET.replace("description", "discription"))
    assert error.code == "declaration-missing"
    error = refused(DATASET.replace("themes =", "thems ="))
    assert (error.code, error.line, error.params["proposal"]) == ("declaration-typo", 6, "themes")
    assert error.file == "datasets/aed.toml"


def test_a_token_in_the_catalog_is_refused() -> None:
    with pytest.raises(DeclarationError) as caught:
        read_catalog(CATALOG + '\n[ckan]\nurl = "http://127.0.0.1:5000"\ntoken = "secret"\n')
    assert caught.value.code == "declaration-typo"
    assert caught.value.params["key"] == "token"
    assert "secret" not in str(caught.value.params)


def test_broken_toml_is_told_with_its_line() -> None:
    with pytest.raises(DeclarationError) as caught:
        read_catalog(CATALOG.replace('name = "練馬区"', 'name = "練馬区'))
    assert (caught.value.code, caught.value.line) == ("invalid-toml", 7)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('section = "kikaku"', 'section = "kiakku"', "unknown-section"),
        ('themes = ["bosai"]', 'themes = ["bousai"]', "unknown-theme"),
        ('themes = ["bosai"]', 'themes = "bosai"', "declaration-type"),
        ('table = "aed"', 'table = "aed"\nlocal = "own"', "declaration-table-or-local"),
        ('table = "aed"\n', "", "declaration-table-or-local"),
        ('"施設名" = "名称"', '"施設名" = 3', "declaration-type"),
        ('table = "aed"', 'table = "aed"\nfiles = ["a.csv"]\nstack = { "年" = ["1", "2"] }', "declaration-stack"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(before: str, after: str, code: str) -> None:
    error = refused(DATASET.replace(before, after))
    assert error.code == code
    assert error.line is None or error.line > 0


@pytest.mark.parametrize("text", ['["kikaku"]', "[1]", '[{ id = "a", name = "あ" }, 3]'])
def test_a_list_of_tables_that_holds_something_else_is_refused(text: str) -> None:
    head = re.sub(r"(?ms)^\[\[sections\]\].*?(?=^\[|\Z)", "", CATALOG)
    with pytest.raises(DeclarationError, match="declaration-type"):
        read_catalog(f"sections = {text}\n{head}")


def test_a_slug_that_is_no_address_is_refused() -> None:
    assert refused(DATASET, slug="AED 一覧").code == "invalid-slug"
