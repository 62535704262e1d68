#!/usr/bin/env python3
"""Compares sidehead with less, vim and w3m: first screen, search to the end, memory.

    cargo build --release
    benches/compare.py            # prints the table
    benches/compare.py --readme   # and puts it into README.md

Each program runs in a terminal of its own, 120 columns by 40 rows, and takes turns with the others,
as the machine's mood changes; the figures are medians. Programs that are not there are left out.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = {
    "sidehead": [os.path.join(ROOT, "target/release/sidehead")],
    "less": ["less"],
    "vim": ["vim", "-u", "NONE", "-n", "-R", "-i", "NONE"],
    "w3m": ["w3m", "-T", "text/plain"],
}
SIZES = {"10 kB": 10_000, "1 MB": 1_000_000, "10 MB": 10_000_000, "100 MB": 100_000_000}
TURNS = 5
PATIENCE = 60.0
# What is expected on screen; not what is typed, which is echoed.
BEGINNING, END = b"Beginning", b"last words"
SENTENCE = "The dredgers worked from ten in the evening until the first ferry came over. "


def article(path, size):
    """Writes an article of about `size` bytes: sections of three paragraphs, wrapped by hand."""
    lines, width = [], 72
    words = (SENTENCE * 6).split()
    line = ""
    for word in words:
        if len(line) + len(word) >= width:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    paragraph = "\n".join(lines + [line.rstrip()]) + "\n\n"
    with open(path, "w") as file:
        file.write("Beginning of the article\n\n")
        written, section = 0, 0
        while written < size:
            section += 1
            written += file.write(f"Night {section} on the quay\n\n" + paragraph * 3)
        file.write("The last words are its conclusion\n")


class Session:
    """A program in a terminal of its own."""

    def __init__(self, command):
        home = tempfile.mkdtemp(prefix="compare")
        self.home, self.seen, self.started = home, b"", time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", HOME=home, LC_ALL="C.UTF-8")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execvp(command[0], command)

    def wait_for(self, words, since):
        """Gives the milliseconds from `since` until `words` were sent, or None."""
        self.seen = b""
        while time.perf_counter() - since < PATIENCE:
            if select.select([self.terminal], [], [], 1)[0]:
                try:
                    self.seen += os.read(self.terminal, 65536)
                except OSError:
                    return None
                # Words that stand apart may be parted by a movement of the cursor.
                if words in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", self.seen):
                    return (time.perf_counter() - since) * 1000
        return None

    def quiet(self, seconds):
        """Reads on until nothing was sent for so long."""
        while select.select([self.terminal], [], [], seconds)[0]:
            if not os.read(self.terminal, 65536):
                return

    def send(self, keys):
        os.write(self.terminal, keys)
        return time.perf_counter()

    def memory(self):
        """Gives the most memory it has taken, in megabytes."""
        status = open(f"/proc/{self.process}/status").read()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)
        shutil.rmtree(self.home)


def measure(command, path, large):
    """Gives first screen and search in milliseconds, and memory in megabytes."""
    session = Session(command + [path])
    try:
        first = session.wait_for(BEGINNING, session.started)
        # A reader that goes on reading in the background has done so by then.
        session.quiet(3.0 if large else 0.3)
        found = session.wait_for(END, session.send(b"/its conclusion\r"))
        return first, found, session.memory()
    except OSError:
        return None, None, None
    finally:
        session.close()


def median(figures, form):
    known = [figure for figure in figures if figure is not None]
    return form.format(statistics.median(known)) if known else "–"


def table():
    programs = {name: command for name, command in PROGRAMS.items() if shutil.which(command[0])}
    rows = {"first screen, ms": {}, "search to the end, ms": {}, "memory, MB": {}}
    with tempfile.TemporaryDirectory() as folder:
        for size, count in SIZES.items():
            path = os.path.join(folder, "article.txt")
            article(path, count)
            large = count >= 100_000_000
            turns = 3 if large else TURNS
            taken = {name: [] for name in programs}
            for _ in range(turns):
                for name, command in programs.items():
                    taken[name].append(measure(command, path, large))
            for name, figures in taken.items():
                for row, column, form in zip(rows, zip(*figures), ("{:.1f}", "{:.0f}", "{:.1f}")):
                    rows[row][size, name] = median(column, form)
    head = "| | article | " + " | ".join(programs) + " |\n"
    head += "| --- | ---: |" + " ---: |" * len(programs) + "\n"
    body = ""
    for row, figures in rows.items():
        for size in SIZES:
            cells = " | ".join(figures[size, name] for name in programs)
            body += f"| {row} | {size} | {cells} |\n"
    return head + body


def main():
    made = table()
    print(made)
    if "--readme" in sys.argv:
        path = os.path.join(ROOT, "README.md")
        text = open(path).read()
        marks = re.compile(r"(<!-- compare -->\n).*?(<!-- /compare -->)", re.S)
        with open(path, "w") as file:
            file.write(marks.sub(lambda found: found[1] + made + found[2], text))


if __name__ == "__main__":
    main()
