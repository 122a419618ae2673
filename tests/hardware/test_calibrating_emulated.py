"""The home calibration on the real firmware: hands, a modelled plate, emulated amplifiers, the wire, the card."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from steadyquest.analysis.cop import cop_from_counts
from steadyquest.device.firmware_emulator import FirmwareEmulator
from steadyquest.session.calibrating import Calibrating
from steadyquest.session.calibration_plan import Plan
from steadyquest.signal.mat import MARKS
from steadyquest.simulate.plate import home_built

MASS_KG = 8.0
NOISE = 120.0
PLACE_SD_MM = 1.0
LEANS = [(ml, ap) for ml in (-100, -50, 0, 50, 100) for ap in (-70, -35, 0, 35, 70)]


def shown(counts):
    """Counts as a command of the emulator wants them."""
    return " ".join(str(count) for count in counts)


def procedure(bench, plate, rng, *, hand=(0.0, 0.0, 0.0)):
    """Nine marks on the real firmware, with what else rests on the plate at each of them."""
    calm = replace(plate, zero=(0.0, 0.0, 0.0, 0.0))
    kg, hand_ml, hand_ap = hand
    rests = calm.counts(rng, mass_kg=kg, ml_mm=hand_ml, ap_mm=hand_ap)
    lines, t_s = [f"@0 counts {shown(plate.counts(rng))}"], 3.5
    for ml, ap in MARKS:
        off = rng.gauss(0, PLACE_SD_MM), rng.gauss(0, PLACE_SD_MM)
        on = plate.counts(rng, mass_kg=MASS_KG, ml_mm=ml + off[0], ap_mm=ap + off[1])
        on = tuple(a + b for a, b in zip(on, rests, strict=True))
        lines += [f"@{t_s * 1e6:.0f} counts {shown(on)}", f"@{(t_s + 3.0) * 1e6:.0f} counts {shown(plate.counts(rng))}"]
        t_s += 4.0
    heard = bench.listen(
        seconds=t_s + 3.5, script="\n".join(lines) + "\n", osc_hz=(78.0, 83.0, 88.0, 93.0), noise_counts=NOISE
    )
    doing = Calibrating(Plan(board_id="EMULATED"), mass_kg=MASS_KG, warm_up_s=0.0)
    for sample in heard.samples:
        doing.feed(sample)
    assert doing.stage == "done", (doing.stage, doing.mark, doing.hint)
    return doing.outcome()


def test_nine_marks_on_the_emulated_board_give_an_accepted_calibration(bench):
    """Four mismatched oscillators, noise, 1 mm of placing: a person of 70 kg is where they are, to 1.1 mm."""
    rng = random.Random(4)
    plate = home_built(rng)
    outcome = procedure(bench, plate, rng)
    assert outcome.accepted, outcome.refusals
    assert outcome.card.gains == pytest.approx([2190 / plate.cells[i][i] for i in range(4)], rel=0.02)
    counts = [plate.counts(rng, mass_kg=70.0, ml_mm=ml, ap_mm=ap) for ml, ap in LEANS]
    _, cop = cop_from_counts(counts, outcome.calibration.matrix, outcome.calibration.tare)
    assert float(np.sqrt(((cop - np.array(LEANS)) ** 2).sum(axis=1).mean())) < 1.1
    # 120 counts a cell under 8 kg: 120/2190 · √4 · hypot(200, 140) / 78.5 N = 0.34 mm.
    assert 0.15 < outcome.card.noise_sd_mm < 0.7


def test_a_hand_on_the_emulated_board_at_every_mark_is_refused(bench):
    """Half a kilogram at the edge, quite still, gone with the weight: no mark is at fault."""
    rng = random.Random(4)
    outcome = procedure(bench, home_built(rng), rng, hand=(0.5, 0.0, -140.0))
    assert [(refusal.code, refusal.marks) for refusal in outcome.refusals] == [("leaned_on", ())]


@pytest.mark.slow
def test_a_person_at_the_terminal_calibrates_the_emulated_board(hardware_build, tmp_path):
    """`board calibrate` asks, hands obey; five marks are skipped by key; what is kept is what the next session uses."""
    rng = random.Random(5)
    plate = home_built(rng)
    database = tmp_path / "records.db"
    environment = {**os.environ, "HOME": str(tmp_path), "LANGUAGE": "en", "PYTHONUNBUFFERED": "1"}
    with FirmwareEmulator(
        hardware_build / "uno" / "steadyboard.elf",
        steadysim=hardware_build / "steadysim",
        counts=plate.counts(rng),
        noise_counts=NOISE,
    ) as board:
        words = ["board", "calibrate", board.port, "--mass", "8", "--no-warm-up", "--json", "--database", str(database)]
        process = subprocess.Popen(
            [sys.executable, "-m", "steadyquest", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        late = threading.Timer(90.0, process.kill)
        late.start()
        try:
            said = []
            for line in process.stderr:
                said.append(line)
                if "Put the weight on mark" in line:
                    number = int(line.split("mark ")[1].split(",")[0])
                    if number in {1, 3, 7, 9}:
                        ml, ap = MARKS[number - 1]
                        board.press(plate.counts(rng))
                        time.sleep(0.3)
                        board.press(plate.counts(rng, mass_kg=8.0, ml_mm=ml, ap_mm=ap))
                    else:
                        process.stdin.write("s\n")
                        process.stdin.flush()
                elif "Take the weight off" in line:
                    board.press(plate.counts(rng))
                elif "Keep it?" in line:
                    process.stdin.write("\n")
                    process.stdin.flush()
            out = process.stdout.read()
            code = process.wait(20)
        finally:
            late.cancel()
            process.kill()
            process.communicate()
    assert code == 0, "".join(said)
    done = json.loads(out.splitlines()[-1])
    assert (done["kept"], done["accepted"], done["calibration"]["kind"]) == (True, True, "gains")
    listed = subprocess.run(
        [sys.executable, "-m", "steadyquest", "board", "calibrations", "--json", "--database", str(database)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    (row,) = json.loads(listed.stdout.splitlines()[-1])
    assert (row["board_id"], row["in_use"]) == (done["board_id"], True)
