"""What becomes of the cells of the nine files of DEFECTS.md with a conforming header, counted by field and by rule."""

HACHIOJI = "hachioji-shi/kosodateshisetuitiran.xlsx"
AED, TOILET = "yaizu-shi/222127_aed.csv", "yaizu-shi/222127_public_toilet.csv"
HYDRANT, SHELTER = "yaizu-shi/222127_fire_hydrant.csv", "yaizu-shi/222127_evacuation_space.csv"
TOILETS_OF_ISHIKAWA = "ishikawa-ken/170003_public_toilet.csv"
WIFI, SHIFTED = "ishikawa-ken/170003_public_wireless_lan.csv", "ishikawa-ken/170003_evacuation_space.csv"
IIDA = "iida-shi/67211_kosodate.csv"
NINE = (HACHIOJI, AED, TOILET, HYDRANT, SHELTER, TOILETS_OF_ISHIKAWA, WIFI, SHIFTED, IIDA)

KEPT = ""
"""Neither rule nor code: a date or a time that Excel keeps as such, of which there is no text to change."""

DEVIATING: dict[str, dict[str, dict[str, int]]] = {
    HACHIOJI: {
        "名称": {"trim-space": 1},
        "名称_カナ": {"widen-kana": 172},
        "住所": {"trim-space": 4, "fold-digits": 2},  # two of the six have full-width digits, too
        "アクセス方法": {"trim-space": 6, "join-lines": 4},
        "電話番号": {"fold-width": 86},
        "FAX番号": {"fold-width": 86},
        "法人番号": {"trim-space": 6},
        "認可等年月日": {KEPT: 136},
        "利用可能曜日": {"weekday-list": 172},
        "開始時間": {KEPT: 172},
        "終了時間": {KEPT: 172},
    },
    AED: {"住所": {"trim-space": 2}},
    TOILET: {},
    HYDRANT: {"所在地_連結表記": {"trim-space": 6}, "所在地_番地以下": {"trim-space": 5}},
    SHELTER: {
        "災害種別_地震": {"flag-word": 26},
        "災害種別_津波": {"flag-word": 26},
        "災害種別_崖崩れ、土石流及び地滑り": {"flag-word": 5},
        "指定避難所との重複": {"flag-word": 5},
    },
    TOILETS_OF_ISHIKAWA: {
        "名称_英語": {"fold-ascii": 5},
        "緯度": {"trim-space": 8},
        "利用開始時間": {"time-to-iso": 101},
    },
    WIFI: {"名称": {"trim-space": 1}},
    SHIFTED: {
        "名称_カナ": {"kana-other": 27, "kana-kanji": 1},
        "名称_英字": {"fold-ascii": 146, "text-not-ascii": 28},
        # the one of 4,044 that no pattern sees: a space at the end of line 356, and a full-width number
        "所在地_連結表記": {"fold-digits + address-scope": 1},
        "標高": {"number-range": 1},
        "電話番号": {
            "no-value-mark": 122, "phone-no-area-code": 33, "lost-zero": 17, "phone-invalid": 1, "phone-form": 1,
        },
        "連絡先メールアドレス": {"email-invalid": 1525},
        "連絡先FormURL": {"url-invalid": 1525},
        "災害種別_高潮": {"flag-blank": 30},
        "災害種別_津波": {"flag-blank": 30},
        "災害種別_火山現象": {"flag-blank": 64},
        "想定収容人数": {"number-unreadable": 397, "thousands-separator": 80, "unit-split": 10, "missing-token": 5},
    },
    IIDA: {"町字ID": {"add-lost-zero": 75}, "法人番号": {"trim-space": 5}, "団体名": {"trim-space": 3}},
}  # fmt: skip
"""File -> field -> what became of the cells that deviate -> how many."""

BEYOND: dict[str, dict[str, dict[str, int]]] = {
    HACHIOJI: {
        "種別": {"choice-unknown": 139},  # not in the list of kinds
        "住所": {"fold-digits": 22},  # full-width digits and dashes
        "アクセス方法": {"join-lines": 40},  # line breaks
        "法人番号": {"check-digit": 90},  # 13 digits, but numbers of facilities: their check digits are wrong
    },
    AED: {"名称": {"widen-kana": 2}},  # half-width kana
    TOILET: {
        "所在地_連結表記": {"fold-digits": 2},  # full-width digits
        "高度の種別": {"choice-spelling": 5},  # 階 for 階数
    },
    HYDRANT: {"所在地_町字": {"address-parts-differ": 1}},  # 焼津四丁目, the whole address says 焼津二丁目
    SHELTER: {"住所": {"address-town-unknown": 1}},  # 会下ノ島石津土地区画整理区域内
    TOILETS_OF_ISHIKAWA: {
        "名称": {"join-spaces": 1},
        "所在地_連結表記": {"address-town-unknown": 12, "fold-digits": 1},
        "所在地_町字": {"address-parts-differ": 1},  # 瀬戸29番地, the whole says 瀬戸ワ29番地
        "所在地_番地以下": {"address-parts-differ": 1},  # 34, the whole says へ23
        "設置位置": {"required-missing": 2, "widen-kana": 2},
        "男性トイレ総数": {"claimed-sum-differs": 3},
        "女性トイレ総数": {"claimed-sum-differs": 2},
        "男女共用トイレ総数": {"claimed-sum-differs": 1},
    },
    WIFI: {},
    SHIFTED: {
        "名称": {"widen-kana": 6},
        "名称_英字": {"join-spaces": 2},
        "名称_カナ": {"join-spaces": 2, "kana-dash": 2},  # ホ－ム with a dash, which the pattern allows
        "所在地_連結表記": {
            # 942 in all do not begin with the prefecture that stands beside them, one of them with an unknown town
            "fold-digits + address-scope": 516, "address-scope": 424, "address-scope + address-town-unknown": 1,
            "fold-digits": 150, "address-town-unknown": 4,
            "address-municipality": 1,  # 石川県上戸町: 珠洲市 is missing
            "required-missing": 1,
        },
        "所在地_町字": {"address-parts-differ": 17, "widen-kana": 2},
        "所在地_番地以下": {"address-parts-differ": 4},  # three of them dates of Excel
        "電話番号": {"phone-form": 738, "required-missing": 609},  # one form for the whole column
        "市区町村コード": {"required-missing": 1525},  # shifted away
    },
    IIDA: {"電話番号": {"phone-form + personal-mobile": 1}},
}  # fmt: skip
"""The same of cells that no pattern can see: those in addresses and in アクセス方法 included."""
