"""Who is named for what he does in public: lecturers, authors, mayors, founders; no neighbour and no applicant."""

import re

_BEFORE = re.compile(
    r"(?:講師|出演者?|司会|指揮者?|演奏|独奏|作者|作家|画家|監督|監修|編著?|訳|著者?|[作文絵][:・/]|写真|撮影者?|ピアノ|ヴァイオリン|バイオリン"
    r"|ギター|フルート|チェロ|ソプラノ|テノール|バリトン|歌手?|館長|区長|市長|町長|村長|知事|大臣|議員|議長|教授|講話|講演|博士|石工"
    r"|名主|住職|初代|[0-9二三四]代目?|創業者?|創設者?|建築家|設計者?|作曲|作詞|編曲|理事長|会長|校長|園長|院長|所長|大使|選手|俳優"
    r"|女優|声優|タレント|落語家|講談師|詩人|歌人|俳人|小説家|漫画家|彫刻家|陶芸家|書家|学芸員|弁護士|税理士|アナウンサー|コーチ"
    r"|学者|武将|城主|藩主|開祖|故)[^。\n]{0,8}$"
)
_BEHIND = re.compile(
    r"^[ )）」』]*(?:氏|先生|さん)?(?:[作筆著画訳編賞展邸墓]|教授|博士|記念|像|旧|作曲|設計|指揮|監督|監修|選手"
    r"|館長|区長|市長|が植え|が建|が設計"
    r"|が開|が住|が創|ゆかり|の生家|生誕|文学|コンサート|リサイタル|ライブ|の碑|の句|の歌|の作|の像|の墓|により|による|らが|らに|の講|が講"
    r"|の命日|の屋敷|家文書|家住宅|の寄進|が寄進|の発願|ほか)"
)
_NEAR = 14


def is_public_role(words: str, name: str) -> bool:
    """Whether the words around a name in a folded text say that it stands there for what its bearer does in public."""
    at = words.find(name)
    if at < 0:
        return False
    return bool(_BEFORE.search(words[max(0, at - _NEAR) : at])) or bool(_BEHIND.search(words[at + len(name) :][:_NEAR]))
