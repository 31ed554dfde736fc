"""Writes transitions.json: what clocks show around every change of 2024 to 2030, by another implementation.

The server's own times come from jiff. These come from Python's zoneinfo and the package tzdata, and are found the
other way round: for every quarter of an hour in UTC it is asked what clocks show, so that wall time that is missing
or there twice shows by itself. Run it again only to add zones or years:

    python3 -m venv /tmp/zones && /tmp/zones/bin/pip install tzdata
    PYTHONTZPATH= /tmp/zones/bin/python zones.py

The file has for each zone the days around each change (zones without changes have the days of Berlin's), and for each
day its quarters of an hour in runs: [how many, [[offset in minutes, abbreviation], ...]], with no offset where clocks
leave them out and two where they show them twice. The instant of a wall time is the wall time less the offset.
"""

import json
import pathlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = [
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Asia/Hong_Kong",
    # Half an hour, and a quarter past the hour: the hard ones.
    "Australia/Lord_Howe",
    "Pacific/Chatham",
]
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
AROUND = 3


def changes(zone):
    """The dates on which the offset is another one than a day before."""
    at, before, found = datetime(2024, 1, 1, tzinfo=UTC), None, []
    while at.year < 2031:
        offset = at.astimezone(zone).utcoffset()
        if before is not None and offset != before:
            found.append(at.astimezone(zone).date())
        at, before = at + DAY, offset
    return found


def days(zone, around):
    wanted = {day + DAY * apart for day in around for apart in range(-AROUND, AROUND + 1)}
    shown = {}
    for day in {day + DAY * apart for day in wanted for apart in (-1, 0, 1)}:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        for _ in range(96):
            there = at.astimezone(zone)
            offset = int(there.utcoffset().total_seconds() // 60)
            shown.setdefault(there.replace(tzinfo=None), []).append((at, offset, there.tzname()))
            at += QUARTER
    for day in sorted(wanted):
        runs = []
        for quarter in range(96):
            wall = datetime(day.year, day.month, day.day) + QUARTER * quarter
            seen = [[offset, name] for _, offset, name in sorted(shown.get(wall, []))]
            if runs and runs[-1][1] == seen:
                runs[-1][0] += 1
            else:
                runs.append([1, seen])
        yield day.isoformat(), runs


def main():
    berlin = changes(ZoneInfo("Europe/Berlin"))
    found = {}
    for name in ZONES:
        zone = ZoneInfo(name)
        found[name] = dict(days(zone, changes(zone) or berlin))
    lines = []
    for name, of_zone in found.items():
        runs = ",\n".join(f'    "{day}": {json.dumps(runs, separators=(",", ":"))}' for day, runs in of_zone.items())
        lines.append(f'  "{name}": {{\n{runs}\n  }}')
    path = pathlib.Path(__file__).with_name("transitions.json")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
