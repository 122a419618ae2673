"""The words of assessments: names, what each one is for, what to prepare, and what to say to the person."""

from __future__ import annotations

from steadyquest.session.assessments import protocol as p
from steadyquest.session.assessments.protocol import Trial
from steadyquest.words import tr


def name(kind: str) -> str:
    """An assessment's name."""
    return {
        p.QUIET: tr("Quiet standing"),
        p.SENSORY: tr("Sensory test"),
        p.LIMITS: tr("Limits of stability"),
        p.RHYTHM: tr("Rhythmic shift"),
        p.LOADING: tr("Weight on the legs"),
        p.FEEL: tr("Feel probe"),
    }[kind]


def aim(kind: str) -> str:
    """What it looks at, in one line."""
    return {
        p.QUIET: tr("How much one sways, standing still with open eyes."),
        p.SENSORY: tr("Sway with eyes open and closed, on the plate and on foam."),
        p.LIMITS: tr("How far, how fast and how straight one leans, eight ways."),
        p.RHYTHM: tr("Shifting the weight to a beat that gets quicker."),
        p.LOADING: tr("Where the weight is, and its estimated share on each leg."),
        p.FEEL: tr("How far off a place is that is found again unseen."),
    }[kind]


def condition(trial: Trial) -> str:
    """What is special about this trial, in a few words."""
    if trial.kind == p.LIMITS:
        return ", ".join(direction(one) for one in trial.directions) if len(trial.directions) == 1 else tr("eight ways")
    if trial.kind == p.RHYTHM:
        way = tr("sideways") if trial.axis == "ml" else tr("forward and back")
        return tr("{way}, {seconds:g} s from side to side").format(way=way, seconds=trial.beat_s)
    return senses(trial.eyes, trial.surface)


def senses(eyes: str, surface: str) -> str:
    """One of the four conditions of the sensory test."""
    return {
        ("open", "firm"): tr("eyes open, firm plate"),
        ("closed", "firm"): tr("eyes closed, firm plate"),
        ("open", "foam"): tr("eyes open, foam"),
        ("closed", "foam"): tr("eyes closed, foam"),
    }[eyes, surface]


def direction(key: str) -> str:
    """A direction of the limits of stability."""
    return {
        "forward": tr("forward"),
        "forward_right": tr("forward right"),
        "right": tr("right"),
        "back_right": tr("back right"),
        "back": tr("back"),
        "back_left": tr("back left"),
        "left": tr("left"),
        "forward_left": tr("forward left"),
    }[key]


def prepare(trial: Trial) -> str:
    """What the therapist makes ready."""
    if trial.surface == "foam":
        return tr("Foam on the empty plate, a new zero, then step on. Stand by: a hand at the ready.")
    if trial.eyes == "closed":
        return tr("Stand by: a hand at the ready. The arms hang down.")
    return {
        p.LIMITS: tr("Stand by. Heels stay down, feet stay where they are; the body leans as one piece."),
        p.RHYTHM: tr("Feet stay where they are. The first two shifts are to find the time."),
        p.LOADING: tr("Feet on the letters of the mat; the arms hang down."),
    }.get(trial.kind, tr("Feet on the letters of the mat, the arms hang down. A quiet room, nobody talks."))


def say(trial: Trial, *, seated: bool = False) -> str:
    """What to say to the person, word for word."""
    if trial.kind == p.LIMITS:
        return tr(
            "Keep the light in the middle. When the star appears, bring the light to it as quickly and as straight as "
            "you can, as far as you can, and stay there."
        )
    if trial.kind == p.RHYTHM:
        return tr("Sway from one side to the other with the beat. Turn back just when it sounds.")
    return _say_seated(trial) if seated else _say_standing(trial)


def _say_standing(trial: Trial) -> str:
    if trial.kind == p.LOADING:
        return tr("Stand as you always do, and look at the dot. I tell you when it is over.")
    if trial.eyes == "closed":
        return tr("Stand as still as you can. Close your eyes now, and keep them closed until I say so.")
    return tr("Stand as still as you can, and look at the dot. I tell you when it is over.")


def _say_seated(trial: Trial) -> str:
    if trial.kind == p.LOADING:
        return tr("Sit as you always do, and look at the dot. I tell you when it is over.")
    return tr("Sit as still as you can, and look at the dot. I tell you when it is over.")
