"""Number formats that a workbook names by number only, Japanese ones included, which Excel writes without their text.

ECMA-376 part 1, 18.8.30 (numFmts), general list and the list for ja-jp; the same numbers hold in .xls.
"""

_DAY, _LONG, _MONTH = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"', 'yyyy"年"m"月"'
JAPANESE_DATES = {
    **dict.fromkeys((27, 36, 50, 57), _DAY),
    **dict.fromkeys((28, 29, 51, 54, 58), _LONG),
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    **dict.fromkeys((34, 52, 55), _MONTH),
    **dict.fromkeys((35, 53, 56), 'm"月"d"日"'),
}
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    17: "mmm-yy",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    **JAPANESE_DATES,
}
"""Those that decide on how a value is written; every other number is "General" or a date and time in full."""
