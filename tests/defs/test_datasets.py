"""The factory's chains in real runs: published, refused, skipped, corrected, and never written twice."""

import dagster as dg
import pytest

from tests.defs.ward import ALSO_GOOD, BAD, DATASETS, GOOD, failures, outcome_of

JAPANESE_FULL_STOP = "。"


def test_the_factory_makes_three_assets_and_three_blocking_checks_for_each_dataset(ward):
    graph = ward.definitions().resolve_asset_graph()
    keys = {key.to_user_string() for key in graph.get_all_asset_keys()}
    assert keys == {f"{slug}/{stage}" for slug in DATASETS for stage in ("raw", "normalized", "published")}
    checks = {(k.asset_key.path[0], k.name) for k in graph.asset_check_keys}
    assert checks == {(s, c) for s in DATASETS for c in ("conformance", "personal_data", "machine_readability")}
    for slug in DATASETS:
        group = {graph.get(dg.AssetKey([slug, stage])).group_name for stage in ("raw", "normalized", "published")}
        assert group == {slug}


def test_a_bad_dataset_fails_its_check_skips_its_publication_and_stops_nobody_else(ward):
    result = ward.run()
    ended = outcome_of(result)
    assert not result.success
    assert ended["failed"] == {f"{BAD}__normalized"}
    assert {f"{GOOD}__published", f"{ALSO_GOOD}__published"} <= ended["done"]
    assert f"{BAD}__published" not in ended["done"] | ended["failed"]
    assert (ward.root / "published" / GOOD).is_dir()
    assert not (ward.root / "published" / BAD).exists()
    checks = {(e.asset_key.path[0], e.check_name): e for e in result.get_asset_check_evaluations()}
    assert len(checks) == 9
    assert not checks[BAD, "conformance"].passed
    assert checks[BAD, "conformance"].severity == dg.AssetCheckSeverity.ERROR
    assert checks[GOOD, "conformance"].passed
    assert "公開を止めています" in checks[BAD, "conformance"].description


def test_a_refusal_is_one_japanese_text_without_a_stack_and_with_the_report(ward, monkeypatch):
    monkeypatch.setenv("HIRAKU_REPORTS_URL", "http://127.0.0.1:1")
    result = ward.chain(BAD)
    event = next(e for e in result.all_node_events if e.is_step_failure)
    told = event.step_failure_data
    assert told.error.message.startswith("公開できません。")
    assert told.error.message.rstrip().endswith(JAPANESE_FULL_STOP)
    assert told.error.stack == []
    assert told.error.cause is None
    link = told.user_failure_data.metadata["検査の結果"]
    assert link.value == f"http://127.0.0.1:1/reports/{BAD}/report.html"
    assert (ward.root / "reports" / BAD / "report.html").is_file()


def test_published_alone_of_a_bad_dataset_fails_at_the_gate_of_its_own_run(ward):
    ward.chain(BAD)
    result = ward.run(f"{BAD}/published")
    assert failures(result)[f"{BAD}__published"].startswith("公開できません。")
    assert not (ward.root / "published" / BAD).exists()


def test_an_unreadable_raw_file_ends_in_a_sentence_that_names_it(ward):
    ward.raw(GOOD).write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    result = ward.chain(GOOD)
    said = failures(result)[f"{GOOD}__normalized"]
    assert ward.raw(GOOD).name in said
    assert said.rstrip().endswith(JAPANESE_FULL_STOP)
    assert "Traceback" not in said
    assert ward.latest(f"{GOOD}/normalized") is None


def test_a_missing_raw_file_stops_only_its_own_chain(ward):
    ward.raw(GOOD).unlink()
    result = ward.run(*(f"{slug}/{stage}" for slug in (GOOD, ALSO_GOOD) for stage in ("normalized", "published")))
    assert set(failures(result)) == {f"{GOOD}__normalized"}
    assert f"{ALSO_GOOD}__published" in outcome_of(result)["done"]


def test_a_broken_declaration_keeps_its_chain_says_what_is_wrong_and_leaves_the_others_loadable(ward):
    path = ward.root / "datasets" / f"{GOOD}.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n= broken\n", encoding="utf-8")
    (ward.root / "datasets" / "名前.toml").write_text("", encoding="utf-8")
    graph = ward.definitions().resolve_asset_graph()
    described = graph.get(dg.AssetKey([GOOD, "normalized"])).description
    assert "設定を読めません" in described
    assert f"datasets/{GOOD}.toml" in described
    result = ward.run()
    assert f"datasets/{GOOD}.toml" in failures(result)[f"{GOOD}__normalized"]
    assert f"{ALSO_GOOD}__published" in outcome_of(result)["done"]


def test_a_broken_catalog_is_one_sentence_at_loading(ward):
    (ward.root / "catalog.toml").write_text("title = \n", encoding="utf-8")
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=r"catalog\.toml.*。"):
        ward.definitions()


def test_a_corrected_raw_file_goes_green_and_out(ward):
    good = ward.raw(GOOD).read_bytes()
    ward.raw(GOOD).write_bytes(b"")
    assert not ward.chain(GOOD).success
    ward.raw(GOOD).write_bytes(good)
    result = ward.chain(GOOD)
    assert result.success
    assert all(e.passed or e.severity == dg.AssetCheckSeverity.WARN for e in result.get_asset_check_evaluations())
    assert (ward.root / "published" / GOOD / "index.html").is_file()


def test_a_second_run_of_unchanged_files_writes_nothing_under_published(ward):
    ward.run()
    before = ward.published()
    assert len(before) > 10
    ward.run()
    assert ward.published() == before
    assert "変わりはありません" in ward.latest(f"{GOOD}/published").metadata["結果"].value


def test_the_stewards_page_says_what_publishing_did(ward):
    page = ward.root / "reports" / GOOD / "report.html"
    assert ward.chain(GOOD).success
    assert "公開しました。</h2>" in page.read_text(encoding="utf-8")
    assert ward.chain(GOOD).success
    assert "変わりはありません。</h2>" in page.read_text(encoding="utf-8")


def test_metadata_is_japanese_numbers_plot_and_findings_stand_in_a_table(ward):
    ward.chain(BAD)
    metadata = ward.latest(f"{BAD}/normalized").metadata
    for name in ("行", "自動で直した", "止めている", "注意", "お知らせ"):
        assert isinstance(metadata[name], dg.IntMetadataValue), name
    assert metadata["止めている"].value > 0
    table = metadata["はじめの指摘"]
    assert table.records[0].data["重さ"] == "止めている"
    assert table.records[0].data["どうすればよいか"]


def test_what_is_suspected_to_be_personal_never_reaches_dagsters_log(make_ward):
    ward = make_ward("citizen-reports")
    result = ward.run()
    assert failures(result)["citizen_reports__normalized"].startswith("差し止めました。")
    text = ward.raw("citizen-reports").read_bytes()
    stored = b"".join(p.read_bytes() for p in (ward.root.parent / "home").rglob("*.db*"))
    mobile = [w for w in ("090-", "080-", "070-") if w.encode() in text]
    assert mobile or b"@" in text, "the sample has nothing personal any more"
    table = ward.latest("citizen-reports/normalized").metadata["はじめの指摘"]
    held = [r.data for r in table.records if r.data["重さ"] == "止めている"]
    assert held
    assert all(row["今の値"] == "（この画面には出していません）" and not row["候補"] for row in held)
    assert all(word.encode() not in stored for word in mobile)
