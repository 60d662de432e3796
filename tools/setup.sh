#!/bin/sh
# Makes .venv/ from requirements.lock and compiles its bytecode; does nothing when it is already current.
set -eu
cd "$(dirname "$0")/.."

want=$(cat requirements.lock pyproject.toml | sha256sum | cut -d ' ' -f 1)
if [ -x .venv/bin/hiraku ] && [ "$(cat .venv/.hiraku-stamp 2>/dev/null)" = "$want" ]; then
    exit 0
fi

as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

python=
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 以上が見つかりません。Debian では次を実行してください: apt-get install python3 python3-venv" >&2
    exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if as_root; then
        echo "python3-venv を入れています…" >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "python3-venv がありません。管理者が次を実行してください: apt-get install python3-venv" >&2
        exit 2
    fi
fi

echo "必要なプログラムを .venv/ に入れています（初回は 1〜2 分）…" >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
# the lock is complete, so nothing is resolved; bytecode is compiled once at the end, by all cores
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes \
    -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --no-build-isolation -e .
# some packages ship templates and old samples that are no valid Python; they are never imported
.venv/bin/python -m compileall -q -j 0 .venv/lib pipelines >/dev/null 2>&1 || true
echo "$want" > .venv/.hiraku-stamp
