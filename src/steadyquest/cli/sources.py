"""From a word on the command line to a source of samples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steadyquest.session.labels import WII, is_file, is_firmware, is_person
from steadyquest.signal.source import Source

if TYPE_CHECKING:
    from steadyquest.records.store import Store
    from steadyquest.signal.calibration import Calibration

RATE_HZ = 100.0


class Sources:
    """Opens what a label names. `fast`: as fast as samples come, for people and files."""

    def __init__(self, *, store: Store | None, seed: int, fast: bool) -> None:
        self._store, self._seed, self._fast = store, seed, fast

    def open(self, label: str) -> Source:
        """The source of a label. Raises DeviceError or SignalError in one line."""
        if is_person(label):
            from steadyquest.simulate.person import SimulatedPerson

            person = SimulatedPerson(label.partition(":")[2] or "steady", seed=self._seed, rate_hz=RATE_HZ)
            return self._paced(person)
        if is_firmware(label):
            return self._firmware(label.partition(":")[2])
        if is_file(label):
            from steadyquest.device.cop_csv import CsvSource

            return self._paced(CsvSource(Path(label)))
        return self._wii() if label == WII else self._board(label)

    def _paced(self, source: Source) -> Source:
        from steadyquest.session.pace import Paced

        return source if self._fast else Paced(source)

    def _firmware(self, who: str) -> Source:
        """`PERSON`, and optionally `@` and the firmware: a build's name or an ELF."""
        from steadyquest.device.firmware_emulator import NOISE_COUNTS, FirmwareEmulator, firmware_file
        from steadyquest.session.on_plate import PersonOnPlate
        from steadyquest.simulate.person import SimulatedPerson

        name, _, firmware = who.partition("@")
        person = SimulatedPerson(name or "steady", seed=self._seed, rate_hz=RATE_HZ)
        elf = firmware_file(firmware or "uno")
        return PersonOnPlate(FirmwareEmulator(elf, noise_counts=NOISE_COUNTS, seed=self._seed % 2**31), person)

    def _board(self, port: str) -> Source:
        from steadyquest.device.serial_port import SerialSource

        source = SerialSource(port, calibration_for=self._calibration)
        if self._store is not None and not self._store.read_only:
            # An explicit port was named by a person, and a board has answered there: that is a yes.
            found = source.identity
            known = {"vid_pid": found.vid_pid, "serial_number": found.serial_number} if found else {}
            self._store.boards.remember(source.board_id, port=port, approved=True, **known)
        return source

    def _wii(self) -> Source:
        from steadyquest.device.wii import WiiSource

        source = WiiSource(calibration_for=self._calibration)
        if self._store is not None and not self._store.read_only:
            self._store.boards.remember(source.board_id, port=WII, approved=True)
        return source

    def _calibration(self, board_id: str) -> Calibration | None:
        """The board's newest calibration, without its zero: that is taken anew each session."""
        from steadyquest.signal.calibration import Calibration

        data = self._store.calibrations.latest(board_id) if self._store is not None else None
        return Calibration.from_dict({**data, "tare": None}) if data else None
