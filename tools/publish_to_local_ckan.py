"""Publishes the workspace to the CKAN that deploy/ckan/ckan.py brought up: `make ckan`."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Take address and token from the stack's state file and hand them to `hiraku publish` through the environment."""
    state_file = ROOT / ".ckan" / "state.json"
    if not state_file.is_file():
        print("CKAN が立っていません。先に python3 deploy/ckan/ckan.py up を実行してください。", file=sys.stderr)
        return 2
    state = json.loads(state_file.read_text(encoding="utf-8"))
    environment = {**os.environ, "HIRAKU_CKAN_URL": state["url"], "HIRAKU_CKAN_TOKEN": state["token"]}
    hiraku = Path(sys.executable).parent / "hiraku"
    status = subprocess.run([str(hiraku), "publish", "-C", str(ROOT)], env=environment, check=False).returncode
    print(f"カタログ: {state['url']}/dataset/　（止めるには make ckan-down）", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
