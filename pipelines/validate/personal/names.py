"""Names of persons in one text: common surnames with a given name, a title of respect, or a word that announces one."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

_KANJI = "一-鿿㐀-䶿豈-﫿々ヶ"
_GIVEN_MORE = frozenset(
    "太朗郎子美江枝代恵乃奈菜香花華佳加里理莉沙紗咲希紀季貴樹輝之也哉矢弥介助佑祐輔斗人仁翔颯湊蓮蒼碧陽暖悠優結愛心桜葵凛凜杏音羽衣依彩絢綾月星空海夏秋冬雪晴那穂帆歩実未央緒織祢寧"
)
"""Characters of given names beyond those of the list."""
_HONORIFIC = re.compile(r"(?:様|さま|さん|ちゃん|くん|君|殿|氏|先生)")
_SURNAME_ENOUGH = frozenset({"様", "さま", "さん", "ちゃん", "くん", "先生"})
"""豊島氏 and 本丸殿 are history; 田中さん is a neighbour."""
_TITLE_END = re.compile(r"[ 　]?(?:様|さま|さん|ちゃん|くん|君|殿|氏|先生)$")
_ANNOUNCED = re.compile(
    r"(?:氏名|お名前|名前|担当者?|連絡者|申請者|届出者|申込者|保護者|世帯主|本人|患者|利用者|受給者|相談者|通報者|投稿者"
    r"|契約者|名義人?|ご?家族|父|母|夫|妻|長男|長女|次男|次女)(?:氏?名)?[ ]?(?:[:：は（(]|[ ])[ ]?"
)
_WORD = re.compile(rf"[{_KANJI}]+")
_AFTER_NAME = rf"(?![{_KANJI}ぁ-んァ-ヴー])"
_SPACED = re.compile(rf"([{_KANJI}]{{1,4}})[ ]([{_KANJI}]{{1,4}}|[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,5}}){_AFTER_NAME}")
_SPACED_ANYWHERE = re.compile(
    rf"(?<![{_KANJI}])(?=([{_KANJI}]{{1,4}})[ ]([{_KANJI}]{{1,4}}|[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,5}}){_AFTER_NAME})"
)
_KANA_GIVEN = re.compile(rf"([{_KANJI}]{{2,4}})([ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,4}})")
_KANA_NAME = re.compile(r"[ァ-ヴー]{2,7}[ ・][ァ-ヴー]{2,7}|[ぁ-んー]{2,7}[ ][ぁ-んー]{2,7}")
_ORGANISATION = re.compile(
    r"会社|法人|組合|協会|連合|連盟|委員|財団|社団|協議|振興|株\)|有\)|\((?:株|有|合|資|社|福|医|学|宗|特非|独)\)|NPO|"
    r"[区市町村都道府県]$|[課係部局室署庁院園校館店社寺堂所場会党団組屋館荘苑塾]$|センタ|クリニック|ホ[ーー]ム|サロン|ショップ|"
    r"個人|非公開|なし|不明|同上|[A-Za-z]{3}|[0-9]"
)
_PLAIN_NAME = re.compile(
    rf"[{_KANJI}]{{2,7}}|[{_KANJI}]{{1,4}}[ ]?[ぁ-んァ-ヴー{_KANJI}]{{1,6}}|[ァ-ヴー・ ]{{3,20}}|[ぁ-んー ]{{4,14}}"
)
_NATURE = frozenset("桜菊梅椿楓杏葵蘭菫空海湊都南光環緑翠渚岬蓮凪彩律")
"""大島桜 is a tree: as a whole given name only behind a space."""
_DIRECTIONS = frozenset("東西南北")
_LONGEST_SURNAME = 4
_LONGEST_NAME = 8
_NEAR = 20
"""Characters beside a word that are looked at."""


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset((files(__package__) / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def _given_characters() -> frozenset[str]:
    return frozenset("".join(_listed("given_names"))) | _GIVEN_MORE


@cache
def _place_words() -> re.Pattern[str]:
    """What a given name is not, though written with the characters of one."""
    words = (
        "東 西 南 北 上 下 中 小 大 高 町 台 丘 里 山 川 田 原 野 新田 海岸 平 浜 岡 城 宮 森 林 園 駅 地区 方面 地域"
    )
    return re.compile("|".join(words.split()))


def begin_like_names(texts: Sequence[str]) -> list[str]:
    """The texts that begin with the first characters of a surname (or a space); quick, and never wrong in saying no."""
    two = {name[:2] for name in _listed("surnames")}
    one = {name for name in _listed("surnames") if len(name) == 1} | {" ", "　"}
    return [text for text in texts if text[:2] in two or text[:1] in one]


def is_surname(text: str) -> bool:
    """Whether a text is one of the common surnames."""
    return text in _listed("surnames")


def is_full_name(text: str, *, told: bool = False) -> bool:
    """Whether the whole text is surname and given name, by the lists; a title behind it may stand.

    With a space between them the given name need not be listed, its characters must be those of given names. `told`
    says that a word beside it proves a person: then 木村葵 is one, and no tree.
    """
    name = _TITLE_END.sub("", text.strip())
    if not 3 <= len(name) <= _LONGEST_NAME + 2:
        return len(name) == 2 and _splits(name, told=told)
    spaced = _SPACED.fullmatch(name)
    if spaced:
        return _fits(spaced[1], spaced[2])
    return len(name) <= _LONGEST_NAME and _splits(name, told=told)


def _fits(surname: str, given: str) -> bool:
    """A surname and what stands behind a space."""
    if not is_surname(surname):
        return False
    if given in _listed("given_names"):
        return True
    if not re.match(rf"[{_KANJI}]", given):
        return len(surname) > 1
    return len(given) <= 3 and set(given) <= _given_characters() and not _place_words().fullmatch(given)


def _splits(name: str, *, told: bool = False) -> bool:
    """Whether a text without space is a listed surname and a listed given name."""
    for size in range(min(_LONGEST_SURNAME, len(name) - 1), 0, -1):
        surname, given = name[:size], name[size:]
        if not is_surname(surname) or _place_words().fullmatch(given) or surname in _DIRECTIONS:
            continue
        if given in _NATURE and not told:
            continue
        if given in _listed("given_names"):
            # 林一 may be anything; 高平 and 森本 are words: a single character on either side proves little
            return size + len(given) > 2 and (size > 1 or len(given) > 1)
        if size > 1 and re.fullmatch(r"[ぁ-ん]{2,4}|[ァ-ヴー]{2,4}", given):
            return False  # 田中さん, 山口から: only announced or titled
        if (
            size > 1
            and 2 <= len(given) <= 3
            and given[-1] in "郎子美夫雄男彦之也哉斗奈菜香"
            and set(given) <= _given_characters()
        ):
            return True
    return False


def is_person(text: str) -> bool:
    """Whether a cell of a column for names of persons holds one: no organisation, no number, the shape of a name."""
    name = _TITLE_END.sub("", text.strip())
    return bool(_PLAIN_NAME.fullmatch(name)) and not _ORGANISATION.search(name)


def is_organisation(text: str) -> bool:
    """Whether a text says of itself that it is no person."""
    return _ORGANISATION.search(text) is not None


def is_kana_name(text: str) -> bool:
    """Whether a text is a name in kana, surname and given name with a space between."""
    return _KANA_NAME.fullmatch(text.strip()) is not None


def find_named(text: str) -> Iterator[str]:
    """Names in prose that a title of respect or an announcing word proves."""
    for match in _HONORIFIC.finditer(text):
        name = _before(text[max(0, match.start() - _NEAR) : match.start()], match.group())
        if name:
            yield name
    for match in _ANNOUNCED.finditer(text):
        name = _behind(text[match.end() : match.end() + _NEAR])
        if name:
            yield name


def find_full(text: str) -> Iterator[str]:
    """Full names in prose that stand by themselves: 山田太郎, 山田 太郎; whole words, never the middle of one."""
    for match in _SPACED_ANYWHERE.finditer(text):
        if _fits(match[1], match[2]):
            yield f"{match[1]} {match[2]}"
    for match in _WORD.finditer(text):
        word = _ANNOUNCED_HEAD.sub("", match.group())
        if 3 <= len(word) <= _LONGEST_NAME and _splits(word):
            yield word


_ANNOUNCED_HEAD = re.compile(
    r"^(?:氏名|担当者?|代表者?|講師|会長|申請者|届出者|保護者|世帯主|本人|患者|利用者|受給者)(?=..)"
)


def _before(head: str, title: str) -> str:
    """The name that ends where a title begins, "" where there is none."""
    tail = head[-(_LONGEST_NAME + 2) :].rstrip(" ")
    for size in range(len(tail), 1, -1):
        name = tail[-size:]
        preceding = head[: len(head.rstrip(" ")) - size][-1:]
        if preceding and re.match(rf"[{_KANJI}]", preceding):
            continue
        if is_full_name(name, told=True) or _kana_given(name):
            return name
        if size > 1 and title in _SURNAME_ENOUGH and is_surname(name):
            return name
    last = tail[-1:]
    alone = not re.match(rf"[{_KANJI}]", tail[-2:-1] or " ")
    return last if last and alone and last in "林森原関辻堀岡谷柳牧泉菅橘沖岸" and title in ("様", "さん") else ""


def _behind(tail: str) -> str:
    """The name that begins a text, "" where there is none."""
    spaced = _SPACED.match(tail)
    if spaced and _fits(spaced[1], spaced[2]):
        return spaced.group()
    word = _WORD.match(tail)
    kana = _KANA_GIVEN.match(tail)
    if word is None:
        return ""
    if is_full_name(word.group(), told=True):
        return word.group()
    if kana and _kana_given(kana.group()) and not re.match(r"[ぁ-ん]", tail[kana.end() : kana.end() + 1]):
        return kana.group()
    return word.group() if len(word.group()) > 1 and is_surname(word.group()) and _ends(tail, word.end()) else ""


def _kana_given(name: str) -> bool:
    found = _KANA_GIVEN.fullmatch(name)
    return bool(found) and is_surname(found[1]) if found else False


def _ends(tail: str, at: int) -> bool:
    return re.match(r"[\s、。,)）/／]|$", tail[at:]) is not None
