"""Pages made to break a reader: time and memory of each, at the sizes of the issue. Every page is made here.

    python benchmarks/hostile_pages.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from cleaner import clean
from report import markdown_table

PROSE = b"<p>The council met on Monday to talk about the bridge, and the mayor said that it would be closed until May.</p>"
PAGES: Mapping[str, Callable[[], bytes]] = {
    "50 MB of paragraphs": lambda: PROSE * (50_000_000 // len(PROSE)),
    "50 MB, one paragraph": lambda: b"<p>" + b"word and word " * (50_000_000 // 14),
    "50 MB of links": lambda: b"<li><a href=/a-b-c-d>Another story of the day</a>" * 1_000_000,
    "100,000 nested blocks": lambda: b"<div>" * 100_000 + PROSE,
    "100,000 nested inline elements": lambda: b"<b><i>" * 50_000 + PROSE,
    "100,000 nested tables": lambda: b"<table><tr><td>" * 100_000 + PROSE,
    "100,000 nested lists": lambda: b"<ul><li>" * 100_000 + PROSE,
    "a million attributes": lambda: b"<p " + b" ".join(b"a%d=1" % number for number in range(1_000_000)) + b">a</p>" + PROSE,
    "a million attributes of one name": lambda: b"<p " + b"class=a " * 1_000_000 + b">a</p>" + PROSE,
    "unclosed everything": lambda: b"<p><b><i><a href=x><li><td><div><h1>word " * 100_000,
    "nothing but closing tags": lambda: b"</p></div>" * 1_000_000,
    "UTF-8 declared, random bytes": lambda: b"<meta charset=utf-8>" + bytes(range(128, 256)) * 50_000,
    "NULs": lambda: b"<p>a\0b</p>\0" * 100_000 + PROSE,
    "five million entities": lambda: b"<p>" + b"&amp;&#65;&eacute;&bogus;" * 1_250_000,
    "an attribute of 10 MB": lambda: b'<div class="' + b"byline " * 1_400_000 + b'">' + PROSE + b"</div>",
    "JSON-LD nested 100,000 deep": lambda: b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>" + PROSE,
    "an external entity": lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p>' + PROSE,
    "drawings and formulas": lambda: b"<svg><foreignObject><p>a</p><math><mi>b</mi>" * 50_000 + PROSE,
    "frames": lambda: b"<frameset><frame src=a></frameset><noframes>" + PROSE,
    "an open comment": lambda: PROSE + b"<!-- " + b"word " * 1_000_000,
    "less-than signs": lambda: b"<" * 5_000_000,
    "one class in 100,000 siblings": lambda: b"<div class=card><a href=/a>Story</a></div>" * 100_000,
    "100,000 classes": lambda: b"".join(b"<p class=c%dbyline>word word</p>" % number for number in range(100_000)),
}


def main() -> None:
    if len(sys.argv) > 1:
        page = PAGES[sys.argv[1]]()
        clean(b"<p>The first page loads what ships.</p>")
        start = time.process_time()
        article = clean(page)
        seconds = time.process_time() - start
        flags = ", ".join(sorted(article.flags)) or "-"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(page) / 1e6:.1f}\t{seconds:.2f}\t{memory:.0f}\t{len(article.lines)}\t{len(article.body)}\t{flags}")
        return
    rows = []
    for name in PAGES:
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, timeout=600, check=False)
        rows.append((name, *(done.stdout.strip().split("\t") if done.returncode == 0 else (f"failed: {done.returncode}", done.stderr.strip()[-60:], "", "", "", ""))))
        print(rows[-1], file=sys.stderr, flush=True)
    print(markdown_table(("page", "MB", "seconds of one core", "MB of memory", "lines", "characters of body", "flags"), rows))


if __name__ == "__main__":
    main()
