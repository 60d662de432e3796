"""What lies around a dataset when it is judged: what is published of it now, other datasets' registers, the day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LastVersion:
    """The version of a dataset that stands published.

    Attributes:
        published_at: ISO 8601, UTC: when these data first stood there.
        columns: field -> its texts in the order of the rows, fields in published order.
    """

    published_at: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Number of records."""
        return len(next(iter(self.columns.values()), ()))

    def day(self) -> dt.date | None:
        """The day of publication, None where it cannot be read."""
        try:
            return dt.datetime.fromisoformat(self.published_at).date()
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that a judgement may know and that is not in the file or its declaration.

    Findings that come from here are momentary (Finding.momentary): they never reach a published report.

    Attributes:
        last: what is published of this dataset, None where nothing is.
        today: None where no clock may be asked; then nothing is too old.
        registers: shared key -> all values that its register publishes; a key whose register stands nowhere is absent.
    """

    last: LastVersion | None = None
    today: dt.date | None = None
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
