"""What a ward declares about rules: weights with their reasons, shared keys; every slip is named with its line."""

import pytest

from pipelines.catalog import read_catalog, read_dataset
from pipelines.model.errors import DeclarationError
from pipelines.model.finding import Weight
from pipelines.stages import judge_files
from tests.unit.test_catalog import CATALOG as BASE

CATALOG = BASE + '\n[shared_keys]\n"施設名" = "public-facility.名称"\n'
DATASET = 'title = "AED"\ndescription = "AEDの場所です。"\nsection = "kikaku"\ntable = "aed"\n'
LOWERED = '[severity.coordinate-outside]\nlevel = "notice"\nreason = "区外の保養所があるため"\n'


def refused(text: str) -> DeclarationError:
    with pytest.raises(DeclarationError) as caught:
        read_dataset(DATASET + text, "aed", read_catalog(CATALOG), "datasets/aed.toml")
    return caught.value


def test_a_weight_is_read_with_its_reason_for_all_datasets_or_for_one() -> None:
    weight = {"coordinate-outside": Weight("notice", "区外の保養所があるため")}
    assert read_catalog(CATALOG + LOWERED).severity == weight
    assert read_dataset(DATASET + LOWERED, "aed", read_catalog(CATALOG), "datasets/aed.toml").severity == weight


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[severity.duplicate-row]\nlevel = "notice"\n', "severity-without-reason"),
        ('[severity.duplicate-row]\nreason = "x"\n', "severity-level"),
        ('[severity.duplicate-row]\nlevel = "notice"\nreson = "x"\n', "declaration-typo"),
        ('[severity]\nduplicate-row = "notice"\n', "severity-no-table"),
        ('[severity.ragged-row]\nlevel = "warning"\nreason = "x"\n', "severity-shape"),
        ('[severity.duplicate-row]\nlevel = "notice"\nreason = " "\n', "severity-without-reason"),
        ('[severity.duplicate-row]\nlevel = "info"\nreason = "x"\n', "severity-level"),
        ('[severity.duplicate-row]\nlevel = "notice"\nreason = "x"\nuntil = "2027"\n', "declaration-typo"),
        ('[severity.personal-data]\nlevel = "warning"\nreason = "公開してよい"\n', "severity-personal"),
        ('[keys]\n"名称" = "施設"\n', "unknown-shared-key"),
    ],
)
def test_a_slip_is_refused_with_its_line(text: str, code: str) -> None:
    error = refused(text)
    assert (error.code, error.file) == (code, "datasets/aed.toml")
    assert error.line is not None
    assert error.line > 4


def test_a_code_that_nobody_reports_is_refused_with_the_line_and_the_nearest_name() -> None:
    catalog = read_catalog(CATALOG + LOWERED.replace("coordinate-outside", "coordinate-outsid"))
    dataset = read_dataset(DATASET, "aed", catalog, "datasets/aed.toml")
    with pytest.raises(DeclarationError) as told:
        judge_files(dataset, [("a.csv", "名称\nみほん公園\n".encode())], catalog)
    assert (told.value.code, told.value.params["proposal"]) == ("severity-unknown-code", "coordinate-outside")
    assert told.value.line == (CATALOG + LOWERED).splitlines().index("[severity.coordinate-outside]") + 1


def test_a_faulty_shape_may_be_declared_as_what_it_is() -> None:
    text = DATASET + '[severity.ragged-row]\nlevel = "error"\nreason = "列がずれるため"\n'
    assert read_dataset(text, "aed", read_catalog(CATALOG), "x").severity["ragged-row"].severity == "error"


def test_personal_data_may_be_declared_heavier() -> None:
    text = DATASET + '[severity.personal-mobile]\nlevel = "error"\nreason = "窓口の番号だけを公開するため"\n'
    assert read_dataset(text, "aed", read_catalog(CATALOG), "x").severity["personal-mobile"].severity == "error"


def test_shared_keys_name_their_register_and_datasets_name_their_keys() -> None:
    catalog = read_catalog(CATALOG)
    assert catalog.shared_keys == {"施設名": ("public-facility", "名称")}
    text = DATASET + '[keys]\n"名称" = "施設名"\n"年" = "年度"\n'
    assert read_dataset(text, "aed", catalog, "x").keys == {"名称": "施設名", "年": "年度"}


def test_a_register_without_a_field_is_refused() -> None:
    with pytest.raises(DeclarationError, match="declaration-type"):
        read_catalog(CATALOG.replace("public-facility.名称", "public-facility"))
