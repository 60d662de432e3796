"""Compares place names: spellings of one name that differ in form only have one key.

What counts as the same: ケ ヶ ガ が, の ノ 之 乃, ツ ッ つ, hiragana and katakana, old and new or look-alike forms
of a character (澤 沢, 龍 竜, 﨑 崎), numbers in any spelling (北3条西, 北３条西, 北三条西). Keys are only compared
among the names of one municipality, so a look-alike cannot lead astray; they never replace published text.

Source: pairs of old and new forms as in 常用漢字表 (康熙字典体 in brackets) and 人名用漢字, and look-alikes that place
names are mistyped with, both listed by hand; numbers as 住居表示 writes them.
"""

import unicodedata
from functools import lru_cache

from pipelines.normalize.readers.kanji_chome import spellings

_FORMS = (
    "釜竈竃 竜龍 条條 館舘 諌諫 鰺鯵 騨驒 婁娄 檮梼 桧檜 淵渕 島嶋嶌 浜濱濵 沢澤 富冨 斉斎齋齊 "
    "壺壷 薮藪籔 砺礪 恵惠 渓溪谿 仏佛 蛍螢 与與 滝瀧 祇祗 塩鹽 国國 広廣 鴬鶯 麹麴 迩邇爾尓 "
    "遙遥 麩麸 亜亞 辺邊邉 円圓 真眞 実實 関關 会會 学學 観觀 静靜 桜櫻 来來 栄榮 万萬 豊豐 "
    "鉄鐵銕 歯齒 徳德 黒黑 尚尙 横橫 槙槇 瀬瀨 鴎鷗 柳栁 柏栢 峰峯 剣劍劔 岳嶽 渋澁 野埜 篭籠 "
    "蘂蕊蕋 穂穗 巌巖 鉱鑛 芦蘆 園薗 鶴靍靎 畑畠 隣鄰 駅驛 駈駆 鶏鷄 猪豬 鼠鼡 涌湧 戸戶 青靑 "
    "清淸 郎郞 乗乘 両兩 寿壽 将將 宝寶 峡峽 帯帶 応應 数數 暁曉 楽樂 楼樓 気氣 浅淺 湾灣 "
    "灯燈 当當 畳疊 磯礒 稲稻 並竝 総總 県縣 台臺 旧舊 荘莊 蔵藏 薬藥 処處 蚕蠶 衛衞 読讀 "
    "売賣 頼賴 軽輕 村邨 銭錢 雑雜 霊靈 麦麥 黄黃 亀龜 亘亙 俣俁 填塡 尭堯 弥彌 彦彥 恒恆 "
    "晋晉 枡桝 祢禰 秋穐 讃讚 鈎鉤 雁鴈 靭靱 韮韭 餅餠 頬頰 蝉蟬 廻迴 舎舍 経經 拠據 択擇 "
    "駄馱 桶樋 暦曆 歴歷 鷆鷏 檪櫟 巳己 栃杤 岡崗 "
)
"""Forms of one character; first the one that the postal table writes, mostly the simplified one, if it has but one."""
_LOOKALIKES = "班斑 檪擽 背脊 曽曾 高髙 崎﨑嵜碕 桑桒 冶治 砲炮 坂阪 砂沙 梅楳 丼井 ノ之乃 ケヶガヵ ツッ ヤャ ユュ ヨョ"
"""Different characters that are mistaken for each other in names, and kana of one sound."""
_SAME_LOOK = "りリ へヘ べベ ぺペ"
"""Kana of one sound that look alike in both scripts: the table's proves nothing against the written one."""
_SAME_FORM = {char: group[0] for group in _FORMS.split() for char in group}
_VARIANTS = str.maketrans(_SAME_FORM | {char: group[0] for group in _LOOKALIKES.split() for char in group[1:]})
_LOOKS = frozenset(pair[::way] for pair in _SAME_LOOK.split() for way in (1, -1))
_MANY_FORMS = frozenset("薮藪籔斉斎齋齊釜竈竃")  # those of which the postal table writes three
_KANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}

Element = str | int
"""A folded character of a name, or a number in it."""


@lru_cache(maxsize=8192)
def key(char: str) -> str:
    """The form in which a character of a name is compared; one character for one character."""
    wide = unicodedata.normalize("NFKC", char) if "\uff61" <= char <= "\uff9f" else char
    # NFC on one character only undoes the compatibility ideographs (塚 U+FA10), which names mix with the common ones
    return unicodedata.normalize("NFC", wide).translate(_KANA).translate(_VARIANTS)


def settle_spelling(written: str, official: str) -> str:
    """The spelling of a name that is certain: the table's, but an older form of a character stays as written.

    The postal table simplifies (廣 to 広), so its 広 proves nothing against a written 廣; where it has the rarer
    form (螢) it means it.
    """
    plain = plain_name(written)
    if len(plain) != len(official):
        return official
    return "".join(w if w == o or _is_kept(w, o) else o for w, o in zip(plain, official, strict=True))


def is_unsettled(written: str, official: str) -> bool:
    """Whether the spelling of a name is in doubt though it is the town's: a form that may stand for several.

    The table's 薮 may be 藪 or 籔, whichever was written; a slip (擽 for 檪) does not tell which form is meant.
    """
    plain = plain_name(written)
    if len(plain) != len(official):
        return False
    differing = [(w, o) for w, o in zip(plain, official, strict=True) if w != o]
    return any((w in _MANY_FORMS and _is_kept(w, o)) or (o in _SAME_FORM and w not in _SAME_FORM) for w, o in differing)


def plain_name(written: str) -> str:
    """A name without fillers and compatibility ideographs."""
    return "".join(unicodedata.normalize("NFC", char) for char in written if not is_filler(char))


def _is_kept(written: str, official: str) -> bool:
    """Whether the table's character proves nothing against the written one."""
    older = _SAME_FORM.get(written) == official and _SAME_FORM.get(official) == official
    return older or written + official in _LOOKS


def is_filler(char: str) -> bool:
    """Spaces and variation selectors: skipped when names are compared."""
    return char.isspace() or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def follow(text: str, start: int, name: tuple[Element, ...]) -> int:
    """The index behind the name when the text has it at start, else 0.

    Args:
        text: an address with half-width digits.
        start: where the name should begin.
        name: elements of a name (kanji_chome.elements, characters folded by `key`).

    字 and 大字 may stand inside the written name, and 条 may be left out before a direction (北16西2).
    """
    index = start
    for position, wanted in enumerate(name):
        index = _skip(text, index)
        if position and wanted != "字":
            index = _skip_section(text, index, name[position:])
        found = _element(text, index, wanted, last=position == len(name) - 1)
        if not found and wanted == "条" and position and isinstance(name[position - 1], int):
            found = index if text[index : index + 1] in tuple(name[position + 1 : position + 2]) else 0
        if not found:
            return 0
        index = found
    while index < len(text) and is_filler(text[index]) and not text[index].isspace():
        index += 1
    return index


def _skip(text: str, index: int) -> int:
    while index < len(text) and is_filler(text[index]):
        index += 1
    return index


def _skip_section(text: str, index: int, left: tuple[Element, ...]) -> int:
    for mark in ("大字", "字"):
        if text.startswith(mark, index) and (left[0] != "大" or (len(left) > 1 and left[1] != "字")):
            return index + len(mark)
    return index


def _element(text: str, index: int, wanted: Element, *, last: bool) -> int:
    """Index behind one element, or 0. A number that ends a name is never taken from digits: they are the lot."""
    if isinstance(wanted, str):
        return index + 1 if index < len(text) and key(text[index]) == wanted else 0
    if not last:
        end = index
        while end < len(text) and text[end] in "0123456789":
            end += 1
        if end > index:
            return end if end - index < 4 and int(text[index:end]) == wanted else 0
    return next((index + len(form) for form in spellings(wanted) if text.startswith(form, index)), 0)
