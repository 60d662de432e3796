"""How pages say dates, sizes, types and rules in Japanese (look.md, section 4)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipelines.model.japan_time import JAPAN
from pipelines.model.schema import Field

TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "小数",
    "date": "日付",
    "time": "時刻",
    "datetime": "日時",
    "boolean": "真偽",
    "year": "年",
    "yearmonth": "年月",
}
MARKS = {"mandatory": "必須", "recommended": "推奨", "optional": "任意"}
FORMATS = {
    "CSV": "表計算ソフトや多くのプログラムで開けます。文字コードはUTF-8（BOMなし）です。"
    "Excelでは「データ」の「テキストまたはCSVから」で開いてください。",
    "JSON": "プログラムで使いやすい形です。数は数として入っています。",
    "GeoJSON": "地図のソフトで開けます。緯度と経度がある行だけです。",
    "Parquet": "分析のプログラム向けです。項目の型が付いています。",
}


def iso_day(moment: str) -> str:
    """The Japanese calendar day of an ISO 8601 moment, as YYYY-MM-DD."""
    return datetime.fromisoformat(moment).astimezone(JAPAN).date().isoformat()


def day(moment: str) -> str:
    """The same for people: 2026年11月5日."""
    year, month, number = iso_day(moment).split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def size(number: int) -> str:
    """Bytes for people: 980バイト, 21 KB, 3.4 MB."""
    if number < 1000:
        return f"{number}バイト"
    if number < 1_000_000:
        return f"{round(number / 1000)} KB"
    return f"{number / 1_000_000:.1f} MB"


def edition(name: str) -> str:
    """The edition of a national table for people: 2026年8月1日版, 2017年版; "" where its day is not known."""
    found = re.search(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?$", name)
    if found is None:
        return ""
    year, month, number = found.groups()
    return f"{year}年{int(month)}月{int(number)}日版" if month else f"{year}年版"


def rule(spec: Field) -> str:
    """What a field's values must keep, in one or two sentences; "" where nothing is laid down."""
    said = [spec.description] if spec.description else []
    choices = [str(choice) for choice in _list(spec.constraints.get("enum"))]
    if choices and not all(choice in spec.description for choice in choices):
        more = f" ほか{len(choices) - 12}" if len(choices) > 12 else ""
        said.append(f"次のどれか：{'、'.join(choices[:12])}{more}。")
    if spec.constraints.get("unique") and "一意" not in spec.description:
        said.append("ほかの行と重なりません。")
    low, high = spec.constraints.get("minimum"), spec.constraints.get("maximum")
    if low is not None or high is not None:
        said.append(f"{'' if low is None else f'{low}以上'}{'' if high is None else f'{high}以下'}。")
    return " ".join(said)


def quality(entry: Mapping[str, Any]) -> dict[str, str]:
    """The chip of a dataset: {"kind": ok|warn|"", "icon", "text"}."""
    warnings = int(entry.get("warnings", 0))
    base = "標準に適合" if entry.get("standard") else "区独自の表"
    if warnings:
        return {"kind": "warn", "icon": "warn", "text": f"{base}、注意{warnings:,}件"}
    return (
        {"kind": "ok", "icon": "ok", "text": base} if entry.get("standard") else {"kind": "", "icon": "", "text": base}
    )


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
