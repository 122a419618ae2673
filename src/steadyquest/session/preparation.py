"""Getting ready: the plate is tared empty, a person steps on, stands steady, is weighed and centred."""

from __future__ import annotations

from steadyquest.conventions import VALID_KG, BoardSample, Lean
from steadyquest.session.run import HOLE_US
from steadyquest.signal.calibration import Calibration, Row
from steadyquest.signal.chain import Chain
from steadyquest.signal.guard import Steadiness
from steadyquest.signal.one_euro import OneEuroSpec
from steadyquest.signal.reach import Reach
from steadyquest.signal.tare import Tare

CENTRE_US = 2_000_000
CONNECTING, TARING, EMPTY, CENTRING, READY = "connecting", "taring", "empty", "centring", "ready"


CENTRES = {"own": 1.0, "between": 0.5, "middle": 0.0}
"""Where the middle is, sideways: as one stands, the middle of the feet, or half-way; as the share of one's own.

The middle of the feet is that of the plate until somebody says where the feet are.

Asymmetry that feels straight is not the goal for everyone.
"""


class Preparation:
    """Watches the samples before the first run, and between runs, through the stages in this order."""

    def __init__(
        self,
        calibration: Calibration,
        *,
        filter_spec: OneEuroSpec,
        reach: Reach,
        centre: str = "own",
        least_kg: float = VALID_KG,
        empty: Row | None = None,
    ) -> None:
        """`empty`: the plate's counts when it was seen empty a moment ago; who stands on it now is waited for."""
        self._own_share = CENTRES.get(centre, 1.0)
        self.stage = CONNECTING
        self.weight_kg: float | None = None
        self.centre_mm = (0.0, 0.0)
        self._own_mm: tuple[float, float] | None = None
        """Where the player stood when the centre was taken."""
        self._taken_mm = self.centre_mm
        """The centre that came of it; another one was asked for later, by a person."""
        self._middle_mm = 0.0
        self.lean: Lean | None = None
        self._filter, self._reach = filter_spec, reach
        self._calibration = calibration
        self._tare: Tare | None = Tare(calibration, empty=empty) if calibration.tare is None else None
        self._chain: Chain | None = None
        self._steadiness = Steadiness(CENTRE_US)
        self._last: BoardSample | None = None
        self._least_kg = least_kg
        if self._tare is None:
            self._rechain()

    @property
    def calibration(self) -> Calibration:
        """With the newest zero."""
        return self._calibration

    @property
    def progress(self) -> float:
        """How much of the present stage is done, 0 to 1."""
        if self.stage == TARING and self._tare is not None:
            return self._tare.progress
        if self.stage == CENTRING:
            return self._steadiness.progress
        return 1.0 if self.stage == READY else 0.0

    def tare(self) -> None:
        """Take a new zero from the empty plate."""
        self._tare = Tare(self._calibration)
        self.stage = TARING

    def take_zero(self, tare: Row) -> None:
        """Take over a zero that was found while nobody was on the plate; stage, centre and weight stay."""
        self._calibration = self._calibration.tared(tare)
        self._rechain()

    def stand_known(self, *, weight_kg: float, own_mm: tuple[float, float]) -> None:
        """Weight and centre are known already, as of a recording: nobody has to stand still for them."""
        self.weight_kg, self._own_mm, self.stage = weight_kg, own_mm, READY
        self._centre(own_mm)

    def centre_again(self) -> None:
        """Take centre and weight anew from the next steady moment."""
        if self._chain is not None:
            self._steadiness.reset()
            self.stage = EMPTY

    def stand_about(self, middle_mm: float) -> None:
        """The feet have their middle there, sideways. A centre that was taken follows, but not one asked for."""
        self._middle_mm = middle_mm
        if self._own_mm is not None and self.centre_mm == self._taken_mm:
            self._centre(self._own_mm)

    def adopt(self, *, reach: Reach, centre_mm: tuple[float, float], least_kg: float) -> None:
        """Take over what a run or a person has changed."""
        self._reach, self.centre_mm, self._least_kg = reach, centre_mm, least_kg
        if self._chain is not None:
            self._rechain()

    def feed(self, sample: BoardSample) -> Lean | None:
        """Take one sample; its lean, once the plate has a zero."""
        last, self._last = self._last, sample
        if last is not None and (sample.epoch != last.epoch or not 0 <= sample.t_us - last.t_us <= HOLE_US):
            self._steadiness.reset()
            if self._chain is not None:
                self._chain.reset()
        if self._tare is not None:
            self._take_zero(sample)
        if self._chain is not None:
            self.lean = self._chain.feed(sample)
            if self._tare is None:
                self._settle(self.lean)
        return self.lean

    def _take_zero(self, sample: BoardSample) -> None:
        self.stage = TARING
        tare = self._tare
        if tare is not None and tare.feed(sample) and tare.zero is not None:
            self._calibration = self._calibration.tared(tare.zero)
            self._tare, self.stage = None, EMPTY
            self._rechain()

    def _settle(self, lean: Lean) -> None:
        if self.stage == READY:
            return
        if not lean.valid:
            self.stage = EMPTY
            self._steadiness.reset()
            return
        self.stage = CENTRING
        if self._steadiness.feed(lean):
            self.weight_kg, ml_mm, ap_mm = self._steadiness.means()
            self._own_mm = (ml_mm, ap_mm)
            self.stage = READY
            self._centre(self._own_mm)

    def _centre(self, own_mm: tuple[float, float]) -> None:
        """Sideways as the player's setting says, forward and back as they stand."""
        own_ml_mm, own_ap_mm = own_mm
        self.centre_mm = (self._middle_mm + (own_ml_mm - self._middle_mm) * self._own_share, own_ap_mm)
        self._taken_mm = self.centre_mm
        self._rechain()

    def _rechain(self) -> None:
        self._chain = Chain(self._calibration, filter_spec=self._filter, reach=self._reach)
        self._chain.centre_mm, self._chain.least_kg = self.centre_mm, self._least_kg
