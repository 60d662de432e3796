"""Reading national tables, code lists and aliases, and saying what is wrong with a schema."""

import subprocess
import sys
import time

import pytest

from pipelines import standard
from pipelines.model.errors import DeclarationError
from pipelines.report.messages import sentence


def _document(**field: object) -> dict[str, object]:
    return {"fields": [{"name": "番号", **field}]}


def test_the_newest_edition_is_read_when_none_is_named():
    assert standard.schema("public_toilet").edition == "A-2026-08-01"
    assert standard.schema("aed").edition == "A-undated"
    assert standard.editions("tourism") == ("A-undated", "A-2022", "2017")


def test_an_unknown_table_is_named_with_the_known_ones():
    with pytest.raises(DeclarationError) as caught:
        standard.schema("aedd")
    assert caught.value.code == "unknown-table"
    assert "aed" in caught.value.params["known"]


def test_an_unknown_edition_is_named_with_the_known_ones():
    with pytest.raises(DeclarationError) as caught:
        standard.schema("aed", "2031")
    assert (caught.value.code, caught.value.params["known"]) == ("unknown-edition", ["A-undated", "2017"])


def test_a_slug_that_leads_out_of_the_folder_is_unknown():
    with pytest.raises(DeclarationError, match="unknown-table"):
        standard.schema("../codelists")


def test_one_table_is_read_without_the_others_and_without_pandas():
    program = (
        "import sys; from pipelines import standard; standard.schema('aed');"
        "print(standard._load.cache_info().currsize, 'pandas' in sys.modules, 'frictionless' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1", "False", "False"]


def test_all_tables_are_read_in_the_time_of_a_blink():
    standard._load.cache_clear()
    started = time.perf_counter()
    for slug in standard.slugs():
        for edition in standard.editions(slug):
            standard.schema(slug, edition)
    assert time.perf_counter() - started < 0.5  # 15 ms on a quiet machine; the bound only catches a blunder


def test_a_table_keeps_its_whole_document():
    table = standard.schema("public_toilet")
    assert table.title == "公衆トイレ一覧"
    assert [f["name"] for f in table.descriptor["fields"]] == [f.name for f in table.fields]
    assert table.field_named("名称").raw == table.descriptor["fields"][3]


def test_the_tables_own_alias_goes_before_the_general_one():
    assert standard.aliases("garbage_separation")["ID"] == "ゴミの分別方法_ID"
    assert standard.aliases("aed")["No"] == "ID"


def test_columns_that_must_be_joined_or_split_are_no_aliases():
    assert "都道府県名" not in standard.aliases("aed")
    assert "月曜日" not in standard.aliases("aed")
    assert "バリアフリー情報" not in standard.aliases("tourism")


def test_an_uncertain_alias_is_only_a_proposal():
    for label in ("位置", "番号", "洪水", "高度の値", "災害種別_地震(火災)"):
        assert label not in standard.aliases("evacuation_space")
        assert label in standard.proposals("evacuation_space")
    assert "列1" not in standard.aliases("garbage_separation")


def test_a_synonym_does_not_hold_where_the_table_means_something_else_by_it():
    assert standard.aliases("preschool")["施設名"] == "名称"
    assert "施設名" not in standard.aliases("cultural_property")


def test_every_alias_leads_to_a_field_of_its_table():
    for slug in standard.slugs():
        fields = {f.name for edition in standard.editions(slug) for f in standard.schema(slug, edition).fields}
        own = {row["alias"] for row in standard._rows(standard.SCHEMAS / "aliases" / f"{slug}.csv")}
        for alias, field in standard.aliases(slug).items():
            assert field in fields or alias not in own, (slug, alias, field)


def test_the_renamed_fields_of_the_old_standard_are_known():
    assert standard.renamed("aed")["住所"] == "所在地_連結表記"
    assert "都道府県名" not in standard.renamed("aed")


def test_code_lists_keep_leading_zeros_and_unknown_ones_are_empty():
    assert (standard.codelist("poi_code")[0].code, len(standard.codelist("poi_code"))) == ("0101", 650)
    assert standard.codelist("no_such_list") == ()


def test_a_municipality_is_found_by_its_code():
    nerima = standard.municipalities()["131202"]
    assert (nerima.prefecture, nerima.city, nerima.kana) == ("東京都", "練馬区", "ネリマク")
    assert len(standard.municipalities()) == 1965


def test_a_plain_table_schema_gets_the_kinds_of_its_types():
    document = {
        "title": "本",
        "primaryKey": "番号",
        "fields": [
            {"name": "番号", "type": "integer", "constraints": {"required": True}},
            {"name": "日", "type": "date"},
            {"name": "区分", "constraints": {"enum": ["a", "b"]}},
            {"name": "頁", "format": "uri"},
        ],
    }
    table = standard.read_schema(document, file="schemas/local/books.json")
    assert (table.slug, table.edition, table.primary_key) == ("books", "local", ("番号",))
    assert [f.kind for f in table.fields] == ["integer", "date", "choice", "url"]
    assert table.fields[0].importance == "mandatory"
    assert table.fields[1].context == {"precision": "day"}
    assert table.fields[2].context == {"choices": ["a", "b"]}
    assert table.fields[0].basis["required"] == "workspace"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "fields"),
        ([], "fields"),
        ({"fields": []}, "fields"),
        ({"fields": [{"type": "string"}]}, "name"),
        ({"fields": ["番号"]}, "name"),
        ({"fields": [{"name": "a"}, {"name": "a"}]}, "同じ項目名"),
        ({"fields": [{"name": "a"}], "primaryKey": "b"}, "primaryKey"),
        ({"fields": [{"name": "a"}], "missingValues": "-"}, "missingValues"),
        ({"fields": [{"name": "a"}], "title": 3}, "title"),
        (_document(type="colour"), "colour"),
        (_document(title=3), "title"),
        (_document(constraints=["required"]), "constraints"),
        (_document(constraints={"requird": True}), "requird"),
        (_document(constraints={"required": "yes"}), "required"),
        (_document(constraints={"maxLength": True}), "maxLength"),
        (_document(constraints={"enum": []}), "enum"),
        (_document(constraints={"pattern": "("}), "pattern"),
        (_document(type="integer", constraints={"minimum": 5, "maximum": 1}), "minimum（5）が maximum（1）"),
        (_document(type="integer", constraints={"enum": ["二"]}), "「二」"),
        (_document(type="integer", constraints={"maxLength": 3}), "maxLength"),
        ({"fields": [{"name": "ＩＤ"}, {"name": "ID"}]}, "全角と半角"),
        (_document(**{"hiraku:kind": "colour"}), "hiraku:kind"),
        (_document(**{"hiraku:importance": "high"}), "hiraku:importance"),
        (_document(**{"hiraku:context": "day"}), "hiraku:context"),
    ],
)
def test_a_fault_in_a_schema_is_named_with_its_file(document, said):
    with pytest.raises(DeclarationError) as caught:
        standard.read_schema(document, file="schemas/local/x.json")
    assert caught.value.file == "schemas/local/x.json"
    told = sentence(caught.value)
    assert told.startswith("schemas/local/x.json：")
    assert said in told
