"""Measure every speed that the design names: one JSON line for each figure, with what it is compared with.

python bench/run.py            all, about six minutes
python bench/run.py pipeline   only those whose name contains the word
python bench/run.py --long     memory over thirty minutes instead of two
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import aligning
import calibration
import export
import firmware
import grading
import measures
import pipeline
import reporting
import sound
import window
import worlds

BENCHES = {
    "pipeline_replay": pipeline.replay,
    "pipeline_records": pipeline.with_records,
    "pipeline_scripted": pipeline.scripted,
    "pipeline_person": pipeline.person,
    "aligning": aligning.errors,
    "measure_60_s": measures.all_measures,
    "measure_parts": measures.parts,
    "calibration_fit": calibration.fit,
    "export_2_h": export.export_long,
    "report_20_min": reporting.report,
    "levels_load": grading.load,
    "levels_grade": grading.grade,
    "start_to_title": window.start,
    "frames_1080p": window.frames,
    "frames_worlds": worlds.frames,
    "frames_map": worlds.along,
    "level_starts": worlds.starts,
    "latency": window.latency,
    "memory": window.memory,
    "sound_frames": sound.frames,
    "sound_cold": sound.cold,
    "firmware_size": firmware.size,
    "firmware_emulator": firmware.emulator,
    "firmware_latency": firmware.latency,
}


def machine() -> str:
    """What this was measured on."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Benches: " + ", ".join(BENCHES),
    )
    parser.add_argument("word", nargs="*", help="only the benches with this in their name; without any, all of them")
    parser.add_argument("--long", action="store_true", help="also what takes half an hour")
    asked = parser.parse_args()
    wanted = [name for name in BENCHES if not asked.word or any(word in name for word in asked.word)]
    if not wanted:
        parser.error(f"no bench has {' or '.join(asked.word)} in its name; there are {', '.join(BENCHES)}")
    for name in wanted:
        print(f"{name} …", file=sys.stderr)
        for figure in BENCHES[name](long=asked.long):
            print(json.dumps({"bench": name, **figure, "machine": machine()}), flush=True)


if __name__ == "__main__":
    main()
