"""The two sensors, tick by tick, over real files and a real instance."""

import dataclasses
import json
import os
from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.resources import WorkspaceResource
from pipelines.defs.versions import RAW_VERSION_TAG
from pipelines.model.repair import ACCEPT
from pipelines.workspace import Workspace
from tests.defs.ward import ALSO_GOOD, BAD, DATASETS, GOOD, Ward


class Sensor:
    """One sensor with its cursor, as the daemon keeps it."""

    def __init__(self, ward: Ward, name: str) -> None:
        self.ward, self.name, self.cursor = ward, name, None

    def tick(self):
        """Evaluate once; what it reports is stored, as the daemon would."""
        definitions = self.ward.definitions()
        resources = {"workspace": WorkspaceResource(root=str(self.ward.root))}
        with dg.build_sensor_context(
            self.ward.instance, cursor=self.cursor, definitions=definitions, resources=resources
        ) as context:
            data = definitions.resolve_sensor_def(self.name).evaluate_tick(context)
        self.cursor = data.cursor if data.cursor is not None else self.cursor
        for event in data.asset_events:
            self.ward.instance.report_runless_asset_event(event)
        return data

    def reported(self) -> set[str]:
        return {event.asset_key.path[0] for event in self.tick().asset_events}

    def asked(self) -> set[str]:
        """Slugs of the one run that it asks for; none when it asks for nothing."""
        requests = self.tick().run_requests or []
        assert len(requests) <= 1
        return {key.path[0] for request in requests for key in request.asset_selection}


def append(ward: Ward, slug: str) -> bytes:
    """A steward saves the file with one more line; returns what it was."""
    before = ward.raw(slug).read_bytes()
    ward.raw(slug).write_bytes(before + b"\r\n")
    return before


def test_both_sensors_and_the_schedule_start_as_promised(ward):
    definitions = ward.definitions()
    assert definitions.resolve_sensor_def("report_raw_files").default_status == dg.DefaultSensorStatus.RUNNING
    assert definitions.resolve_sensor_def("publish_changed_files").default_status == dg.DefaultSensorStatus.STOPPED
    nightly = definitions.resolve_schedule_def("nightly")
    assert nightly.default_status == dg.DefaultScheduleStatus.STOPPED
    context = dg.build_schedule_context(ward.instance, scheduled_execution_time=datetime(2026, 11, 20, 17, tzinfo=UTC))
    assert len(nightly.evaluate_tick(context).run_requests) == 1


def test_versions_are_reported_once_and_again_when_a_file_changes(ward):
    sensor = Sensor(ward, "report_raw_files")
    assert sensor.reported() == set(DATASETS)
    assert sensor.reported() == set()
    append(ward, GOOD)
    assert sensor.reported() == {GOOD}
    os.utime(ward.raw(GOOD), (1, 1))
    assert sensor.reported() == set(), "touched is not changed"


def test_a_lost_cursor_reports_everything_anew(ward):
    sensor = Sensor(ward, "report_raw_files")
    sensor.reported()
    sensor.cursor = None
    assert sensor.reported() == set(DATASETS)


def test_a_missing_file_or_a_broken_declaration_never_stops_a_sensor(ward):
    ward.raw(GOOD).unlink()
    (ward.root / "datasets" / f"{BAD}.toml").write_text("title", encoding="utf-8")
    assert Sensor(ward, "report_raw_files").reported() == {ALSO_GOOD}
    assert Sensor(ward, "publish_changed_files").asked() == {ALSO_GOOD}


def test_a_broken_catalog_is_a_sentence_in_the_sensors_tick(ward):
    definitions = ward.definitions()
    (ward.root / "catalog.toml").write_text("title", encoding="utf-8")
    for name in ("report_raw_files", "publish_changed_files"):
        resources = {"workspace": WorkspaceResource(root=str(ward.root))}
        with dg.build_sensor_context(ward.instance, definitions=definitions, resources=resources) as context:
            data = definitions.resolve_sensor_def(name).evaluate_tick(context)
        assert data.skip_message.startswith("catalog.toml")


def test_switched_on_late_the_publishing_sensor_catches_up_and_then_rests(ward):
    ward.chain(GOOD)
    sensor = Sensor(ward, "publish_changed_files")
    assert sensor.asked() == {ALSO_GOOD, BAD}
    ward.run(*(f"{slug}/{stage}" for slug in (ALSO_GOOD, BAD) for stage in ("normalized", "published")))
    assert sensor.asked() == set()


def test_a_file_put_back_to_earlier_content_runs_again(ward):
    sensor = Sensor(ward, "publish_changed_files")
    sensor.asked()
    ward.run()
    before = append(ward, GOOD)
    assert sensor.asked() == {GOOD}
    ward.chain(GOOD)
    ward.raw(GOOD).write_bytes(before)
    assert sensor.asked() == {GOOD}


def test_a_signed_decision_runs_its_dataset_again_and_a_mere_proposal_does_not(ward):
    sensor = Sensor(ward, "publish_changed_files")
    sensor.asked()
    ward.run()
    workspace = Workspace(ward.root)
    proposed = workspace.repairs(BAD)
    assert proposed
    assert not [repair for repair in proposed if repair.on]
    assert sensor.asked() == set()
    signed = tuple(dataclasses.replace(r, decision=ACCEPT, by="担当", on="2026-11-21") for r in proposed[-1:])
    workspace.write_repairs(BAD, (*proposed[:-1], *signed))
    assert sensor.asked() == {BAD}


def test_what_cannot_be_read_is_asked_once_and_again_only_when_its_file_changes(ward):
    sensor = Sensor(ward, "publish_changed_files")
    sensor.asked()
    ward.run()
    good = ward.raw(GOOD).read_bytes()
    ward.raw(GOOD).write_bytes(b"%PDF-1.7 broken")
    assert sensor.asked() == {GOOD}
    ward.chain(GOOD)
    assert sensor.asked() == set()
    ward.raw(GOOD).write_bytes(good)
    assert sensor.asked() == {GOOD}, "put back, it must go green again"


def test_a_run_by_hand_since_the_last_request_counts(ward):
    sensor = Sensor(ward, "publish_changed_files")
    sensor.asked()
    ward.run()
    append(ward, GOOD)
    ward.chain(GOOD)
    assert sensor.asked() == set()


def test_a_crashed_tick_asks_with_the_same_key_and_a_later_change_with_another(ward):
    sensor = Sensor(ward, "publish_changed_files")
    first = sensor.tick().run_requests[0].run_key
    kept, sensor.cursor = sensor.cursor, None
    assert sensor.tick().run_requests[0].run_key == first
    sensor.cursor = kept
    before = append(ward, GOOD)
    second = sensor.tick().run_requests[0].run_key
    ward.raw(GOOD).write_bytes(before)
    third = sensor.tick().run_requests[0].run_key
    assert len({first, second, third}) == 3


def test_a_run_without_any_sensor_reports_the_raw_version_that_it_reads(ward):
    ward.chain(GOOD)
    made_from = ward.latest(f"{GOOD}/normalized").tags
    assert ward.latest(f"{GOOD}/raw").tags["dagster/data_version"] == made_from[RAW_VERSION_TAG]
    assert ward.latest(f"{ALSO_GOOD}/raw") is None
    sensor = Sensor(ward, "report_raw_files")
    sensor.tick()
    assert json.loads(sensor.cursor)[GOOD][1] == made_from[RAW_VERSION_TAG]
