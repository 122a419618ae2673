"""The calibration as a procedure: warm up → zero → a known weight on nine marks → empty check → report card.

One machine for the command line, the screen and the tests. It is fed samples and knows only their own time; nobody has
to press a key between the marks: it sees the weight come, lie still, and go.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal

from steadyquest.analysis.calibration_faults import MOST_SHAKE_N, SHAKE_TIMES
from steadyquest.analysis.calibration_material import Material, Reading
from steadyquest.analysis.report_card import Outcome, calibrated
from steadyquest.conventions import STATUS_SATURATED, STATUS_SETTLING, BoardSample
from steadyquest.errors import CalibrationError
from steadyquest.session.calibration_plan import LEAST_MARKS, MASS_KG, Felt, OtherWeight, Plan, other_weight
from steadyquest.session.calibration_words import hint_words, stage_words
from steadyquest.session.gathered import Gathered
from steadyquest.session.stillness import Still, Stillness, noise_n
from steadyquest.session.warm_up import WARM_S, WarmUp
from steadyquest.signal.mat import MARKS
from steadyquest.signal.tare import STILL_N
from steadyquest.signal.timeline import Timeline
from steadyquest.words import tr

Stage = Literal["warming", "taring", "weighing", "placing", "clearing", "done"]
LOADED_SHARE, LIFTED_SHARE, TOO_MUCH = 0.2, 0.1, 3.0
"""Of the weight, felt by all cells together whatever their signs: it is there; it is gone; that is no weight.

A dead cell under a corner mark leaves a quarter, and a cell that is wired the wrong way round still feels."""
MOVED_MM = 40.0
NEAR_MM = 45.0
"""Marks lie 100 mm apart; before the fit a place may be wrong by 15."""
PATIENCE_US = 6_000_000
"""So long a weight on what looks like another mark is asked about; then it is taken as it lies."""
EMPTY_SHARE = 0.02
"""No cell feels more than this, yet all together feel something: what lay there at the zero was taken away."""


class Calibrating:
    """The procedure for one plate and one weight."""

    def __init__(self, plan: Plan, *, mass_kg: float | None = None, warm_up_s: float = WARM_S) -> None:
        self.plan = plan
        self.mass_kg: float | None = None
        self.warm_up = WarmUp(plan.counts_per_n, seconds=warm_up_s)
        self.stage: Stage = "warming" if warm_up_s > 0 else "taring"
        self._gathered = Gathered()
        self.skipped: set[int] = set()
        self.hint = ""
        """A code of what is in the way, or empty; `words` says it."""
        self.felt: Felt | None = None
        """What lies on the plate now; None before the zero."""
        self._todo = list(plan.marks)
        self._time = Timeline()
        self._epoch: int | None = None
        self._stillness = Stillness(plan.counts_per_n, most_n=STILL_N)
        self._after_tare: Stage = "placing"
        self._left: tuple[float, float] | None = None
        """Where the last weight lay; it has to go from there."""
        self._elsewhere_us: int | None = None
        self._felt_kg: dict[int, float] = {}
        self._other: OtherWeight | None = None
        """What is odd about the weight that lies there, until it is lifted."""
        self._outcome: Outcome | None = None
        self._steps: dict[Stage, Callable[[int, BoardSample], None]] = {
            "warming": self._warm,
            "taring": self._tare,
            "weighing": self._wait,
            "placing": self._place,
            "clearing": self._clear,
            "done": self._wait,
        }
        if mass_kg is not None:
            self.weigh(mass_kg)

    # -- what is to be seen -----------------------------------------------------------------------------------

    @property
    def taken(self) -> Mapping[int, Reading]:
        """The marks that are done."""
        return self._gathered.taken

    @property
    def mark(self) -> int | None:
        """The mark that is next, 1 to 9."""
        return self._todo[0] if self._todo and self.stage == "placing" else None

    @property
    def progress(self) -> float:
        """How much of the present stage is done, 0 to 1."""
        if self.stage == "warming":
            return self.warm_up.progress
        return {"done": 1.0, "weighing": 0.0}.get(self.stage, self._stillness.progress)

    @property
    def place_mm(self) -> tuple[float, float] | None:
        """Where the weight seems to lie, by nominal cells; None while there is too little."""
        felt = self.felt
        return felt.place_mm if felt is not None and felt.any_kg >= self._kg(LOADED_SHARE) else None

    @property
    def words(self) -> str:
        """What to do now, in one sentence."""
        return stage_words(
            self.stage, mark=self.mark, restarted=self.stage == "taring" and bool(self._gathered.stretch)
        )

    @property
    def hint_words(self) -> str:
        """What is in the way, in one sentence, or an empty string."""
        load_kg = self.felt.load_kg if self.felt else 0.0
        return hint_words(self.hint, mark=self.mark, near=self._nearest(), load_kg=load_kg, other=self._other)

    @property
    def may_skip(self) -> bool:
        """Whether enough marks remain without the next one."""
        return self.mark is not None and len(self.taken) + len(self._todo) - 1 >= LEAST_MARKS

    # -- what may be asked ------------------------------------------------------------------------------------

    def weigh(self, mass_kg: float) -> None:
        """Say how heavy the weight is. Raises CalibrationError for what cannot be."""
        self.mass_kg = self.plan.checked_mass(mass_kg)
        if self.stage == "weighing":
            self._go("placing")

    def skip_warm_up(self) -> None:
        """Go on cold, or warm already."""
        if self.stage == "warming":
            self._go("taring")

    def skip_mark(self) -> bool:
        """Leave the next mark out; False where too few would remain."""
        mark = self.mark
        if mark is None or not self.may_skip:
            return False
        self.skipped.add(mark)
        self._next_mark()
        return True

    def repeat(self, *numbers: int) -> None:
        """Do these marks once more; nothing else is lost."""
        if self.stage in {"warming", "taring", "weighing"}:
            return
        again = [number for number in numbers if number in self.plan.marks]
        for number in again:
            self._gathered.taken.pop(number, None)
            self.skipped.discard(number)
        self._todo = [*again, *(number for number in self._todo if number not in again)]
        if self._todo:
            self._outcome, self._after_tare = None, "placing"
            self._go("placing" if self._gathered.has_fresh_zero else "taring")

    def zero_again(self) -> None:
        """One more zero of the empty plate; marks stay."""
        if self.stage in {"placing", "clearing"}:
            self._after_tare = self.stage
            self._go("taring")

    def begin_again(self) -> None:
        """Forget zeros and marks; the warm-up counts on."""
        self._gathered.clear()
        self.skipped.clear()
        self._todo, self._outcome, self._after_tare = list(self.plan.marks), None, "placing"
        self._go("taring")

    def material(self) -> Material:
        """Everything measured so far. Raises CalibrationError before the weight is known."""
        if self.mass_kg is None:
            raise CalibrationError(tr("the weight is not known yet; say how heavy it is"))
        return self._gathered.material(self.plan, mass_kg=self.mass_kg, warm_s=self.warm_up.elapsed_s)

    def outcome(self, *, made_at: str = "") -> Outcome:
        """Fit, report card and reasons, of what was measured so far."""
        if self._outcome is None or (self._outcome.calibration and self._outcome.calibration.made_at != made_at):
            self._outcome = calibrated(self.material(), made_at=made_at)
        return self._outcome

    # -- samples ----------------------------------------------------------------------------------------------

    def feed(self, sample: BoardSample) -> Stage:
        """Take one sample; the stage it leads to."""
        t_us = self._time.feed(sample)
        if self._epoch is not None and sample.epoch != self._epoch:
            self._restarted()
        self._epoch = sample.epoch
        zero = self._gathered.zero
        self.felt = None if zero is None else self.plan.felt(sample.counts, zero)
        if sample.faulty or sample.status & (STATUS_SATURATED | STATUS_SETTLING):
            self._stillness.reset()
            self.hint = "faulty" if sample.faulty else "saturated" if sample.status & STATUS_SATURATED else "settling"
        else:
            self._steps[self.stage](t_us, sample)
        return self.stage

    def _warm(self, t_us: int, sample: BoardSample) -> None:
        self.warm_up.feed(t_us, sample.counts)
        self.hint = "disturbed" if self.warm_up.disturbed else "steady" if self.warm_up.steady else ""
        if self.warm_up.over:
            self._go("taring")

    def _tare(self, t_us: int, sample: BoardSample) -> None:
        self.hint = ""
        if self.felt is not None and self.felt.any_kg > self._kg(LOADED_SHARE):
            self.hint = "take_off"
            self._stillness.reset()
            return
        still = self._still(t_us, sample)
        if still is not None:
            self._gathered.add_zero(still)
            self._stillness.most_n = max(MOST_SHAKE_N, SHAKE_TIMES * noise_n(still.sd, self.plan.counts_per_n))
            self._go("weighing" if self.mass_kg is None else self._after_tare)

    def _place(self, t_us: int, sample: BoardSample) -> None:
        self.hint = self._in_the_way(t_us)
        if self.hint or self.place_mm is None or self._has_stayed():
            self._stillness.reset()
            self.hint = self.hint or ("other_weight" if self._other else "")
            return
        still = self._still(t_us, sample)
        self._mind_weight()
        if still is not None:
            self._keep_mark(still)

    def _clear(self, t_us: int, sample: BoardSample) -> None:
        self.hint = ""
        felt = self.felt
        if felt is not None and felt.any_kg > self._kg(LIFTED_SHARE) and felt.most_kg > self._kg(EMPTY_SHARE):
            self.hint = "other_weight" if self._other else ""
            self._stillness.reset()
            return
        still = self._still(t_us, sample)
        if still is not None:
            self._gathered.add_zero(still)
            self._go("done")

    def _wait(self, t_us: int, sample: BoardSample) -> None:  # noqa: ARG002 - a person is asked something now
        self.hint = ""

    # -- within -----------------------------------------------------------------------------------------------

    def _still(self, t_us: int, sample: BoardSample) -> Still | None:
        still = self._stillness.feed(t_us, sample.counts)
        if self._stillness.moving:
            self.hint = "moving"
        return still

    def _in_the_way(self, t_us: int) -> str:
        """Why the mark cannot be taken now; empty when it can, or when there is nothing on the plate."""
        felt = self.felt
        if felt is None or felt.any_kg < self._kg(LOADED_SHARE):
            self._left = self._elsewhere_us = self._other = None
            return ""
        if felt.most_kg < self._kg(EMPTY_SHARE):
            return "lighter"
        if felt.any_kg > self._kg(TOO_MUCH):
            return "too_much"
        return "elsewhere" if not self._has_stayed() and self._is_elsewhere(t_us) else ""

    def _has_stayed(self) -> bool:
        """The weight of the last mark still lies there."""
        place = self.place_mm
        if self._left is not None and place is not None and math.dist(place, self._left) < MOVED_MM:
            return True
        self._left = None
        return False

    def _is_elsewhere(self, t_us: int) -> bool:
        """Whether it seems to lie on another mark; after some patience it is taken as it lies."""
        near = self._nearest()
        if near is None or near == self.mark:
            return False
        if self._elsewhere_us is None:
            self._elsewhere_us = t_us
        return t_us - self._elsewhere_us < PATIENCE_US

    def _nearest(self) -> int | None:
        """The mark that the weight seems to lie on."""
        place = self.place_mm
        if place is None or self.stage != "placing":
            return None
        return next((n for n in self.plan.marks if math.dist(MARKS[n - 1], place) < NEAR_MM), None)

    def _mind_weight(self) -> None:
        """Say at once, half-way through a mark, that it feels another weight; it is taken all the same."""
        if self._stillness.progress < 0.5 or self.felt is None:
            self._other = None
        elif self._other is None:
            before_kg = [self._felt_kg[number] for number in self.taken]
            self._other = other_weight(self.felt.load_kg, before_kg, said_kg=self._kg(1.0))
        if self._other is not None and not self.hint:
            self.hint = "other_weight"

    def _keep_mark(self, still: Still) -> None:
        self._felt_kg[self._todo[0]] = self.felt.load_kg if self.felt else 0.0
        self._gathered.add_mark(self._todo[0], still)
        self._left = self.place_mm
        self._next_mark()

    def _next_mark(self) -> None:
        self._todo.pop(0)
        self._elsewhere_us = None
        self._stillness.reset()
        if not self._todo:
            self._go("clearing")

    def _go(self, stage: Stage) -> None:
        self.stage, self.hint = stage, ""
        self._stillness.reset()

    def _restarted(self) -> None:
        """The cable was out or the power went: marks stay, but the zero has to be taken again."""
        self._stillness.reset()
        if self.stage == "warming":
            self.warm_up.restart()
        elif self._gathered.zero is not None:
            self._gathered.stretch += 1
            self._left = None
            if self.stage in {"placing", "clearing"}:
                self._after_tare = self.stage
            if self.stage != "done":
                self._go("taring")

    def _kg(self, share: float) -> float:
        """A share of the weight."""
        return share * (self.mass_kg or MASS_KG[0])
