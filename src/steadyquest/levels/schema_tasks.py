"""The keys of each task, in the order that they are written."""

from __future__ import annotations

from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    ReachSpec,
    RecallSpec,
    RestSpec,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    StandSpec,
    SteerSpec,
)
from steadyquest.levels.schema_keys import (
    N_,
    SIDES,
    Group,
    Key,
    choice,
    count,
    flag,
    number,
    places,
    radius,
    text,
    whole,
)

AXES = ("ml", "ap")

TASKS: dict[str, Group] = {
    "hold": Group(
        HoldSpec,
        (
            places("at", N_("where to keep still"), also=("centre",)),
            radius(N_("how large the zone is")),
            number("seconds", N_("how long"), (1, 300), unit="s", pair=True),
        ),
    ),
    "reach": Group(
        ReachSpec,
        (
            places("where", N_("where the targets are"), also=("all",), reach=1.15),
            number("emphasis", N_("the share of reps to the affected side"), (0, 1)),
            number("distance", N_("how far the targets are"), (0.05, 1.15), unit="reach", pair=True),
            flag("beyond", N_("targets may lie a little further than the player ever leaned")),
            radius(N_("how large a target is")),
            number("dwell_s", N_("how long to stay"), (0.1, 10), unit="s", pair=True),
            number("limit_s", N_("when a target moves on"), (1, 60), unit="s", pair=True),
            count(N_("how many targets")),
            choice("order", ("fixed", "shuffled", "random", "live"), N_("which target is next")),
            flag("back", N_("come back to the centre between targets")),
        ),
    ),
    "choose": Group(
        ChooseSpec,
        (
            Key(name="pictures", kind="arts", help=N_("the pictures to choose from"), low=2, high=4),
            text("ask", N_("the question"), high=120),
            Key(name="answer", kind="art", help=N_("the picture that answers it")),
            number("dwell_s", N_("how long to stay"), (0.1, 10), unit="s", pair=True),
            count(N_("how many times it is asked")),
        ),
    ),
    "follow": Group(
        FollowSpec,
        (
            choice("path", ("line_ml", "line_ap", "circle", "eight", "points"), N_("the way that the guide takes")),
            Key(name="points", kind="points", help=N_("the places that the guide visits"), low=2, high=64),
            number("size", N_("how far the path goes out"), (0.05, 1.0), unit="reach", pair=True),
            number("period_s", N_("how long one lap takes"), (2, 60), unit="s", pair=True),
            radius(N_("how near counts as on the guide")),
            number("seconds", N_("how long"), (1, 300), unit="s"),
        ),
    ),
    "steer": Group(
        SteerSpec,
        (
            choice("axis", AXES, N_("the way that the player leans: ml is sideways, ap forward and back")),
            number("gate", N_("how wide a gate is open"), (0.1, 1.5), unit="reach", pair=True),
            number("every_s", N_("how long from one gate to the next"), (1, 15), unit="s", pair=True),
            count(N_("how many gates")),
        ),
    ),
    "roll": Group(
        RollSpec,
        (
            Key(name="map", kind="garden", help=N_("the garden, drawn with # wall, . path, o gem and S start")),
            number("friction", N_("how soon the marble comes to rest"), (0.5, 6), unit="per s", pair=True),
            radius(N_("how near counts as picked up")),
        ),
    ),
    "catch": Group(
        CatchSpec,
        (
            choice("axis", (*AXES, "both"), N_("the way that the player leans: ml is sideways, ap forward and back")),
            number("per_min", N_("how many things come in a minute"), (2, 40), pair=True),
            number("speed", N_("how fast they drift"), (0.1, 1.5), unit="reach/s", pair=True),
            radius(N_("how near counts as caught")),
            count(N_("how many things come")),
            number("avoid_share", N_("the share of things to let pass"), (0, 1), pair=True),
        ),
    ),
    "rhythm": Group(
        RhythmSpec,
        (
            choice("axis", AXES, N_("the way that the player leans: ml is sideways, ap forward and back")),
            number("beat_s", N_("how long from beat to beat"), (0.6, 10), unit="s", pair=True),
            number("distance", N_("how far the sides are"), (0.05, 1.0), unit="reach", pair=True),
            radius(N_("how large a side is")),
            count(N_("how many beats")),
        ),
    ),
    "match": Group(
        MatchSpec,
        (
            choice("leg", ("left", "right", *SIDES), N_("the leg to be loaded")),
            number("share", N_("the share of the weight on it"), (0.05, 0.95), pair=True),
            number("tolerance", N_("how far off the share may be"), (0.02, 0.3), pair=True),
            number("seconds", N_("how long to hold it"), (0.5, 30), unit="s", pair=True),
            count(N_("how many times")),
        ),
    ),
    "march": Group(
        MarchSpec,
        (
            number("beat_s", N_("how long from step to step"), (0.8, 10), unit="s", pair=True),
            number("lift_share", N_("the share of the weight that a lifted leg may keep"), (0.02, 0.45), pair=True),
            count(N_("how many steps")),
        ),
    ),
    "rise": Group(
        RiseSpec,
        (
            number("tempo_s", N_("how long to stand up and sit down once"), (2, 20), unit="s", pair=True),
            count(N_("how many times")),
        ),
    ),
    "recall": Group(
        RecallSpec,
        (
            places("where", N_("where the places are"), also=("all",)),
            number("distance", N_("how far the places are"), (0.05, 1.0), unit="reach", pair=True),
            number("study_s", N_("how long to learn the place"), (0.5, 10), unit="s", pair=True),
            number("still_s", N_("how long to be still to answer"), (0.3, 5), unit="s"),
            number("limit_s", N_("when a place moves on"), (1, 60), unit="s"),
            count(N_("how many places")),
        ),
    ),
    "rest": Group(RestSpec, (number("seconds", N_("how long"), (1, 120), unit="s"),)),
    "stand": Group(
        StandSpec,
        (
            number("seconds", N_("how long it is measured"), (5, 120), unit="s"),
            number("settle_s", N_("how long to settle before it"), (0, 30), unit="s"),
        ),
    ),
    "limits": Group(
        LimitsSpec,
        (
            places("where", N_("the directions to lean in"), also=("all",)),
            whole("practice", N_("how many practice trials come first"), (0, 10)),
            number("seconds", N_("how long a trial takes from the signal on"), (3, 30), unit="s"),
            Key(
                name="wait_s",
                kind="between",
                help=N_("how long to wait in the middle for the signal"),
                low=0.5,
                high=10,
                unit="s",
            ),
            choice("order", ("fixed", "shuffled"), N_("which direction is next")),
        ),
    ),
}
