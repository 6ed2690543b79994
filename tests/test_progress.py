"""The progress bar: seen on a terminal, never in a pipe."""

import os
import pty
import subprocess
import sys

CODE = """
from brandscore.progress import track
print(sum(sum(b) for b in track([[1, 2], [3]], "reading", lambda: 3, len)))
"""


def test_nothing_but_the_work_in_a_pipe():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("6\n", "")


def test_a_bar_on_a_terminal_and_only_on_stderr():
    theirs, ours = pty.openpty()
    done = subprocess.run([sys.executable, "-c", CODE], stdout=subprocess.PIPE, stderr=ours, check=True)
    os.close(ours)
    shown = b""
    try:
        while piece := os.read(theirs, 4096):
            shown += piece
    except OSError:
        pass  # the other end is closed
    os.close(theirs)
    assert done.stdout == b"6\n"
    assert b"reading" in shown
    assert b"3/3" in shown
