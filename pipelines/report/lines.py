"""Line numbers as a person reads them: 2–113行, 4、8、12行, 全行 (look.md, section 3)."""

from collections.abc import Iterable

from pipelines.model.finding import Line
from pipelines.report.messages import split_line

SHOWN = 60
"""Ranges before 「ほか n行」."""


def line_ranges(lines: Iterable[Line | None], *, rows: int = 0, most: int = SHOWN) -> tuple[str, str]:
    """The ranges of some lines as (what to show first, all of it where that is longer, else "").

    Args:
        lines: physical lines; repeated ones count once, None is left out.
        rows: number of records of the table, to say 全行.
        most: how many ranges the short form has.
    """
    sheets = _by_sheet(lines)
    count = sum(len(numbers) for numbers in sheets.values())
    if not count:
        return "", ""
    parts: list[tuple[str, int]] = []
    for place, numbers in sheets.items():
        ranges = _ranges(sorted(numbers))
        if place and ranges:
            ranges[0] = (f"{place}{ranges[0][0]}", ranges[0][1])
        parts.extend(ranges)
    everything = "（全行）" if rows > 1 and count == rows else ""
    full = "、".join(text for text, _ in parts) + "行" + everything
    if len(parts) <= most:
        return full, ""
    rest = sum(size for _, size in parts[most:])
    return "、".join(text for text, _ in parts[:most]) + f"、ほか {rest:,}行" + everything, full


def count_lines(lines: Iterable[Line | None]) -> int:
    """How many different lines."""
    return len({line for line in lines if line is not None})


def _by_sheet(lines: Iterable[Line | None]) -> dict[str, set[int]]:
    sheets: dict[str, set[int]] = {}
    for line in lines:
        if line is None:
            continue
        place, number = split_line(line)
        if number.isdigit():
            sheets.setdefault(place, set()).add(int(number))
    return sheets


def _ranges(numbers: list[int]) -> list[tuple[str, int]]:
    """(text, how many lines) of each run; three in a row make a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found: list[tuple[str, int]] = []
    for run in runs:
        if len(run) >= 3:
            found.append((f"{run[0]}–{run[-1]}", len(run)))
        else:
            found.extend((str(number), 1) for number in run)
    return found
