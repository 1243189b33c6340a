"""The command `cleaner`: with a file it cleans that file; `cleaner NAME …` is a sub-command, one module here each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

try:
    import typer
    from typer.core import TyperGroup
except ModuleNotFoundError as missing:  # pragma: no cover - seen in the test of the bare wheel
    sys.exit(f"cleaner: the command needs {missing.name}; install it with: pip install 'article-cleaner[cli]'")

from cleaner.cli.clean import clean_file
from cleaner.cli.run import run


class CleanByDefault(TyperGroup):
    """A group whose own argument and options apply unless the first word names a sub-command."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        if given and given[0] in self.commands:
            return self.commands[given[0]].main(given[1:], f"cleaner {given[0]}", *rest, **extra)
        return super().main(given, "cleaner", *rest, **extra)


HELP = {"help_option_names": ["-h", "--help"]}
# Without these two, a group takes what follows FILE for the name of a sub-command.
AS_A_COMMAND = {"allow_extra_args": False, "allow_interspersed_args": True}

app = typer.Typer(
    cls=CleanByDefault,
    add_completion=False,
    context_settings=HELP | AS_A_COMMAND,
    invoke_without_command=True,
    subcommand_metavar="| COMMAND …",
    rich_markup_mode="rich",
)
app.callback()(clean_file)
app.command(context_settings=HELP)(run)
