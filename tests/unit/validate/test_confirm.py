"""Nothing that Frictionless objects to goes out, small or large."""

import pytest

from pipelines.model.errors import GateClosed
from pipelines.report.messages import sentence
from pipelines.validate.referee import MOST_BYTES, confirm

SCHEMA = {
    "fields": [{"name": "ID", "type": "string", "constraints": {"unique": True}}, {"name": "数", "type": "integer"}]
}


@pytest.mark.parametrize("most", [MOST_BYTES, 0])
def test_a_csv_that_does_not_fit_its_schema_is_stopped_with_line_and_field(most: int) -> None:
    confirm("ID,数\na,1\nb,2\n".encode(), SCHEMA, "wifi", most=most)
    with pytest.raises(GateClosed) as closed:
        confirm("ID,数\na,1\nb,二\na,3\n".encode(), SCHEMA, "wifi", most=most)
    assert closed.value.params["n"] == 2
    assert "3行の「数」" in sentence(closed.value)
