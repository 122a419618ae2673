"""`board emulate`: be a board, by protocol alone or with the real firmware in an emulated one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Finite, Out, json_option
from steadyquest.conventions import CHANNELS, Counts
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.on_plate import Visit

FIRMWARE_ONLY = ("person", "osc_hz", "faults", "swap", "eeprom", "reset_on_open")
PROTOCOL_ONLY = ("rate_hz", "drop", "corrupt")
LATEST_S = 1e6
TimedFault = tuple[str, str, float]
"""Channel, kind, seconds after the start."""
SPELLED = {"osc_hz": "osc", "faults": "fault", "rate_hz": "rate"}


def _rates(_: click.Context, __: click.Parameter, value: str | None) -> tuple[float, ...] | None:
    """`HZ` for all four chips, or `HZ,HZ,HZ,HZ`."""
    if value is None:
        return None
    try:
        rates = tuple(float(part) for part in value.split(","))
    except ValueError:
        rates = ()
    if len(rates) not in {1, len(CHANNELS)} or not all(1.0 <= rate <= 1000.0 for rate in rates):
        raise click.BadParameter(tr("{value} is neither one rate nor four, from 1 to 1000 Hz").format(value=value))
    return rates * len(CHANNELS) if len(rates) == 1 else rates


def _faults(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[TimedFault, ...]:
    """Each `CH=KIND`, or with the moment `CH=KIND@SECONDS`."""
    from steadyquest.device.firmware_emulator import FAULTS

    faults = []
    for value in values:
        what, _at, when = value.partition("@")
        channel, _is, kind = what.partition("=")
        try:
            at_s = float(when or 0.0)
        except ValueError:
            at_s = -1.0
        if channel.upper() not in CHANNELS or kind not in FAULTS or not 0.0 <= at_s < LATEST_S:
            allowed = f"{'|'.join(CHANNELS)}={'|'.join(FAULTS)}[@SECONDS]"
            raise click.BadParameter(tr("{value} is none of {allowed}").format(value=value, allowed=allowed))
        faults.append((channel.upper(), kind, at_s))
    return tuple(faults)


def _swap(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """`CH,CH`: the places of two corners."""
    if value is None:
        return None
    names = value.upper().split(",")
    if len(names) != 2 or names[0] == names[1] or not set(names) <= set(CHANNELS):
        said = tr("{value} names no two corners; they are {names}")
        raise click.BadParameter(said.format(value=value, names=", ".join(CHANNELS)))
    return CHANNELS.index(names[0]), CHANNELS.index(names[1])


@click.command("emulate")
@click.option("--from", "csv", type=click.Path(path_type=Path), metavar="FILE.csv", help="A CSV of centre of pressure.")
@click.option("--link", type=click.Path(path_type=Path), metavar="PATH", help="Also make this link to the port.")
@click.option("--noise-mm", type=Finite(), default=0.0, metavar="S", help="Standard deviation of added CoP noise.")
@click.option("--seed", type=int, default=0, help="Of noise, losses, errors, people and oscillators.")
@click.option("--loop", is_flag=True, help="Play the file again and again.")
@click.option("--rate", "rate_hz", type=Finite(), metavar="HZ", help="Default: the file's own rate.")
@click.option("--drop", type=Finite(), default=0.0, metavar="P", help="Share of frames that are lost.")
@click.option("--corrupt", type=Finite(), default=0.0, metavar="P", help="Share of frames with one wrong byte.")
@click.option(
    "--firmware",
    is_flag=False,
    flag_value="uno",
    metavar="[ELF|uno|nano]",
    help="The real firmware on an emulated board (from a checkout, after make firmware); the options below are for it.",
)
@click.option("--person", metavar="NAME", help="Instead of --from: a simulated person who steps on and stands.")
@click.option("--osc", "osc_hz", callback=_rates, metavar="HZ[,HZ,HZ,HZ]", help="The four chips' rates. Default: 80.")
@click.option(
    "--fault",
    "faults",
    callback=_faults,
    multiple=True,
    metavar="CH=KIND[@S]",
    help="One chip missing, hung, stuck_low or noisy, from the start or after so many seconds; may be repeated.",
)
@click.option("--swap", callback=_swap, metavar="CH,CH", help="Two corners whose cables are exchanged.")
@click.option("--eeprom", type=click.Path(path_type=Path), metavar="FILE", help="Keep the board's name in this file.")
@click.option("--reset-on-open", is_flag=True, help="A host that opens the port resets the board, as USB does.")
@json_option
def board_emulate(*, csv: Path | None, firmware: str | None, person: str | None, as_json: bool, **wanted: Any) -> None:
    """Be a board: a pseudo-terminal that speaks the protocol in real time. Its path is the first line."""
    given = {"person": person, **wanted}
    _refuse(given, names=FIRMWARE_ONLY if firmware is None else PROTOCOL_ONLY, firmware=firmware is not None)
    if (csv is None) == (person is None):
        raise click.UsageError(tr("say what is on the plate: --from FILE.csv, or --person NAME with --firmware"))
    if person is not None and (wanted["noise_mm"] or wanted["loop"]):
        raise click.UsageError(tr("--noise-mm and --loop are for --from; a person sways and stays anyway"))
    if firmware is None:
        assert csv is not None  # noqa: S101 - for mypy; refused above
        _by_protocol(csv, **{name: wanted[name] for name in wanted if name not in FIRMWARE_ONLY})
    else:
        _by_firmware(firmware, csv, person, **{name: wanted[name] for name in wanted if name not in PROTOCOL_ONLY})
    Out(as_json).result({"emulated": str(csv or person)})


def _refuse(given: dict[str, Any], *, names: tuple[str, ...], firmware: bool) -> None:
    wrong = [f"--{SPELLED.get(name, name).replace('_', '-')}" for name in names if given[name]]
    if wrong and firmware:
        said = tr("{options}: the real firmware makes its own frames at the chips' own rates; use --osc and --fault")
        raise click.UsageError(said.format(options=", ".join(wrong)))
    if wrong:
        raise click.UsageError(
            tr("{options}: only the real firmware can do that; add --firmware").format(options=", ".join(wrong))
        )


def _announce(path: str) -> None:
    click.echo(path)
    sys.stdout.flush()


def _by_protocol(csv: Path, **options: Any) -> None:
    from steadyquest.device.emulator import emulate, until_told_to_stop

    with until_told_to_stop() as stop:
        emulate(csv, **options, announce=_announce, stop=stop)


def _by_firmware(
    firmware: str,
    csv: Path | None,
    person: str | None,
    *,
    noise_mm: float,
    loop: bool,
    seed: int,
    swap: tuple[int, int] | None,
    faults: tuple[TimedFault, ...],
    osc_hz: tuple[float, ...] | None,
    **options: Any,
) -> None:
    from steadyquest.device.emulator import until_told_to_stop
    from steadyquest.device.firmware_emulator import NOISE_COUNTS, NOMINAL_HZ, FirmwareEmulator, firmware_file
    from steadyquest.session.on_plate import RATE_HZ, person_visit, recording_visit, serve

    if csv is not None:
        playback = _playback(csv, noise_mm=noise_mm, loop=loop)
        period_s = playback.period_us / 1e6
    else:
        from steadyquest.simulate.people import find_person

        find_person(person or "")
        period_s = 1.0 / RATE_HZ

    def visit() -> Visit:
        loads = recording_visit(playback, seed=seed) if csv is not None else person_visit(person or "", seed=seed)
        return (_swapped(counts, swap) for counts in loads)

    elf = firmware_file(firmware)
    with (
        until_told_to_stop() as stop,
        FirmwareEmulator(
            elf, osc_hz=osc_hz or NOMINAL_HZ, noise_counts=NOISE_COUNTS, seed=seed % 2**31, **options
        ) as board,
    ):
        for channel, kind, at_s in faults:
            board.send(f"@{at_s * 1e6:.0f} fault {channel} {kind}")
        _announce(board.port)
        serve(board, visit, period_s=period_s, stop=stop)


def _playback(csv: Path, *, noise_mm: float, loop: bool) -> Any:
    from steadyquest.device.cop_csv import read_cop_csv
    from steadyquest.device.emulator import NOISE_MOST_MM
    from steadyquest.device.playback import Playback

    if not 0.0 <= noise_mm <= NOISE_MOST_MM:
        raise click.UsageError(tr("--noise-mm has to be from 0 to {most:g}").format(most=NOISE_MOST_MM))
    return Playback(read_cop_csv(csv), noise_mm=noise_mm, loop=loop)


def _swapped(counts: Counts | None, swap: tuple[int, int] | None) -> Counts | None:
    if counts is None or swap is None:
        return counts
    a, b = swap
    mixed = list(counts)
    mixed[a], mixed[b] = mixed[b], mixed[a]
    return (mixed[0], mixed[1], mixed[2], mixed[3])
