"""Units of quantities: stated in the label or the definition, or implied by what is counted."""

import re

from pipelines.validate.readability.sheet import Sheet
from pipelines.validate.readability.values import UNITS, fold, is_no_quantity, promises_quantity

_STATED = re.compile(
    rf"[(\[〔【/_](?:単位[:]? ?)?(?:{UNITS}|人口|㎢|キロ|メートル|比|率)(?:/[^)\]〕】]+)?[)\]〕】]?|単位", re.IGNORECASE
)
_DOUBLED = re.compile(r"_[0-9]+$")
"""What a label gets that stands there a second time."""
_FEWEST_VALUES = 2
"""Different numbers that a quantity has; a column of 1 and blank is a mark."""


def lacks_unit(sheet: Sheet, position: int) -> bool:
    """Whether a column holds quantities of which nothing says in what they are measured."""
    label = _DOUBLED.sub("", fold(sheet.labels[position]))
    field = sheet.field(position)
    if field is not None:
        # a definition that gives no unit for a number says that it has none (numbers of pieces, coordinates, codes)
        return False
    # 人口, 台数 and their like leave no doubt of their unit
    if _STATED.search(label) or is_no_quantity(label) or promises_quantity(label):
        return False
    column = sheet.column(position)
    values = {text for text, _ in column.counts() if text.strip()}
    return (
        len(values) >= _FEWEST_VALUES and sheet.numeric(position) and any(not fold(v).startswith("0") for v in values)
    )
