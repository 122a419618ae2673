"""The real firmware on an emulated board: starts `steadysim` (hardware/emulator), presses on its cells, ends it."""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from steadyquest.conventions import CHANNELS, Counts
from steadyquest.errors import DeviceError
from steadyquest.words import tr

BUILD = Path(__file__).resolve().parents[3] / "hardware" / "build"
"""Where `make firmware` puts what it builds, in a checkout."""
ELF = BUILD / "uno" / "steadyboard.elf"
NAMES = ("uno", "nano")
PROGRAM = "steadysim"
NOMINAL_HZ = (80.0, 80.0, 80.0, 80.0)
NOISE_COUNTS = 39.0
"""An HX711 at gain 128 and 80 values a second has 90 nV rms of its own (data sheet); cells without any look dead."""
EMPTY: Counts = (0, 0, 0, 0)
FAULTS = ("missing", "hung", "stuck_low", "noisy", "none")
START_S, ANSWER_S, END_S = 10.0, 10.0, 5.0


def firmware_file(name: str) -> Path:
    """The firmware of that name in this checkout's build (`uno`, `nano`), or the file itself."""
    built = BUILD / name / ELF.name
    return built if name in NAMES else Path(name)


class FirmwareEmulator:
    """A board behind a pseudo-terminal. Ends with `close`, with its `with`, and with the process that began it.

    `osc_hz` are the rates of the four chips, `counts` what the cells carry at the start, `faults` what is wrong with
    which chip; `eeprom` keeps the board's name from one start to the next. `script` is a file of commands with their
    moments, `log` a file that gets every conversion and what became of it (hardware/emulator/README.md has both).
    Raises DeviceError in one line when the emulator or the firmware is not built.
    """

    def __init__(
        self,
        elf: Path | str | None = None,
        *,
        steadysim: Path | str | None = None,
        osc_hz: Sequence[float] = NOMINAL_HZ,
        speed: str = "real",
        counts: Sequence[float] = EMPTY,
        faults: Mapping[str, str] | None = None,
        noise_counts: float = 0.0,
        seed: int = 0,
        seconds: float | None = None,
        eeprom: Path | str | None = None,
        script: Path | str | None = None,
        log: Path | str | None = None,
        link: Path | str | None = None,
        phase: Sequence[float] | None = None,
        reset_on_open: bool = False,
        wait_for_host: bool = False,
    ) -> None:
        self.hosts = 0
        """How many hosts have opened the port so far."""
        self.host_here = False
        self.last_tally: dict[str, Any] = {}
        """The newest tally, also after the end."""
        if Path(elf or ELF).is_dir():
            raise _is_folder(Path(elf or ELF))
        program = _program(steadysim, beside=Path(elf or ELF))
        if not Path(elf or ELF).is_file():
            raise _not_built(Path(elf or ELF))
        given = {
            "--osc": _joined(osc_hz),
            "--speed": speed,
            "--counts": _joined(counts),
            "--noise": noise_counts,
            "--seed": seed,
            "--seconds": seconds,
            "--eeprom": eeprom,
            "--script": script,
            "--log": log,
            "--link": link,
            "--phase": None if phase is None else _joined(phase),
        }
        words = [str(program), str(elf or ELF), "--leash"]
        words += ["--reset-on-open"] if reset_on_open else []
        words += ["--wait"] if wait_for_host else []
        words += [f"{option}={value}" for option, value in given.items() if value is not None]
        words += [f"--fault={channel}={kind}" for channel, kind in (faults or {}).items()]
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        try:
            self._process = _started(words, errors=self._said)
        except DeviceError:
            self._said.close()
            raise
        self._writing = threading.Lock()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._tallies: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="steadysim", daemon=True)
        self._listener.start()
        self._link, self._link_made = Path(link) if link is not None else None, None
        self.port = self._first_line()
        self._link_made = _made(self._link)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def press(self, counts: Sequence[float]) -> None:
        """What the four cells carry from now on, in counts. Raises DeviceError when the emulator has ended."""
        self.send(f"counts {' '.join(str(count) for count in counts)}")

    def fault(self, channel: str | int, kind: str) -> None:
        """Break one chip: missing, hung, stuck_low or noisy; none mends it."""
        self.send(f"fault {_channel(channel)} {kind}")

    def rate(self, channel: str | int, hz: float) -> None:
        """Let one chip convert so many times a second; 10 is a RATE pin that was not lifted."""
        self.send(f"rate {_channel(channel)} {hz:g}")

    def send(self, line: str) -> None:
        """Any command of steadysim, as hardware/emulator/README.md has them."""
        pipe = self._process.stdin
        try:
            with self._writing:
                if pipe is None or pipe.closed:
                    raise BrokenPipeError
                pipe.write(f"{line}\n")
                pipe.flush()
        except OSError as error:
            raise DeviceError(self._why_ended()) from error

    def tally(self) -> dict[str, Any]:
        """What was converted, read, torn and missed by now, for each chip, and what went over the wire."""
        while not self._tallies.empty():
            self._tallies.get()
        self.send("stats")
        try:
            return self._tallies.get(timeout=ANSWER_S)
        except queue.Empty as error:
            raise DeviceError(self._why_ended()) from error

    def wait(self, timeout_s: float) -> dict[str, Any]:
        """Until it has ended by itself (`seconds`, a `stop` in its script); the last tally."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            raise DeviceError(tr("the emulator has not ended in time")) from error
        self._listener.join(END_S)
        return self.last_tally

    def close(self) -> None:
        """End it; may be called twice. No process is left behind."""
        process = self._process
        with contextlib.suppress(OSError), self._writing:
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._listener.join(END_S)
        if process.stdout is not None:
            process.stdout.close()
        self._said.close()
        # Killed, it could not take away its link; one that somebody has made since is left alone.
        if self._link is not None and self._link_made is not None and _made(self._link) == self._link_made:
            self._link.unlink(missing_ok=True)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - for mypy; it was asked for
        for line in self._process.stdout:
            if line.startswith("{"):
                self.last_tally = json.loads(line)
                self._tallies.put(self.last_tally)
            elif line.startswith("host "):
                self.host_here = line.strip() == "host here"
                self.hosts += self.host_here
            else:
                self._lines.put(line.strip())
        self._lines.put("")

    def _first_line(self) -> str:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                if line := self._lines.get(timeout=0.1):
                    return line
                break
        why = self._why_ended()
        self.close()
        raise DeviceError(why)

    def _why_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        if self._said.closed:
            return tr("the emulator was closed")
        self._said.seek(0)
        last = (self._said.read().strip().splitlines() or [""])[-1].removeprefix(f"{PROGRAM}: ")
        code = self._process.poll() or 0
        if not last and code < 0:
            return tr("the emulator was ended from outside (signal {n}); start it again").format(n=-code)
        return tr("the emulator has ended: {reason}").format(reason=last or tr("it did not say why"))


def _started(words: list[str], *, errors: Any) -> subprocess.Popen[str]:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": errors}
    try:
        # In a session of its own: Ctrl-C is for us, and we end it; should we be killed, its leash does.
        return subprocess.Popen(words, text=True, start_new_session=True, **pipes)  # noqa: S603 - our own program
    except OSError as error:
        message = tr("{file} cannot be run ({reason}); build it with: make firmware")
        raise DeviceError(message.format(file=words[0], reason=error.strerror)) from error


def _program(given: Path | str | None, *, beside: Path) -> Path:
    """The emulator: as given, of the same build as the firmware, of this checkout, or installed."""
    places = [Path(given)] if given is not None else [beside.parent.parent / PROGRAM, BUILD / PROGRAM]
    installed = shutil.which(PROGRAM) if given is None else None
    found = next((place for place in places if place.is_file()), None)
    if found is None and installed is None:
        raise _not_built(places[-1])
    return found or Path(installed or "")


def _not_built(file: Path) -> DeviceError:
    message = tr("{file} is not there; build firmware and emulator in a checkout (Linux) with: make firmware")
    return DeviceError(message.format(file=file))


def _is_folder(folder: Path) -> DeviceError:
    patterns = (ELF.name, f"uno/{ELF.name}", f"*/{ELF.name}", "*.elf")
    named = next((file for pattern in patterns for file in sorted(folder.glob(pattern))), folder / ELF.name)
    message = tr("{folder} is a folder; name the firmware's ELF file, such as {file}")
    return DeviceError(message.format(folder=folder, file=named))


def _made(link: Path | None) -> tuple[int, int] | None:
    """Which link it is, and since when; None where there is none."""
    if link is None or not link.is_symlink():
        return None
    status = link.lstat()
    return status.st_ino, status.st_ctime_ns


def _channel(channel: str | int) -> str:
    return CHANNELS[channel] if isinstance(channel, int) else channel


def _joined(values: Sequence[float]) -> str:
    return ",".join(f"{value:.10g}" for value in values)
