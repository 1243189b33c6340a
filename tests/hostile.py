"""Text that tries to run, to load or to break the page that shows it."""

from __future__ import annotations

RAN = "window.ran = true"
LINES = [
    f'<img src=x onerror="{RAN}">',
    f"</script><script>{RAN}</script>",
    f"</title></style></textarea></template><script>{RAN}</script>",
    f"<!--<script>{RAN}//",
    f"\" onmouseover=\"{RAN}\" autofocus onfocus=\"{RAN}\" x='",
    f"'><svg onload={RAN}>",
    f"<iframe srcdoc='<script>parent.{RAN}</script>'></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css><style>body{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href=https://evil.example/>",
    "<form action=https://evil.example><input name=q><button>Send</button></form>",
    "{{ 7 * 7 }}{% raw %}${7 * 7}",
    "&lt;b&gt; &amp; &#60;b&#62; &nbsp;",
    "]]> --> */ </svg>",
    "javascript:window.ran=true",
    "\u202ethgil drawkcab \u2066 \u2067 and left open",
    "a\u0301\u0302\u0303\u0304 zero\u200bwidth \u200d joiner \ufeff mark",
    "control \x01\x1b[31m\x7f\x85 letters",
    "W" * 5_000,
]
"""One line each; none holds a line break."""
HEADLINE = f'<img src=x onerror="{RAN}"></h1></title><script>{RAN}</script>\u202e'
URL = f"javascript:{RAN}//https://evil.example/\"><script>{RAN}</script>"
HOST = "evil\u202e.example"
