"""A weight that the workspace changed stands in the text report with its reason, others without a word."""

from dataclasses import replace

from pipelines.model.finding import Finding, Weight
from pipelines.report import render_text
from pipelines.validate.weights import weigh
from tests.unit.report.samples import report


def test_the_reason_stands_beside_the_finding() -> None:
    finding = Finding(
        "coordinate-outside", "warning", line=3, field="緯度", value="36.5,139.6", params={"city": "見本区"}
    )
    weighed = weigh([finding], {"coordinate-outside": Weight("notice", "区外の保養所を含むため")})
    text = render_text(replace(report([]), findings=weighed))
    assert "「注意」から「お知らせ」に変えています。理由：区外の保養所を含むため" in text
    assert "重さ" not in render_text(report([finding]))
