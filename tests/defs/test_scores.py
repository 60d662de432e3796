"""What Dagster plots and keeps: counts, rows and points as numbers on checks and runs, their history, and no values."""

import zipfile

import dagster as dg

from tests.defs.ward import BAD, GOOD

COUNTS = ("止めている", "注意", "お知らせ", "原因", "行")
POINTS = [f"読みやすさ{level}（{when}）" for when in ("前", "今") for level in (1, 2, 3)]


def evaluations(result):
    return {event.check_name: event for event in result.get_asset_check_evaluations()}


def materializations(ward, key):
    """Metadata of every materialization of "slug/stage", oldest first."""
    found = ward.instance.fetch_materializations(dg.AssetKey(key.split("/")), limit=20).records
    return [record.asset_materialization.metadata for record in reversed(found)]


def test_each_check_has_its_counts_as_numbers_and_the_report_one_click_away(ward, monkeypatch):
    monkeypatch.setenv("HIRAKU_REPORTS_URL", "http://127.0.0.1:1")
    checks = evaluations(ward.chain(BAD))
    assert set(checks) == {"conformance", "personal_data", "machine_readability"}
    for check in checks.values():
        assert all(isinstance(check.metadata[name], dg.IntMetadataValue) for name in COUNTS)
        assert check.metadata["検査の結果"].value == f"http://127.0.0.1:1/reports/{BAD}/report.html"
    assert checks["conformance"].metadata["止めている"].value > 0
    assert checks["conformance"].metadata["行"].value == ward.latest(f"{BAD}/normalized").metadata["行"].value > 0
    assert checks["personal_data"].metadata["止めている"].value == 0


def test_what_is_read_at_a_glance_stands_above_the_tables_and_a_row_has_no_empty_value(ward):
    ward.chain(BAD)
    told = ward.latest(f"{BAD}/normalized").metadata
    keys = list(told)
    assert keys[:2] == ["判定", "検査の結果"]
    assert max(keys.index(name) for name in (*COUNTS[:3], *POINTS)) < keys.index("はじめの指摘")
    rows = [record.data for record in told["はじめの指摘"].records]
    assert {row["今の値"] for row in rows if not row["項目"]} == {""}


def test_the_three_checks_count_every_finding_once(ward):
    checks = evaluations(ward.chain(GOOD))
    whole = ward.latest(f"{GOOD}/normalized").metadata
    for name in COUNTS[:3]:
        assert sum(check.metadata[name].value for check in checks.values()) == whole[name].value


def test_machine_readability_has_its_points_and_all_thirty_rules(ward):
    check = evaluations(ward.chain(GOOD))["machine_readability"]
    assert all(isinstance(check.metadata[name], dg.FloatMetadataValue) for name in POINTS)
    assert check.metadata["読みやすさ1（今）"].value == 100
    assert check.passed
    assert "レベル1は" in check.description
    rows = [record.data for record in check.metadata["30のルール"].records]
    assert len(rows) == 30
    assert {row["番号"] for row in rows if row["前"].startswith("確かめられません")} >= {"L1-10", "L1-12"}
    assert all(row["前"] and row["今"] for row in rows)


def test_points_are_plotted_from_run_to_run_and_history_has_a_line_only_where_they_changed(ward):
    ward.chain(GOOD)
    ward.chain(GOOD)
    raw = ward.raw(GOOD)
    lines = raw.read_bytes().splitlines(keepends=True)
    raw.write_bytes(b"".join([*lines[:9], b"\r\n", *lines[9:]]))  # a blank row cuts the table apart: L1-03
    ward.chain(GOOD)
    runs = materializations(ward, f"{GOOD}/normalized")
    points = [metadata["読みやすさ1（前）"].value for metadata in runs]
    assert points == [points[0], points[0], points[0] - 10]
    lines = [len(metadata["これまでの検査"].records) for metadata in runs]
    assert lines == [1, 1, 2]
    newest = runs[2]["これまでの検査"].records[0].data
    assert (newest["読みやすさ1（前）"], newest["結果"]) == (f"{points[2]:g}", "公開できます")
    history = (ward.root / "reports" / GOOD / "history.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(history) == 3


def test_no_history_and_no_points_of_time_stand_in_what_is_published(ward):
    ward.chain(GOOD)
    assert not list((ward.root / "published").rglob("history.csv"))


SEEDS = ["123456789018", "4111111111111111", "080-1234-5678", "taro.mihon@gmail.com"]
"""An individual number and a card with their check digits, a private mobile telephone, a private address."""


def test_seeded_personal_values_stop_publication_and_reach_no_log_database_or_report(ward):
    raw = ward.raw(GOOD)
    text = raw.read_bytes().decode("cp932")
    head = next(n for n, line in enumerate(text.splitlines()) if line.count(",") > 3)
    lines = text.splitlines()
    lines[head] += ",連絡メモ"
    for n, line in enumerate(lines[head + 1 :], start=head + 1):
        lines[n] = f"{line},{SEEDS[n % len(SEEDS)]}" if line.count(",") > 3 else line
    raw.write_bytes("\r\n".join(lines).encode("cp932"))
    result = ward.chain(GOOD)
    check = evaluations(result)["personal_data"]
    assert not check.passed
    assert check.metadata["止めている"].value >= len(SEEDS)
    assert not (ward.root / "published" / GOOD).exists()
    folders = [ward.root.parent / "home", ward.root / "reports", ward.root / "repairs"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "history.csv" for path in files)
    leaks = {(seed, path.name) for path in files for seed in SEEDS if seed.encode() in contents(path)}
    assert leaks == set()


def contents(path):
    """The bytes of a file, of a workbook those of its parts."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_nothing_suspected_to_be_personal_stands_in_history_or_in_dagsters_storage(make_ward):
    ward = make_ward("citizen-reports")
    ward.run()
    raw = ward.raw("citizen-reports").read_text(encoding="utf-8", errors="ignore")
    seeds = [word for word in ("090-1234-5678",) if word in raw]
    assert seeds, "the sample has nothing personal any more"
    kept = [p for p in (ward.root.parent / "home").rglob("*") if p.is_file()]
    kept += [ward.root / "reports" / "citizen-reports" / "history.csv"]
    stored = b"".join(path.read_bytes() for path in kept)
    assert all(seed.encode() not in stored and seed.encode("cp932") not in stored for seed in seeds)


def test_how_often_a_file_passed_at_once_is_a_number_of_the_dataset_and_of_its_section(ward):
    """Running again changes nothing of it: the figure is about hand-ins."""
    for _ in range(2):
        ward.chain(GOOD)
        ward.chain(BAD)
    good, bad = (ward.latest(f"{slug}/normalized").metadata for slug in (GOOD, BAD))
    assert (good["届いた回数"].value, good["一回で通った割合（%）"].value) == (1, 100.0)
    assert (bad["届いた回数"].value, bad["一回で通った割合（%）"].value) == (1, 0.0)
    assert isinstance(good["課で一回で通った割合（%）"], dg.FloatMetadataValue)
    assert bad["課で一回で通った割合（%）"].value == 0.0
