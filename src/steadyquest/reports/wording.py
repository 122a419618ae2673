"""Words of the reports for what the records keep as keys. Looked up when called, in the chosen language."""

from __future__ import annotations

from datetime import datetime
from pathlib import PureWindowsPath

from steadyquest.errors import SignalError
from steadyquest.session.labels import is_board, is_file, is_firmware, is_synthetic
from steadyquest.session.today import FACES, MOST
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.mat import parse_feet
from steadyquest.words import tr, within


def _named(table: dict[str, str], key: str | None) -> str:
    """The table's word, or the key itself made readable: records may be newer or older than this table."""
    return table.get(key or "", (key or "").replace("_", " "))


def world(key: str) -> str:
    """The name of a place."""
    names = {
        "meadow": tr("Meadow"),
        "river": tr("River"),
        "wood": tr("Wood"),
        "fog": tr("Fog"),
        "cave": tr("Cave"),
        "peak": tr("Peak"),
        "coast": tr("Coast"),
        "own": tr("Own levels"),
    }
    return names.get(key) or key.replace("_", " ").capitalize()


def hour(rung: int) -> str:
    """The hour that shows a rung of the sight ladder."""
    hours = (tr("day"), tr("evening"), tr("dusk"), tr("night"), tr("deep night"))
    return hours[rung] if 0 <= rung < len(hours) else str(rung)


def lantern(rung: int) -> str:
    """What the lantern does at a rung."""
    says = (
        tr("always lit"),
        tr("lit now and then"),
        tr("lit in some reps"),
        tr("dark, shown after each rep"),
        tr("dark to the end"),
    )
    return says[rung] if 0 <= rung < len(says) else ""


def stance(key: str) -> str:
    """How the player stood or sat."""
    table = {
        "sit_on_plate": tr("sitting on the plate"),
        "feet_on_plate": tr("on a chair, feet on the plate"),
        "comfortable": tr("standing comfortably"),
        "narrow": tr("feet together"),
        "tandem_left": tr("tandem, left foot in front"),
        "tandem_right": tr("tandem, right foot in front"),
        "tandem_affected": tr("tandem, affected foot in front"),
        "single_left": tr("on the left leg"),
        "single_right": tr("on the right leg"),
        "single_affected": tr("on the affected leg"),
    }
    return _named(table, key)


def surface(key: str) -> str:
    """What was under the feet."""
    return _named({"firm": tr("firm"), "foam": tr("foam")}, key)


def pause(reason: str) -> str:
    """Why the world stood still."""
    table = {
        "person": tr("asked for"),
        "signal_lost": tr("signal lost"),
        "stepped_off": tr("stepped off"),
        "lurched": tr("moved very fast"),
    }
    return _named(table, reason)


def ending(ended: str | None) -> str:
    """How a run ended, when it did not simply finish."""
    if ended is None:
        return tr("cut off")
    return _named({"finished": "", "stopped": tr("stopped early"), "lost": tr("signal lost")}, ended)


def side(key: str) -> str:
    """Where a place lay that was to be found again."""
    return _named({"left": tr("left"), "right": tr("right"), "middle": tr("middle"), "": tr("middle")}, key)


def reach(kind: str) -> str:
    """How the player's reach is known."""
    table = {
        "quick": tr("measured (quick)"),
        "full": tr("measured in eight directions"),
        "hand": tr("set by hand"),
        "given": tr("given, the same in all directions"),
        "default": tr("cautious default by height, not measured"),
    }
    return _named(table, kind)


def calibration(kind: str) -> str:
    """How counts became newtons."""
    table = {
        "nominal": tr("nominal (not calibrated)"),
        "gains": tr("four gains"),
        "map": tr("full map"),
    }
    return _named(table, kind)


def error_of_board(source: str, calibration: Calibration | None) -> str:
    """How far off the centre of pressure may be; 6 mm is what a simulation of uncalibrated cells gave (RMS)."""
    if not is_board(source):
        return tr("No board was used, so there is no error of a board in these figures.")
    if calibration is None or calibration.kind == "nominal":
        return tr("This board is not calibrated: places may be off by about 6 mm.")
    return tr("Places are right to about 1–2 mm.")


def feet(pair: str) -> str:
    """Where the feet stood, and how far apart."""
    try:
        mm = parse_feet(pair).separation_mm
    except SignalError:
        return pair
    return tr("{feet}, heels {mm:.0f} mm apart").format(feet=pair, mm=mm)


def note(key: str) -> str:
    """The heading of a note of the session."""
    table = {
        "support": tr("Support"),
        "shoes": tr("Shoes"),
        "footwear": tr("Shoes"),
        "orthosis": tr("Orthosis"),
        "feet": tr("Feet on the mat"),
        "notes": tr("Notes"),
        "pain": tr("Pain"),
        "tired": tr("Tired"),
        "fun": tr("Fun"),
        "faces_before": tr("How it felt before"),
        "faces_after": tr("How it felt after"),
        "said": tr("In the therapist's words"),
    }
    return table.get(key) or key.replace("_", " ").capitalize()


def noted(value: object) -> str:
    """What was noted."""
    if isinstance(value, dict):
        return ", ".join(f"{within(note(str(kind)))}: {_much(str(kind), much)}" for kind, much in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(noted(one) for one in value)
    table = {
        "none": tr("none"),
        "one_hand": tr("one hand"),
        "two_hands": tr("two hands"),
        "frame": tr("frame"),
        "barefoot": tr("barefoot"),
        "socks": tr("socks"),
        "shoes": tr("shoes"),
        "orthosis": tr("orthosis"),
    }
    return table.get(str(value)) or str(value).replace("_", " ")


def _much(kind: str, value: object) -> str:
    """The number of a face, and out of how many; anything else as it is."""
    return tr("{n} of {most}").format(n=value, most=MOST) if kind in FACES else noted(value)


def tag(key: str) -> str:
    """What the therapist noted of a moment."""
    table = {
        "held_on": tr("held on"),
        "compensated": tr("compensated"),
        "distracted": tr("distracted"),
        "pain": tr("pain"),
    }
    return _named(table, key)


def source(label: str) -> str:
    """Where the samples came from. Of a file only the name: its folders may name a person."""
    if is_synthetic(label):
        rest = label.partition(":")[2]
        # A person on the emulated board may also say which firmware it runs; that is no part of the name.
        person = rest.partition("@")[0].replace("_", " ") or tr("steady adult")
        if is_firmware(label):
            return tr("simulated person ({person}) on an emulated board").format(person=person)
        return tr("simulated person ({person})").format(person=person)
    if is_file(label):
        return tr("recording {file}").format(file=PureWindowsPath(label).name)
    named = {"keyboard": tr("keyboard"), "mouse": tr("mouse"), "gamepad": tr("gamepad"), "wii": tr("Wii Balance Board")}
    return named.get(label, label)


def moment(when: datetime) -> str:
    """Date and time of day here, in the order that no country reads wrongly."""
    return when.astimezone().strftime("%Y-%m-%d · %H:%M")


def clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> clock(92.4), clock(3599.6)
    ('1:32', '60:00')
    """
    whole = round(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, a true minus, and no minus zero.

    >>> signed(3.4), signed(-12.0), signed(-0.2)
    ('+3', '−12', '0')
    """
    text = f"{value:+.{digits}f}"
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")
