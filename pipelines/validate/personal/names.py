"""Names of persons in one text: surname with a given name, a title of respect, or a word that announces one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.validate.personal.name_lists import (
    DIRECTIONS,
    KANJI,
    NATURE,
    given_characters,
    is_given,
    is_place_word,
    is_surname,
    may_be_surname,
)
from pipelines.validate.personal.romaji import is_romaji_name

_TITLES = "様|さま|さん|ちゃん|くん|君|殿|氏|先生"
_HONORIFIC = re.compile(f"(?:{_TITLES})")
_SURNAME_ENOUGH = frozenset({"様", "さま", "さん", "ちゃん", "くん", "先生"})
"""豊島氏 and 本丸殿 are history; 田中さん is a neighbour."""
_TITLE_END = re.compile(f"[ 　]?(?:{_TITLES})$")
_SUBJECTS = (
    "氏名|お名前|名前|連絡者|申請者|届出者|申込者|保護者|世帯主|本人|患者|利用者|受給者|相談者|通報者|投稿者|契約者|名義人?"
    "|ご?家族|父|母|夫|妻|長男|長女|次男|次女"
)
_ANNOUNCED = re.compile(rf"(?P<who>{_SUBJECTS}|担当者?)(?:氏?名)?[ ]?(?:[:：は（(]|[ ])[ ]?")
_WORD = re.compile(rf"[{KANJI}](?:[{KANJI}]|ノ(?=[{KANJI}]))*")
_AFTER_NAME = rf"(?![{KANJI}ぁ-んァ-ヴー])"
_SURNAME, _GIVEN = rf"[{KANJI}ノケツ]{{1,5}}", rf"[{KANJI}]{{1,4}}|[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,5}}"
_SPACED = re.compile(rf"({_SURNAME})[ ]({_GIVEN}){_AFTER_NAME}")
_SPACED_ANYWHERE = re.compile(rf"(?<![{KANJI}])(?=({_SURNAME})[ ]({_GIVEN}){_AFTER_NAME})")
_SPACED_RUN = re.compile(rf"(?<![{KANJI}])(?=({_SURNAME})[ ]([{KANJI}]{{1,6}})(?:[^{KANJI}]|$))")
_BEHIND_GIVEN = "宅様氏殿君方家他等外邸"
_KANA_GIVEN = re.compile(rf"([{KANJI}]{{1,4}})([ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,4}})")
_KANA_GIVEN_WHOLE = re.compile(
    rf"(?<![{KANJI}])([{KANJI}]{{1,4}})([ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,4}})(?![{KANJI}ぁ-んァ-ヴー])"
)
_KANA_NAME = re.compile(r"[ァ-ヴー]{2,7}[ ・][ァ-ヴー]{2,7}|[ぁ-んー]{2,7}[ ][ぁ-んー]{2,7}")
_ORGANISATION = re.compile(
    r"会社|法人|組合|協会|連合|連盟|委員|財団|社団|協議|振興|株\)|有\)|\((?:株|有|合|資|社|福|医|学|宗|特非|独)\)|NPO|"
    r"[区市町村都道府県]$|[課係部局室署庁院園校館店社寺堂所場会党団組屋館荘苑塾]$|センタ|クリニック|ホ[ーー]ム|サロン|ショップ|"
    r"個人|非公開|なし|不明|同上|[A-Za-z]{3}|[0-9]"
)
_NOBODY = re.compile(
    r"未定|未記入|欠員|空席|空室|募集|辞退|調整中|匿名|希望|選考|該当|省略|別紙|同左|記載|合計|小計|総計|その他"
)
_PLAIN_NAME = re.compile(
    rf"[{KANJI}ぁ-んァ-ヴー]{{1,6}}[ ・]?[ぁ-んァ-ヴー{KANJI}]{{1,6}}|[ァ-ヴー・ ]{{3,20}}|[ぁ-んー ]{{4,14}}"
)
_IN_CARE = re.compile(rf"[0-9号室階] ?([{KANJI}]{{1,6}})方[)）]?$")
_SHORT_SURNAMES = frozenset("林森原関辻堀岡谷柳牧泉菅橘沖岸")
_SHORT_GIVEN = frozenset(
    "凛凜蓮葵紬翔隆誠剛勇豊淳茂修清昭勝愛萌駿彩律湊博聡渉亮恵忍瞳薫梓遥慧翼颯純弘浩豪敦巌稔潤健徹猛毅"
)
"""林凛 may be somebody; 林道 and 関心 are words."""
_LONGEST_SURNAME = 4
_LONGEST_NAME = 8
_NEAR = 20
"""Characters beside a word that are looked at."""


def is_full_name(text: str, *, told: bool = False) -> bool:
    """Whether the whole text is surname and given name, by the lists; a title behind it may stand.

    With a space between them the given name need not be listed, its characters must be those of given names. `told`
    says that a word beside it proves a person: then 木村葵 is one, and no tree, and a rare surname need not be listed.
    """
    name = _TITLE_END.sub("", text.strip())
    spaced = _SPACED.fullmatch(name)
    if spaced:
        return _fits(spaced[1], spaced[2], told=told)
    return 2 <= len(name) <= _LONGEST_NAME and _splits(name, told=told)


def _fits(surname: str, given: str, *, told: bool = False) -> bool:
    """A surname and what stands behind a space."""
    if is_place_word(given) and not told:
        return False
    if not is_surname(surname):
        return is_given(given) and len(given) > 1 and (may_be_surname(surname) or (told and len(surname) > 1))
    if is_given(given):
        return True
    if not re.match(rf"[{KANJI}]", given):
        return len(surname) > 1 and (told or given[0] <= "ん")
    return len(given) <= 3 and set(given) <= given_characters() and not is_place_word(given)


def _splits(name: str, *, told: bool = False) -> bool:
    """Whether a text without space is a listed surname and a listed given name."""
    for size in range(min(_LONGEST_SURNAME, len(name) - 1), 0, -1):
        surname, given = name[:size], name[size:]
        if not is_surname(surname):
            if told and size > 1 and len(given) > 1 and is_given(given) and may_be_surname(surname):
                return True
            continue
        if is_place_word(given) or surname in DIRECTIONS or (given in NATURE and not told):
            continue
        if is_given(given):
            # 林一 may be anything; 高平 and 森本 are words: a single character on either side proves little
            return told or (size + len(given) > 2 and (size > 1 or len(given) > 1))
        if size > 1 and re.fullmatch(r"[ぁ-ん]{2,4}|[ァ-ヴー]{2,4}", given):
            return False  # 田中さん, 山口から: only announced or titled
        if (
            size > 1
            and 2 <= len(given) <= 3
            and given[-1] in "郎子美夫雄男彦之也哉斗奈菜香"
            and set(given) <= given_characters()
        ):
            return True
    return False


def is_person(text: str, *, half: bool = False) -> bool:
    """Whether a cell of a column for names of persons holds one: no organisation, no number, the shape of a name.

    Args:
        text: of the cell, folded.
        half: the column holds only surnames or only given names, one character of which is enough.
    """
    name = _TITLE_END.sub("", text.strip())
    if (
        is_romaji_name(name)
        or is_surname(name)
        or is_full_name(name, told=True)
        or (half and len(name) == 1 and _WORD.fullmatch(name))
    ):
        return True
    return bool(_PLAIN_NAME.fullmatch(name)) and not _ORGANISATION.search(name) and not _NOBODY.search(name)


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


def find_private(text: str) -> Iterator[str]:
    """Names in prose of whom the text itself says that they are no officials: 申請者 山田太郎, 山田太郎様, 山田様."""
    for match in _HONORIFIC.finditer(text):
        name = _before(text[max(0, match.start() - _NEAR) : match.start()], match.group())
        if name and match.group() not in ("氏", "先生") and (match.group() in ("様", "さま") or not is_surname(name)):
            yield name
    for match in _ANNOUNCED.finditer(text):
        name = "" if match["who"].startswith("担当") else _behind(text[match.end() : match.end() + _NEAR])
        if name:
            yield name


def names_addressee(text: str) -> bool:
    """Whether an address names the person who lives there: 旭丘1-2-3 石川優子様方, 石川方."""
    behind = _IN_CARE.search(text)
    return any(find_private(text)) or bool(behind and (is_surname(behind[1]) or is_full_name(behind[1], told=True)))


def find_full(text: str, *, told: bool = False) -> Iterator[str]:
    """Full names in prose that stand by themselves: 山田太郎, 山田 太郎; whole words, never the middle of one.

    `told` as for is_full_name: the text tells what is told of persons only.
    """
    for match in _SPACED_ANYWHERE.finditer(text):
        if _fits(match[1], match[2], told=told):
            yield f"{match[1]} {match[2]}"
    for match in _SPACED_RUN.finditer(text):
        given = _given_at(match[2])
        if given and _fits(match[1], given, told=told):
            yield f"{match[1]} {given}"
    for match in _WORD.finditer(text):
        word = _ANNOUNCED_HEAD.sub("", match.group())
        short = len(word) == 2 and told and word[1] in _SHORT_GIVEN and word[0] in _SHORT_SURNAMES
        if short or (3 <= len(word) <= _LONGEST_NAME and _splits(word, told=told)):
            yield word
    for match in _KANA_GIVEN_WHOLE.finditer(text):
        if _kana_given(match.group(), told=told) and is_given(match[2]):
            yield match.group()


_ANNOUNCED_HEAD = re.compile(
    r"^(?:氏名|担当者?|代表者?|講師|会長|申請者|届出者|保護者|世帯主|本人|患者|利用者|受給者)(?=..)"
)


def _given_at(run: str) -> str:
    """The listed given name that begins a run of kanji, behind which nothing or a word like 宅 stands; "" for none."""
    for size in range(min(4, len(run)), 0, -1):
        if is_given(run[:size]) and (len(run) == size or run[size] in _BEHIND_GIVEN):
            return run[:size]
    return ""


@lru_cache(maxsize=4096)  # a cell of a million 様 asks a million times for the same
def _before(head: str, title: str) -> str:
    """The name that ends where a title begins, "" where there is none."""
    tail = head[-(_LONGEST_NAME + 2) :].rstrip(" ")
    for size in range(len(tail), 1, -1):
        name = tail[-size:]
        preceding = head[: len(head.rstrip(" ")) - size][-1:]
        if preceding and re.match(rf"[{KANJI}]", preceding) and not (size > 3 and is_full_name(name)):
            continue
        short = len(name) == 2 and title not in ("様", "殿")  # 星空さんぽ is a walk
        if is_full_name(name, told=not short) or _kana_given(name, told=True):
            return name
        if size > 1 and title in _SURNAME_ENOUGH and is_surname(name):
            return name
    last = tail[-1:]
    alone = not re.match(rf"[{KANJI}]", tail[-2:-1] or " ")
    return last if last and alone and last in _SHORT_SURNAMES and title in ("様", "さん") else ""


@lru_cache(maxsize=4096)
def _behind(tail: str) -> str:
    """The name that begins a text, "" where there is none."""
    spaced = _SPACED.match(tail)
    if spaced and _fits(spaced[1], spaced[2], told=True):
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


def _kana_given(name: str, *, told: bool = False) -> bool:
    found = _KANA_GIVEN.fullmatch(name)
    if not found:
        return False
    return ((len(found[1]) > 1 or told) and is_surname(found[1])) or (told and is_given(found[2]))


def _ends(tail: str, at: int) -> bool:
    return re.match(r"[\s、。,)）/／]|$", tail[at:]) is not None
