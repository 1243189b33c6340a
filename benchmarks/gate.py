"""Hold the figures of the weights that ship, or of an accuracy run, against the floors in floors.toml.

Exit status: 0 every figure keeps to its floor, 1 one does not, 2 the figures cannot be compared (other data, a missing figure).

A floor only goes down with --lower, which sets every floor to today's figures, whatever they are; --raise sets those that
today's figures are better than. Figures are rounded to the lenient side, to three places (body lost: four), so that the last
digit of another machine's arithmetic breaks nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.weights import FILE as WEIGHTS

FLOORS = Path(__file__).with_name("floors.toml")
LEAST = {"strip F1": 3, "perfect documents": 3, "right label": 3}
"""Figures that may not fall under their floor, and to how many places they are held."""
MOST = {"body characters lost": 4}
"""Figures that may not rise over it."""
TRACKS = {"lines": "cross-validation by site", "bare": "bare, cross-validation by site", "flat": "flat, cross-validation by site"}
"""Tracks, and where a run has their figures. The weights that ship have those of the lines only."""
_HEAD = """# Floors of the accuracy that ships, by track and group; `python benchmarks/gate.py` holds the figures against them.
# Written by `gate.py --raise` and `gate.py --lower`. "body characters lost" is the most that may be lost, all others are the least.
"""

Floors = dict[str, dict[str, dict[str, float]]]
"""Track, group, name of the figure."""


class Incomparable(Exception):
    """The figures cannot be held against the floors."""


@dataclass(frozen=True)
class Check:
    """One figure and its floor."""

    track: str
    group: str
    name: str
    figure: float
    floor: float

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side of the floor."""
        return self.figure <= self.floor if self.name in MOST else self.figure >= self.floor

    def __str__(self) -> str:
        """The figure beside its floor."""
        return f"{self.track}, {self.group}: {self.name} {self.figure:g}, floor {self.floor:g}"


def main() -> None:
    """Compare, and write floors if asked to."""
    command = parser()
    given = command.parse_args()
    try:
        run = read_run(given.run)
        if given.lower:
            lower(given.floors, run)
            return
        floors = read_floors(given.floors, run["data"])
        if given.raised:
            floors = raised(floors, todays(run))
            given.floors.write_text(floors_file(run["data"], floors), encoding="utf-8")
        raise SystemExit(report(list(checks(floors, run))))
    except (Incomparable, OSError) as error:
        command.exit(2, f"gate: {error}\n")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("run", type=Path, nargs="?", default=WEIGHTS, metavar="RUN.json", help="what accuracy.py wrote with --json (default: the weights that ship)")
    command.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE.toml", help="another file of floors")
    change = command.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="raised", action="store_true", help="set the floors that today's figures are better than; no floor goes down")
    change.add_argument("--lower", action="store_true", help="set every floor to today's figures, also downwards, and also for other data")
    return command


def read_run(path: Path) -> dict[str, Any]:
    """Read the figures of a run, or the block about the fit of a weights file."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    run: dict[str, Any] = data.get("about", data)
    if "data" not in run or TRACKS["lines"] not in run:
        raise Incomparable(f"{path.name} holds no cross-validated figures: run tools/fit_weights.py, or benchmarks/accuracy.py with --json")
    return run


def read_floors(path: Path, data: str) -> Floors:
    """Read the floors, if they are for these data."""
    if not path.exists():
        raise Incomparable(f"there is no {path.name} yet; --lower writes it")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if content.get("data") != data:
        raise Incomparable(f"the floors are for data {content.get('data')}, the figures are of {data}: incomparable (--lower sets floors for other data)")
    if "lines" not in content:
        raise Incomparable(f"{path.name} holds no floors for the lines")
    return {track: content[track] for track in TRACKS if track in content}


def checks(floors: Floors, run: dict[str, Any]) -> Iterator[Check]:
    """Pair every floor with its figure; tracks that the run did not measure are left out, all else has to be there."""
    for track, groups in floors.items():
        if TRACKS[track] not in run:
            continue
        for group, named in groups.items():
            for name, floor in named.items():
                figure = run[TRACKS[track]].get(group, {}).get(name)
                if figure is None:
                    raise Incomparable(f"{track}, {group}: the floor of {name!r} finds no figure")
                yield Check(track, group, name, figure, floor)


def report(found: list[Check]) -> int:
    """Print what fell under its floor, and return the exit status."""
    failed = [check for check in found if not check.holds]
    for check in failed:
        print(f"UNDER ITS FLOOR  {check}")
    tracks = ", ".join(dict.fromkeys(check.track for check in found))
    print(f"{len(found) - len(failed)} of {len(found)} figures keep to their floors ({tracks})")
    return 1 if failed else 0


def todays(run: dict[str, Any]) -> Floors:
    """The floors that today's figures just keep to."""
    return {
        track: {group: {name: rounded(name, figures[name]) for name in (*LEAST, *MOST) if name in figures} for group, figures in run[key].items()}
        for track, key in TRACKS.items() if key in run
    }  # fmt: skip


def rounded(name: str, figure: float) -> float:
    """Round a figure to the lenient side."""
    to_lenient, places = (math.ceil, MOST[name]) if name in MOST else (math.floor, LEAST[name])
    return to_lenient(round(figure * 10.0**places, 6)) / 10.0**places


def lower(path: Path, run: dict[str, Any]) -> None:
    """Set every floor to today's figures, and say which went down. Floors of tracks that the run did not measure stay, if they are for the same data."""
    try:
        old = read_floors(path, run["data"])
    except Incomparable as reason:
        print(f"all floors are new: {reason}")
        old = {}
    new = {**old, **todays(run)}
    for track, groups in old.items():
        for group, named in groups.items():
            for name, floor in named.items():
                today = Check(track, group, name, new[track].get(group, {}).get(name, math.nan), floor)
                if not today.holds:
                    print(f"LOWERED  {today}")
    path.write_text(floors_file(run["data"], new), encoding="utf-8")


def raised(floors: Floors, today: Floors) -> Floors:
    """The stricter of each floor and today's; floors that have no figure today stay."""
    merged: Floors = {track: {group: dict(named) for group, named in groups.items()} for track, groups in floors.items()}
    for track, groups in today.items():
        for group, named in groups.items():
            kept = merged.setdefault(track, {}).setdefault(group, {})
            for name, figure in named.items():
                kept[name] = (min if name in MOST else max)(kept.get(name, figure), figure)
    return merged


def floors_file(data: str, floors: Floors) -> str:
    """The content of the floors' file."""
    parts = [_HEAD, f'data = "{data}"\n']
    for track, groups in floors.items():
        for group, named in groups.items():
            parts.append(f'\n[{track}."{group}"]\n' + "".join(f'"{name}" = {floor}\n' for name, floor in named.items()))
    return "".join(parts)


if __name__ == "__main__":
    main()
