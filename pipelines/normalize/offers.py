"""Values that the personal data gate stopped, as undecided rows of the repairs file: where, never what."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from pipelines.model.finding import Finding, Line
from pipelines.model.repair import Repair
from pipelines.normalize.propose import discreet_key
from pipelines.normalize.row_keys import RowKeys

BLOCKED = "personal-data"
"""Code of the findings that stop a value; as きまり of an offered row it stands for several kinds in one cell."""
_MOST = 200
"""Cells of a column and kind that are offered one by one; of more of them the column as a whole has to be decided."""


def offer_releases(
    slug: str,
    findings: Iterable[Finding],
    keys: Sequence[RowKeys],
    is_declined: Callable[[Finding], bool],
    say: Callable[[Finding], str],
) -> tuple[Repair, ...]:
    """One undecided row for each cell that stops publishing, so that a person has only to write 公開 and why.

    Args:
        slug: dataset.
        findings: of the report.
        keys: of each file; a row whose key would show what is stopped is named by its line and a fingerprint.
        is_declined: whether somebody has decided already that the value of a finding stays where it is.
        say: the finding's sentence.

    Returns:
        Rows without any value; きまり tells the kind.
    """
    found = list(findings)
    blocked = [f for f in found if f.code == BLOCKED and f.severity == "error" and f.line is not None and f.field]
    many = Counter((f.field, f.params.get("kind")) for f in blocked)
    cells: defaultdict[tuple[Line, str], list[Finding]] = defaultdict(list)
    for finding in blocked:
        small = many[finding.field, finding.params.get("kind")] <= _MOST
        if small and finding.line is not None and not is_declined(finding):
            cells[finding.line, finding.field].append(finding)
    private = {(f.line, f.field) for f in found if f.code.startswith("personal-")}
    rows = (_row(slug, line, several, discreet_key(line, keys, private), say) for (line, _), several in cells.items())
    return tuple(row for row in rows if row.key)


def _row(slug: str, line: Line, several: Sequence[Finding], key: str, say: Callable[[Finding], str]) -> Repair:
    kinds = {str(finding.params.get("kind", "")) for finding in several}
    code = kinds.pop() if len(kinds) == 1 else BLOCKED
    told = "".join(dict.fromkeys(say(finding) for finding in several))
    problem = f"{told}公開してよいと決まったときは「公開」と理由を、公開しないときは「不採用」と書きます。"
    return Repair(key, several[0].field, "", "", code=code, dataset=slug, line=str(line), problem=problem)
