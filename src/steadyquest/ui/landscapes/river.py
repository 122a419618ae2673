"""The river: wooded hills, a wide bend of water, lily pads, reeds at the corners."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import Frame, cloud, curve, land, ridge, ripple, sky
from steadyquest.ui.landscapes.plants import meadow_edge, pine, reed, round_tree, standing
from steadyquest.ui.palettes import mix


def draw(frame: Frame) -> str:
    """The whole river."""
    c, rng = frame.colours, frame.rng()
    far, mid = ridge(rng, 206, amp=34, waves=6), ridge(rng, 246, amp=20, waves=8)
    bank = curve([(-420, 292), (60, 276), (420, 290), (800, 282), (1180, 270), (1700, 288)])
    water = curve([(-420, 322), (240, 306), (640, 318), (1040, 302), (1700, 318)])
    return frame.svg(
        sky(frame, horizon=230),
        _clouds(frame),
        land(far, c.far),
        _woods(rng, frame, near=False),
        land(mid, c.mid),
        _woods(rng, frame, near=True),
        land(bank, c.near),
        land(water, c.ground_top, low=c.ground_low, name="water"),
        _light_on_water(frame),
        _ripples(rng, frame),
        _lilies(frame),
        frame.at_foot(_reeds(rng, frame)),
    )


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.6 if frame.hour < 2 else 0.10)
    spots = ((250, 84, 0.8), (690, 112, 0.6), (1320, 70, 0.9), (-160, 110, 0.9))
    return "".join(cloud(x, y, size=s, fill=white, opacity=0.7 if frame.hour < 2 else 0.3) for x, y, s in spots)


def _woods(rng: random.Random, frame: Frame, *, near: bool) -> str:
    c = frame.colours
    colour, foot, tall = (c.near, 284.0, 112.0) if near else (c.mid, 240.0, 66.0)
    spans = ((-400, 320), (950, 1680)) if near else ((-400, 1680),)
    things = []
    for left, right in spans:
        for x in range(left, right, 46 if near else 96):
            y = foot + rng.uniform(-6, 12)
            height = tall * rng.uniform(0.62, 1.12)
            at = x + rng.uniform(-14, 14)
            thing = (
                round_tree(at, y, height=height * 0.8, colour=colour)
                if rng.random() < 0.22
                else pine(at, y, height=height, colour=colour)
            )
            things.append((y, thing))
    return standing(things)


def _light_on_water(frame: Frame) -> str:
    """The sun's or moon's way to us, as cut strips that widen."""
    strength = (0.20, 0.26, 0.20, 0.16, 0.11)[frame.hour]
    parts = []
    for k in range(9):
        y, half = 330 + k * k * 3.4 + k * 9, 26 + k * 9
        dx = (-14, 10, -6, 16, -12, 8, -16, 6, -4)[k]
        x = 1010 + dx
        parts.append(
            f'<path d="M{x - half} {y:.0f}q{half}-{5 + k * 0.5} {half * 2} 0q-{half} {5 + k * 0.5}-{half * 2} 0Z" '
            f'fill="{frame.light.light}" opacity="{strength * (1 - k * 0.07):.2f}"/>'
        )
    return "".join(parts)


def _ripples(rng: random.Random, frame: Frame) -> str:
    colour = mix(frame.colours.ground_top, "#ffffff", share=0.55 if frame.hour < 2 else 0.30)
    parts = []
    for y, width, opacity in (
        (346, 120, 0.5),
        (384, 150, 0.46),
        (440, 190, 0.42),
        (510, 230, 0.38),
        (590, 280, 0.32),
        (664, 320, 0.28),
    ):
        for k in range(6):
            x = -420 + k * 350 + rng.uniform(-60, 160)
            parts.append(
                ripple(x, y + rng.uniform(-16, 16), width=width * rng.uniform(0.7, 1.1), colour=colour, opacity=opacity)
            )
    return "".join(parts)


def _lilies(frame: Frame) -> str:
    c = frame.colours
    pad = mix("#6fb86a", c.ground_low, share=0.22 + 0.13 * frame.hour)
    rim, petal = mix(pad, "#ffffff", share=0.22), mix("#ffc2d1", c.ground_low, share=0.10 + 0.12 * frame.hour)
    spots = (
        (196, 596, 1.0, True),
        (112, 560, 0.7, False),
        (258, 648, 0.75, False),
        (1092, 572, 0.85, False),
        (1160, 606, 1.0, True),
        (-120, 590, 1.0, False),
        (1420, 580, 0.9, False),
    )
    return "".join(_lily(x, y, s, pad=pad, rim=rim, petal=petal if bloom else "") for x, y, s, bloom in spots)


def _lily(x: float, y: float, s: float, *, pad: str, rim: str, petal: str) -> str:
    leaf = (
        f'<ellipse cx="3" cy="5" rx="46" ry="17" fill="#0b0d2c" opacity=".16"/>'
        f'<path d="M0 0L34-11A46 17 0 1 0 44 4Z" fill="{pad}"/>'
        f'<path d="M-38-4A44 15 0 0 1 14-15" fill="none" stroke="{rim}" stroke-width="3" stroke-linecap="round"/>'
    )
    bloom = ""
    if petal:
        bright, pale = mix(petal, "#ffffff", share=0.35), mix(petal, "#ffffff", share=0.6)
        bloom = "".join(
            f'<path d="M-4-8Q-16-24 0-40Q16-24 4-8Z" transform="rotate({turn} 0 -8)" fill="{fill}"/>'
            for turn, fill in ((-62, petal), (62, petal), (-32, bright), (32, bright), (0, pale))
        )
    return f'<g transform="translate({x} {y}) scale({s})">{leaf}{bloom}</g>'


def _reeds(rng: random.Random, frame: Frame) -> str:
    c = frame.colours
    front = mix(c.near, "#0e2f33", share=0.42 if frame.hour < 2 else 0.30)
    back = mix(c.near, c.ground_low, share=0.35)
    head = mix("#8f5530", c.near, share=0.05 + 0.13 * frame.hour)
    parts = []
    for left, right, lean in ((-400, 190, 1), (1090, 1690, -1)):
        step = (right - left) / 20
        backs = [(rng.uniform(left, right), rng.uniform(110, 215), lean * rng.uniform(-8, 34)) for _ in range(22)]
        fronts = [
            (left + step * (i + rng.random()), rng.uniform(90, 205), lean * rng.uniform(-14, 30)) for i in range(20)
        ]
        parts += [reed(x, 740, height=h, bend=bend, colour=back) for x, h, bend in backs]
        for i, (x, h, bend) in enumerate(fronts):
            parts.append(reed(x, 740, height=h, bend=bend, colour=front, head=head if i % 3 == 0 else ""))
        parts.append(meadow_edge(rng, (left, right), count=16, height=(50, 96), colour=front, y=742))
    return "".join(parts)
