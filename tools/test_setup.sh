#!/bin/sh
# Installs what only the tests need beside .venv/: a browser, a spreadsheet, fonts (CKAN installs its own parts).
set -eu
missing=
command -v chromium >/dev/null || missing="chromium"
[ -d /usr/share/fonts/opentype/noto ] || missing="$missing fonts-noto-cjk"
command -v soffice >/dev/null || missing="$missing libreoffice-calc-nogui"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "テストに使うものを入れています:$missing" >&2
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "テストに次が要ります。管理者が実行してください: apt-get install $missing" >&2
    exit 2
fi
