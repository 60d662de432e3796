"""Names in Latin letters: a common surname beside a common given name, in either order."""

import re
from functools import cache

_WORDS = re.compile(r"([A-Za-zŌŪōū]{2,12})(?:, ?| )([A-Za-zŌŪōū]{2,12})")
_LONG = re.compile(r"ou|oh(?![aiueo])|oo|uu|ō|ū")
_SURNAMES = (
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki"
    " yamaguchi matsumoto inoue kimura hayashi saito shimizu yamazaki yamasaki mori ikeda hashimoto abe"
    " ishikawa yamashita nakajima nakashima ishii ogawa maeda okada hasegawa fujita goto kondo murakami"
    " endo aoki sakamoto fukuda ota nishimura fujii kaneko okamoto fujiwara miura nakano nakagawa harada"
    " matsuda takeuchi ono tamura nakayama wada ishida morita ueda hara uchida shibata sakai miyazaki"
    " yokoyama takagi ando miyamoto kojima taniguchi imai kudo takada masuda maruyama sugiyama murata"
    " otsuka arai oyama hirano noguchi kono fujimoto takeda matsui chiba sugawara iwasaki kubo kinoshita"
    " sano nomura matsuo ichikawa kikuchi sugimoto iwamoto sakurai hirata kawasaki kawaguchi kawamura"
    " iida higuchi yoshikawa oishi honda hirai kawakami nagai mizuno tsuchiya hamada nishida takano"
    " higashi minami kitamura kuroda homma aizawa araki baba doi eguchi fukui furukawa hattori hirose"
    " hoshino igarashi iwata kamata kawai kuwahara matsunaga mochizuki morimoto nagata nakata nishi"
    " nishikawa oda okumura onishi onodera oshima ozaki sakaguchi shimada shinohara takeshita tsuda"
    " uehara uno yagi yamane yano yasuda yoshimura yoshioka higa kinjo oshiro miyagi"
)
_GIVEN = (
    "taro jiro ichiro saburo kenta kenji kenichi ken daisuke daiki shota sho takuya takumi naoki naoto"
    " tatsuya tetsuya makoto shinichi shinji takashi takeshi hiroshi hiroki hiroyuki kazuya kazuo kazuki"
    " kazuhiro koji kohei keisuke keita kei masaki masao masahiro masato minoru mitsuo akira akihiko"
    " atsushi haruto haruki hayato hideki hideo isamu jun junichi junko kiyoshi kota kyosuke manabu naoya"
    " nobuo noboru osamu ren ryo ryota ryosuke satoru satoshi shigeru shingo shunsuke sota susumu tadashi"
    " takahiro tomohiro tomoya toru tsubasa tsuyoshi yasuo yoshio yosuke yota yuichi yuji yuki yuma yuta"
    " yuto yusuke hanako misaki yoko keiko sachiko kazuko hiroko yumiko mayumi kumiko tomoko naomi yuko"
    " akemi yui aoi rin mei yuna sakura hinata hina ai aya ayaka ayako ayumi airi akane akiko ami asuka"
    " chika chie chihiro chiyoko emi emiko eri erika fumiko haruka harumi haruna hikari hisako hitomi"
    " honoka izumi kana kanako kaori kaoru karen kasumi kayo kazumi kimiko kiyoko kyoko mai maiko maki"
    " mami manami mao mari mariko masako mayu mayuko megumi michiko midori mie mika miki mikiko minako"
    " mio miyuki miyu miku moe momoka nana nanako nanami natsuki natsumi noriko nozomi reiko reina rena"
    " rie rika riko rina risa saki saori satoko sayaka setsuko shiho shiori shizuka shizuko sumiko takako"
    " tamami tomomi toshiko yoshie yoshiko yuka yukari yukiko yumi yuri yuriko"
)


@cache
def _listed(words: str) -> frozenset[str]:
    return frozenset(_shortened(word) for word in words.split())


def _shortened(word: str) -> str:
    """Satou, Satoh and Satō as Sato."""
    return _LONG.sub(lambda long: long.group()[0], word.lower()).translate({333: "o", 363: "u"})


def is_romaji_name(text: str) -> bool:
    """Whether a text is a person's name in Latin letters: Taro Yamada, YAMADA Taro, Sato, Hanako."""
    found = _WORDS.fullmatch(text.strip())
    if not found:
        return False
    one, other = map(_shortened, found.groups())
    pairs = ((one, other), (other, one))
    return any(surname in _listed(_SURNAMES) and given in _listed(_GIVEN) for surname, given in pairs)
