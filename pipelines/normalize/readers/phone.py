"""Reads telephone numbers by the Japanese numbering plan.

Grammar: [label] number [note | extension], after folding widths.

    label      TEL, Tel., 電話, お電話, 電話番号, 携帯, ℡, ☎, 代表, 直通 … and a colon
    number     digits with hyphens (of nine kinds), dots, spaces or brackets between; +81 for the leading zero
    extension  内線 123, （内123）, ext. 45: returned as property `extension`
    note       代表, 直通 or anything in brackets behind the number: returned as property `note`

Canonical is the national form: (03)3993-1111 for an area code, 090-1234-5678, 050-1234-5678, 0120-123-456
otherwise; a number that is hyphenated where the plan divides it conforms too and stays as it is, and so does
the official 0120-999999. What was written with hyphens is repaired into hyphens, everything else into the
national form, unless the column says otherwise (context {"form": "hyphen"} or {"form": "national"}): then repairs
and proposals have that form, and a number that conforms in the other one is brought to it (phone-form). Where
written hyphens and plan disagree the plan wins only if the code before the first hyphen is no area code; else it
is a proposal (phone-split).

Refused: two numbers (two-values), local numbers (phone-no-area-code; proposal with context {"area_code":
"03"}), a lost leading zero (lost-zero with proposal; repaired with context {"lost_zero": true}), FAX numbers
(phone-is-fax, unless context {"fax": true}), 110 and 119 (phone-short-code), numbers that the plan does not
have (phone-invalid).

Source: 電気通信番号計画 (令和元年総務省告示第6号) through the `phonenumbers` metadata, 市外局番の一覧;
standard/README "Phone".
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded
from pipelines.normalize.readers.phone_plan import Number, number_of

_NOTE_WORD = "大代表|代表電話|代表番号|代表|代|直通|ダイヤルイン|㈹"
_LABEL = re.compile(
    rf"\(?(?:(?P<fax>(?:FAX|ファックス|ファクス|ファクシミリ)(?:番号)?)|TEL|Phone|℡|☎|☏|📞|お?電話(?:番号)?|"
    rf"携帯(?:電話)?(?:番号)?|フリーダイヤル|フリーコール|(?P<note>{_NOTE_WORD}))\)?\s*[.:]*\s*",
    re.IGNORECASE,
)
_DIGIT = r"(?:\([0-9]+\)|[0-9])"
_NUMBER = re.compile(rf"\+?(?:[0-9]{{2,5}}\)|{_DIGIT})(?:[-. {DASHES}]{{0,3}}{_DIGIT})*")
_EXTENSION = re.compile(r"\(?\s*(?:内線(?:番号)?|内|ext(?:ension)?)[.:\s]*([0-9]{1,6})\s*\)?", re.IGNORECASE)
_NOTE = re.compile(rf"(?:{_NOTE_WORD})|(?:\((?![^()]*[0-9]{{5}})[^()]+\)\s*)+")
_RANGE = re.compile(r"\s*[(]?[~～〜/／・、,;]\s*[0-9]{1,4}[)]?")
_FAX = re.compile("FAX|ファ(?:ック|ク)", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"\+81[-. ]*(?:\(0\))?[-. ]*0?")

ACCEPTED: tuple[Sample, ...] = (
    ("(03)3993-1111", "(03)3993-1111"),
    ("03-3993-1111", "03-3993-1111"),
    ("0339931111", "(03)3993-1111"),
    ("0339931111", "03-3993-1111", {"form": "hyphen"}),
    ("03-3993-1111", "(03)3993-1111", {"form": "national"}),
    ("0120-999999", "0120-999999", {"form": "national"}),
    ("０３－３９９３－１１１１", "03-3993-1111"),
    ("03(3993)1111", "(03)3993-1111"),
    ("TEL：03―3993―1111（代表）", "03-3993-1111"),
    ("03-3993-1111（内線1234）", "03-3993-1111"),
    ("０９０ー１２３４ー５６７８", "090-1234-5678"),
    ("05012345678", "050-1234-5678"),
    ("0120999999", "0120-999-999"),
    ("0120-999999", "0120-999999"),
    ("+81-3-3993-1111", "03-3993-1111"),
    ("339931111", "(03)3993-1111", {"lost_zero": True}),
)
REFUSED: tuple[str, ...] = (
    "339931111",
    "3993-1111",
    "110",
    "03-3993-1111、03-3993-1112",
    "03-3993-1111～3",
    "FAX 03-3993-1112",
    "090-12AB-5678",
    "+1-415-555-2671",
    "03-3993-111",
    "094-598-7654",
    "なし",
)


@guarded()
def read_phone(text: str, context: Mapping[str, object]) -> Reading:
    """Read one telephone number; refusals as in the module's docstring, and phone-note for unknown words."""
    form = str(context.get("form", ""))
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    written = _NUMBER.match(body)
    if not written:
        enclosed = re.fullmatch(r"\(([0-9][^()]+)\)", body)
        if enclosed and (number := _number_in(enclosed[1])):
            return _rendered(text, enclosed[1], number, "", form, {})
        hidden = [number for number in map(_number_in, _NUMBER.findall(body)) if number]
        reason = "two-values" if len(hidden) > 1 else "phone-note" if hidden else "phone-invalid"
        return refused(text, reason, hidden[0].rendered(form) if hidden else "")
    several = _several(text, body, written, form)
    if several:
        return several
    number = _number_in(written[0])
    if not number:
        return _not_in_plan(text, body, context, form)
    tail = body[written.end() :].strip()
    if ((label and label["fax"]) or _FAX.search(tail)) and not context.get("fax"):
        return refused(text, "phone-is-fax", number.rendered(form))
    properties: dict[str, object] = {"note": label["note"]} if label and label["note"] else {}
    extension, note = _EXTENSION.fullmatch(tail), _NOTE.fullmatch(tail)
    note = None if extension else note
    if tail and not extension and not note:
        return refused(text, "phone-note", number.rendered(form))
    if extension:
        properties["extension"] = extension[1]
    if note:
        properties["note"] = " ".join(re.findall("[^()]+", tail))
    rule = "phone-extension" if extension else "phone-note" if note else "phone-label" if label else ""
    return _rendered(text, written[0], number, rule, form, properties)


def _rendered(
    text: str, written: str, number: Number, rule: str, wanted: str, properties: dict[str, object]
) -> Reading:
    """The number in the form that its cell or column has."""
    if written in number.conformant and not number.differs_from(wanted, written):
        return found(written, rule or ("phone-form" if written != text else ""), **properties)
    dashed = re.sub(f"[{DASHES}]", "-", written)
    groups = re.findall("[0-9]+", _national(dashed))
    if number.disputed_by(groups):
        return refused(text, "phone-split", number.rendered(wanted))
    hyphened = "-" in dashed and not re.search("[().]", dashed.removeprefix("+81(0)"))
    form = number.rendered(wanted or ("hyphen" if hyphened else "national"))
    if written.startswith("+"):
        rule = rule or "phone-international"
    elif dashed in number.conformant:
        rule = rule or ("fold-dashes" if dashed == form else "phone-form")
    elif "".join(groups) != "".join(number.groups) or (len(groups) > 1 and tuple(groups) != number.groups):
        rule = rule or "phone-split"
    return found(form, rule or "phone-form", **properties)


def _national(written: str) -> str:
    return _INTERNATIONAL.sub("0", written, count=1) if written.startswith("+") else written


def _number_in(written: str) -> Number | None:
    """The number of the plan that these characters spell, or None."""
    local = _national(written)
    if not local.lstrip("(").startswith("0") or len(re.findall("[0-9]+", local)) > 4:
        return None
    return number_of("".join(re.findall("[0-9]", local)))


def _several(text: str, body: str, written: re.Match[str], form: str) -> Reading | None:
    """The refusal where a cell holds more than one number, or a range of them."""
    tail = body[written.end() :]
    parts = [_number_in(part) for part in re.split(r"\s+(?=\(?0)", written[0])]
    later = [number for number in map(_number_in, _NUMBER.findall(tail)) if number]
    first = _number_in(written[0])
    if len(parts) > 1 and all(parts):
        first, later = parts[0], later + [part for part in parts[1:] if part]
    if later or (first and _RANGE.fullmatch(tail)):
        return refused(text, "two-values", first.rendered(form) if first else "")
    return None


def _not_in_plan(text: str, body: str, context: Mapping[str, object], form: str) -> Reading:
    """Why digits are no number of the plan, and what they may have been."""
    head = _number_in(body.split(maxsplit=1)[0])
    if head:
        return refused(text, "phone-note", head.rendered(form))
    dashed = re.sub(f"[{DASHES}]", "-", body)
    digits = "".join(re.findall("[0-9]", dashed))
    if not re.fullmatch(r"[0-9() .\-]+", dashed):
        return refused(text, "phone-invalid")
    if re.fullmatch("1[0-9]{2}", dashed):
        return refused(text, "phone-short-code")
    with_zero = None if digits.startswith("0") else number_of("0" + digits)
    if with_zero and context.get("lost_zero"):
        return found(with_zero.rendered(form or ("hyphen" if "-" in dashed else "national")), "add-lost-zero")
    if with_zero:
        return refused(text, "lost-zero", with_zero.rendered(form))
    area = str(context.get("area_code", ""))
    if not digits.startswith("0") and 5 <= len(digits) <= 8:
        completed = number_of(area + digits) if area else None
        return refused(text, "phone-no-area-code", completed.rendered(form) if completed else "")
    abroad = re.fullmatch(r"(?:00)?81([1-9][0-9]{8,9})", digits)
    meant = number_of("0" + abroad[1]) if abroad else None
    return refused(text, "phone-invalid", meant.rendered(form) if meant else "")
