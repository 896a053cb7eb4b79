"""What the README writes of rooms for a program, line by line."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SNIPPETS = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
IN_A_CLASS = {kind: code for kind, code in SNIPPETS if "/votes/0/1" in code}


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="bash or curl is missing")
def test_a_room_by_hand(server: str) -> None:
    code = IN_A_CLASS["sh"].replace("http://127.0.0.1:8000", server).replace("curl", "curl -f")
    told = subprocess.run(["bash", "-euo", "pipefail", "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert '"share_right": 1.0' in told.stdout
    assert told.stdout.rstrip().endswith("0,Which is larger?,,b,1,1,,,")


def test_a_room_by_a_program(server: str) -> None:
    code = IN_A_CLASS["python"].replace("http://127.0.0.1:8000", server)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("1.0\n", "")
