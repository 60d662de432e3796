"""Which texts of a column are worth reading at all: one pass of Arrow's matcher over the distinct values."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_DIGIT = "[0-9０-９〇零一二三四五六七八九]"
_GAP = "[^0-9０-９A-Za-zぁ-んァ-ヴ一-龥〇零]{0,4}"
_SPREAD = f"{_DIGIT}(?:{_GAP}{_DIGIT}){{10}}"
"""Eleven digits, as the shortest of the long numbers has."""
_BANKS = (
    "銀行|信用|信金|信組|労働金庫|労金|農協|農業協同|漁協|漁業協同|ゆうちょ|ＪＡ|JA"
    "|口座|貯金|預金|普通|当座|記号|支店|本店|出張所|営業所|営業部|店番|店名"
)
NUMBERS = (
    "[TMＴＭtmｔｍ][A-ZＡ-Ｚa-zａ-ｚ][ 　]?[0-9０-９]{7}|携帯|"
    f"{_SPREAD}|[0-9０-９]{{4}}[ 　]?[^0-9０-９A-Za-z 　][ 　]?[0-9０-９]{{6}}|年金|{_BANKS}|旅券|パスポ|ﾊﾟｽﾎﾟ"
    "|(?i:passport)|(?i:ｐａｓｓ)|免許|番号|ナンバ|(?i:number)|[@＠]|[(\\[<{（［] ?(?i:at|アット)"
)
ADDRESSEE = "様|さま|さん|殿|氏|方[）) 　]*$"
"""Whom an address names: 石川様方."""
LATIN = "^ *[A-Za-z]{2,12}(, ?| )[A-Za-z]{2,12} *$"
"""Two words in Latin letters."""
_TITLES = "様|さま|さん|ちゃん|くん|君|殿|氏|先生|名|者|父|母|夫|妻|長男|長女|次男|次女|担当|家族|本人|世帯主"
_HEALTH = (
    "介護|要支援|障害|障がい|障碍|手帳|保護|疾|病|既往|診断|患|療養|入院|通院|服薬|投薬|透析|認知症|統合失調|双極|てんかん|依存症"
    "|高血圧|がん|癌|梗塞|キンソン|アルツ|(?i:HIV)|ＨＩＶ|エイズ|結核|肝炎|ぜんそく|喘息|アレルギ|ｱﾚﾙｷﾞ"
    "|自閉|(?i:ADHD)|ＡＤＨＤ|ダウン症"
    "|扶助|困窮|重度|医療的|余命|末期|後遺|ペースメ|肛門|ストーマ|酸素|胃ろう|経管|精神科|心療|手術|術後|発作|痴呆|麻痺|陽性|感染|骨折"
    "|不全|肝硬変|リウマチ|緑内障|白内障|ヘルニア|アトピ|不妊|自殺|自傷|難聴|失語|拒食|過食|摂食|適応|ネグレクト|出血|卒中|くも膜|破産"
    "|妊娠|流産|中絶|不登校|ひきこもり|虐待|DV|ＤＶ|扶養|就学援助|母子|父子|ひとり親|寝たきり|年金|滞納|前科|逮捕"
)
_MARK = "[ 　、,，（(：:／/\n・\t]"
_NUMBERED = "[0-9０-９一二三四五六七八九十](?:[-－ー−‐–—―ｰ]|丁|番|の|ノ)"
NO_ZERO = "[6-9６-９][0０][-ー－ 　]?[0-9０-９]{4}[-ー－ 　]?[0-9０-９]{4}"
"""A mobile number without its zero; for columns of telephone numbers."""
_HAN = "[一-鿿㐀-䶿豈-﫿々ヶ]"
BARE_NAMES = (
    f"{_HAN}{{3}}|{_HAN}[ 　](?:{_HAN}|[ぁ-んァ-ヴ]{{2}})"
    f"|{_HAN}(?:[ぁ-ん]{{2,4}}|[ァ-ヴー]{{2,4}})(?:$|[^ぁ-んァ-ヴー一-鿿])"
)
"""Where a full name may stand without a word that says so."""
LABELLED = f"[:：] ?{_HAN}{{2}}"
"""連絡役：日下部美和."""
WORDS = f"(?s){_TITLES}|生|誕|{_HEALTH}|(?i:DOB)|{_MARK}.*{_NUMBERED}|{_NUMBERED}.*{_MARK}"


def worth_reading(texts: Sequence[str], pattern: str) -> list[str]:
    """The texts that hold the pattern (RE2); all of them where Arrow cannot hold one."""
    try:
        flags = pc.match_substring_regex(pa.array(texts, pa.large_string()), pattern)
    except UnicodeEncodeError:  # half a surrogate pair
        return list(texts)
    chosen = np.flatnonzero(flags.to_numpy(zero_copy_only=False))
    return [texts[place] for place in chosen.tolist()]
