"""Units and counters that may stand behind a number in one cell, and marks of money before it.

Only units that leave the number as it is. ダース, 割 and グロス multiply it; 年, 月, 時, 番 and 号 make a date, a time
or part of an address of it: neither kind is here. A unit is returned as it was written (half width, no spaces),
except percent, which is "%". Sources: 計量法, 計量単位令, JIS Z 8000, the counters of e-Stat's tables.
"""

import re

_COUNTERS = """
    人 名 件 個 台 本 枚 冊 通 点 回 軒 戸 世帯 棟 室 部屋 席 床 頭 匹 羽 校 園 館 店 店舗 社 団体 組 班
    基 門 隻 機 両 便 票 議席 区画 地区 地点 路線 線 駅 箱 袋 束 足 着 杯 皿 食 品 品目 種 種類 級 章 節
    巻 編 部 曲 作 作品 話 問 題 位 階 段 列 行 株 口 口座 筆 面 球 灯 缶 粒 滴 錠 膳 脚 張 張り 双 対
    セット ケース パック ページ 頁 コマ クラス チーム グループ ポイント %ポイント か所 箇所 ヶ所 ヵ所
    ケ所 カ所 か国 か国語 ヶ国 カ国 人日 延べ人 者 者数 施設 事業 事業所 学級 シナリオ 自治体 市町村
"""
_DURATIONS = """
    歳 才 年間 か年 ヵ年 カ年 ヶ年 か月 ヶ月 ヵ月 ケ月 カ月 箇月 か月間 ヶ月間 週間 週 日間 日 時間 分間
    分 秒間 秒 泊
"""
_OLD = """
    坪 畳 帖 町歩 反 升 合 斗 貫 匁 尺 寸 里 度 フィート フット インチ ヤード マイル オンス ガロン
    エーカー バレル カラット ノット
"""
_SHORT = """
    キロ ミリ センチ メートルトン リッター cc kcal cal ha dB ppm ppb bps hPa mmHg 度C ℃ ° °C ㎡ ㎥ ㎢
    ㎞ ㎝ ㎜ ㎏ ㎎ ㎖ ㍑ ㌔
"""
_MONEY = """
    円 銭 元 人民元 JPY USD EUR セント ペソ ルピー ウォン フラン ルーブル バーツ ユーロ リラ クローネ
"""
_WORDS = f"{_COUNTERS} {_DURATIONS} {_OLD} {_SHORT} {_MONEY}".split()
_SI = (
    "(?:キロ|メガ|ギガ|テラ|ヘクト|デカ|デシ|センチ|ミリ|マイクロ|ナノ|ピコ|ピクト)?"
    "(?:メートル|メーター|グラム|リットル|バイト|ビット|ワット|ワット時|ヘルツ|パスカル|シーベルト|ベクレル|トン"
    "|カロリー|アール|ボルト|アンペア|オーム|ジュール|ルクス)"
)
_SYMBOLS = "[kcmdnμµMGT]?(?:m[23²³]?|g|L|l|ℓ|W|Wh|Hz|Sv|Bq|t)|[kKMGT]i?B|[kKMG]bps"
_FOREIGN_MONEY = (
    "(?:[ァ-ヴー]{2,9}・?|米|豪|加|英|香港|台湾)?(?:ドル|ポンド)|[ァ-ヴー]{2,9}・(?:ペソ|ルピー|フラン|バルボア)"
)
_ONE = (
    "(?:(?:平方|立方)?(?:" + _SI + "|" + "|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))) + ")|"
    + _SYMBOLS + "|" + _FOREIGN_MONEY + ")"
)  # fmt: skip
_UNIT = re.compile(f"{_ONE}(?:/{_ONE})?|/{_ONE}")
WORD_ENDS = frozenset("部面通対度分本足口段線級門行合日回里反点位品種作話題筆基曲園館校店駅町区")
"""Units behind which one kanji numeral makes a word at least as often as a count: 一部, 十分, 一回, 九段, 一品."""
_PERCENT = frozenset({"%", "パーセント", "㌫", "percent"})
_BEFORE = re.compile(r"(?P<money>[¥\\$£€]|US\$)|(?P<rate>時速|分速|秒速|毎秒|毎時|摂氏|華氏温度|華氏)")
_MONEY_MARKS = {"¥": "円", "\\": "円", "$": "$", "£": "£", "€": "€", "US$": "US$"}


def read_unit(text: str) -> str | None:
    """The unit as it is to be recorded, "" for no text, None where the text is no known unit."""
    if not text or text in _PERCENT:
        return "%" if text else ""
    return text if _UNIT.fullmatch(text) else None


def split_prefix(text: str) -> tuple[str, str]:
    """(unit named before the number, the rest): ¥ is 円; 時速, 摂氏 and 華氏 join the unit behind the number."""
    match = _BEFORE.match(text)
    if match is None:
        return "", text
    return _MONEY_MARKS.get(match[0], match[0]), text[match.end() :]
