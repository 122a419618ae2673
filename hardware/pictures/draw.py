"""Draws the pictures of the build guide: `python hardware/pictures/draw.py` writes the SVGs beside this file.

The pins come from the firmware's config.h, so that a drawing cannot tell another wiring than the firmware has.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
CONFIG = HERE.parent / "firmware" / "steadyboard" / "config.h"

WIDTH = 880
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
INK, SOFT, PALE = "#1b1f24", "#57606a", "#f3f1ec"
WOOD, WOOD_DARK, STEEL, RUBBER = "#ecd9b4", "#b08d4f", "#b9c2cb", "#4a4f55"
RED, GOOD = "#b00020", "#00704f"
# Okabe and Ito's colours, darkened until thin lines of them can be told apart on white.
CORNERS = (("FL", "front left", "#0072b2"), ("FR", "front right", "#d55e00"), ("RL", "rear left", "#00835f"),
           ("RR", "rear right", "#a03c86"))  # fmt: skip


def pins(config: Path = CONFIG) -> dict[str, tuple[int, ...]]:
    """DOUT and SCK pins of the four corners, as the firmware has them."""
    text = config.read_text(encoding="utf-8")
    found = {}
    for name in ("DOUT", "SCK"):
        listed = re.search(rf"{name}_PINS\[CHANNELS\] = {{([\d, ]+)}}", text)
        if listed is None:
            raise SystemExit(f"{config} has no {name}_PINS")
        found[name] = tuple(int(pin) for pin in listed.group(1).split(","))
    return found


class Sheet:
    """An SVG with its own white ground, legible on a light and on a dark page."""

    def __init__(self, height: int, *, title: str) -> None:
        self._title, self._height, self._parts = title, height, list[str]()

    def add(self, tag: str, **attributes: object) -> None:
        """One element; `_` in a name stands for `-`."""
        shown = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        self._parts.append(f"<{tag} {shown}/>")

    def box(self, x: float, y: float, w: float, h: float, *, fill: str = "#fff", stroke: str = INK, r: float = 4,
            width: float = 1.6) -> None:  # fmt: skip
        """A rectangle."""
        self.add("rect", x=_n(x), y=_n(y), width=_n(w), height=_n(h), rx=r, fill=fill, stroke=stroke,
                 stroke_width=width)  # fmt: skip

    def line(self, *points: tuple[float, float], colour: str = INK, width: float = 2, dash: str = "none",
             end: str = "") -> None:  # fmt: skip
        """A line through points; `end` names a marker."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        marker = {"marker_end": f"url(#{end})"} if end else {}
        self.add("polyline", points=path, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash,
                 stroke_linejoin="round", **marker)  # fmt: skip

    def dot(self, x: float, y: float, r: float, *, fill: str = INK, stroke: str = "none", width: float = 1.6) -> None:
        """A circle."""
        self.add("circle", cx=_n(x), cy=_n(y), r=_n(r), fill=fill, stroke=stroke, stroke_width=width)

    def words(self, x: float, y: float, text: str, *, size: float = 16, colour: str = INK, at: str = "start",
              bold: bool = False) -> None:  # fmt: skip
        """One line for each line of the text; y is the first one's baseline."""
        weight = ' font-weight="bold"' if bold else ""
        for i, part in enumerate(text.split("\n")):
            self._parts.append(
                f'<text x="{_n(x)}" y="{_n(y + 1.28 * size * i)}" font-size="{size:g}" fill="{colour}" '
                f'text-anchor="{at}"{weight}>{escape(part)}</text>'
            )

    def note(self, x: float, y: float, text: str, *, to: tuple[float, float], at: str = "start",
             size: float = 15) -> None:  # fmt: skip
        """Words with a thin line to what they are about."""
        beside = {"start": -5.0, "end": 5.0, "middle": 0.0}[at]
        self.line((x + beside, y - 5), to, colour=SOFT, width=1.2)
        self.dot(*to, 2.6, fill=SOFT)
        self.words(x, y, text, size=size, at=at)

    def measure(self, a: tuple[float, float], b: tuple[float, float], text: str, *, size: float = 15) -> None:
        """A dimension line with its figure, level or upright."""
        self.line(a, b, colour=SOFT, width=1.3, end="tip")
        self.line(b, a, colour=SOFT, width=1.3, end="tip")
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        if a[1] == b[1]:
            self.words(x, y - 7, text, size=size, at="middle", colour=SOFT)
        else:
            self.words(x + 8, y + 5, text, size=size, colour=SOFT)

    def text(self) -> str:
        """The file."""
        tip = ('<marker id="tip" markerWidth="9" markerHeight="9" refX="8" refY="4" orient="auto">'
               f'<path d="M0,1 L8,4 L0,7 z" fill="{SOFT}"/></marker>'
               '<marker id="go" markerWidth="9" markerHeight="9" refX="6" refY="4" orient="auto">'
               f'<path d="M0,0 L8,4 L0,8 z" fill="{INK}"/></marker>')  # fmt: skip
        head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self._height}" width="{WIDTH}" '
                f'height="{self._height}" font-family="{FONT}" role="img">')  # fmt: skip
        ground = (f'<rect x="1" y="1" width="{WIDTH - 2}" height="{self._height - 2}" rx="10" fill="#fff" '
                  'stroke="#c9ccd1"/>')  # fmt: skip
        return "\n".join([head, f"<title>{escape(self._title)}</title>", f"<defs>{tip}</defs>", ground, *self._parts,
                          "</svg>"]) + "\n"  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def wiring() -> Sheet:
    """Arduino, four amplifiers, four corners: one data and one clock wire each, power shared."""
    sheet = Sheet(730, title="Wiring: each amplifier has its own DT and SCK pin; VCC and GND are shared")
    pin = pins()
    left, right = 190.0, 500.0
    sheet.box(40, 150, 150, 480, fill="#e8f0f5", r=8)
    sheet.words(52, 570, "Arduino", size=19, bold=True)
    sheet.words(52, 594, "Nano or Uno")
    sheet.words(52, 615, "5 V, 16 MHz", size=14, colour=SOFT)
    rails = ((140.0, 48.0, 435.0, RED, "5V", 24), (90.0, 30.0, 462.0, INK, "GND", 48))
    tops = [62 + 155 * i for i in range(4)]
    for x, y, column, colour, name, tap in rails:
        sheet.line((x, 150), (x, y), (column, y), (column, tops[3] + tap), (right, tops[3] + tap), colour=colour,
                   width=2.6)  # fmt: skip
        sheet.words(x, 172, name, bold=True, at="middle", colour=colour)
        for top in tops[:3]:
            sheet.line((column, top + tap), (right, top + tap), colour=colour, width=2.6)
            sheet.dot(column, top + tap, 4.5, fill=colour)
    columns = {"DOUT": (280, 305, 255, 230), "SCK": (405, 380, 355, 330)}
    for kind, first, tap in (("DOUT", 0, 72), ("SCK", 4, 96)):
        for i, (_, _, colour) in enumerate(CORNERS):
            y, x = 200 + 46 * (first + i), columns[kind][i]
            sheet.line((left, y), (x, y), (x, tops[i] + tap), (right, tops[i] + tap), colour=colour, width=2.6,
                       dash="9 5" if kind == "SCK" else "none")  # fmt: skip
            sheet.words(left - 8, y + 6, f"D{pin[kind][i]}", bold=True, at="end", colour=colour)
    for top, (short, name, colour) in zip(tops, CORNERS, strict=True):
        sheet.box(right, top, 130, 120, fill="#eef7ee", r=6)
        sheet.words(right + 65, top - 8, f"HX711 {short}", bold=True, at="middle", colour=colour)
        for tap, near, far in ((24, "VCC", "E+"), (48, "GND", "E−"), (72, "DT", "A−"), (96, "SCK", "A+")):
            sheet.words(right + 8, top + tap + 5, near, size=15)
            sheet.words(right + 122, top + tap + 5, far, size=15, at="end")
            sheet.line((right + 130, top + tap), (712, top + tap), width=2)
        sheet.box(712, top, 140, 120, fill=PALE, r=6)
        sheet.words(782, top + 46, name, size=17, bold=True, at="middle", colour=colour)
        sheet.words(782, top + 72, "two half-bridges,\npaired", size=15, at="middle")
    sheet.line((40, 704), (84, 704), width=2.6)
    sheet.words(92, 709, "DT, data", size=15)
    sheet.line((180, 704), (224, 704), width=2.6, dash="9 5")
    sheet.words(232, 709, "SCK, clock", size=15)
    sheet.dot(342, 704, 4.5)
    sheet.words(354, 709, "joined; lines that cross without a dot are not. B+ and B− stay free.", size=15)
    return sheet


def pairing() -> Sheet:
    """Two half-bridges as the two arms of one full bridge."""
    sheet = Sheet(470, title="Pairing two half-bridge cells into one full bridge")
    arms = ((150.0, "cell 1", "white", "black", "A+", "#0072b2"), (370.0, "cell 2", "black", "white", "A−", "#d55e00"))
    top, low = 92.0, 372.0
    for y, name in ((top, "E+"), (low, "E−")):
        sheet.line((70, y), (arms[1][0], y), width=2.6)
        sheet.box(36, y - 17, 44, 34, fill="#eef7ee")
        sheet.words(58, y + 6, name, bold=True, at="middle")
    for x, name, above, below, output, colour in arms:
        sheet.line((x, top), (x, low), width=2.6)
        sheet.dot(x, top, 4.5)
        sheet.dot(x, low, 4.5)
        for y in (160.0, 262.0):
            sheet.box(x - 17, y, 34, 58, fill="#fff", r=3, width=2.2)
            sheet.words(x, y + 35, "1 kΩ", size=13, at="middle")
        sheet.dot(x, 240, 5, fill=RED)
        sheet.line((x, 240), (x + 86, 240), colour=RED, width=2.6)
        sheet.box(x + 86, 223, 44, 34, fill="#eef7ee")
        sheet.words(x + 108, 246, output, bold=True, at="middle")
        sheet.words(x + 44, 231, "red", size=15, at="middle", colour=RED)
        sheet.words(x + 14, top + 32, above, size=15)
        sheet.words(x + 14, low - 18, below, size=15)
        sheet.words(x, 64, name, size=18, bold=True, at="middle", colour=colour)
    sheet.words(270, 420, "The white wire of one cell joins the black wire of the other.\n"
                "Loaded, one red wire rises and the other falls.", at="middle")  # fmt: skip
    x = 560.0
    sheet.box(x - 24, 40, 318, 232, fill=PALE, r=8)
    sheet.words(x, 72, "Multimeter, cell not connected", bold=True)
    for i, (wires, ohms) in enumerate((("white – black", "2 kΩ"), ("red – white", "1 kΩ"), ("red – black", "1 kΩ"))):
        sheet.words(x, 106 + 28 * i, wires)
        sheet.words(x + 150, 106 + 28 * i, ohms, bold=i == 0)
    sheet.words(x, 204, "Other colours? The two wires with\nthe largest resistance are the ends;\n"
                "the third is the middle, here red.", size=15)  # fmt: skip
    sheet.box(x - 24, 292, 318, 132, fill="#fdeeee", stroke=RED, r=8)
    sheet.words(x, 324, "Not like this", bold=True, colour=RED)
    sheet.words(x, 352, "White with white and black with\nblack: both red wires move together,\n"
                "and the corner feels nothing.\nboard test says: cell_dead", size=15)  # fmt: skip
    return sheet


def rate_pin() -> Sheet:
    """Pin 15 as bought and after the change."""
    sheet = Sheet(458, title="The RATE pin: 10 values a second as bought, 80 after lifting pin 15 and joining it to 16")
    for x, after in ((70.0, False), (490.0, True)):
        heading, colour = ("after: 80 a second", GOOD) if after else ("as bought: 10 a second", RED)
        sheet.words(x + 130, 46, heading, size=19, bold=True, at="middle", colour=colour)
        body, top = x + 55, 84.0
        sheet.box(body, top - 16, 150, 316, fill="#3a3f45", r=6)
        sheet.dot(body + 34, top + 2, 6, fill="#9aa3ab")
        sheet.words(body + 75, top + 150, "HX711", size=20, bold=True, at="middle", colour="#fff")
        for i in range(8):
            y = top + 8 + 38 * i
            right, mark = 16 - i, ""
            sheet.box(body - 26, y - 8, 26, 16, fill=STEEL, r=2, width=1)
            sheet.words(body + 8, y + 5, str(i + 1), size=13, colour="#fff")
            lifted = after and right == 15
            if not lifted:
                sheet.box(body + 150, y - 8, 26, 16, fill=STEEL, r=2, width=1)
            mark = {16: "DVDD, 5 V", 15: "RATE", 14: "XI, to GND", 12: "DOUT", 11: "SCK"}.get(right, "")
            sheet.words(body + 142, y + 5, str(right), size=13, at="end", colour="#fff")
            sheet.words(body + 214, y + 5, mark, size=15, bold=right == 15, colour=colour if right == 15 else INK)
        y15, y16, y14 = top + 46, top + 8, top + 84
        if after:
            sheet.add("path", d=f"M{_n(body + 150)},{_n(y15)} q14,-2 20,-20", fill="none", stroke=STEEL,
                      stroke_width=12)  # fmt: skip
            sheet.line((body + 170, y15 - 20), (body + 170, y16 + 4), colour="#8a6d00", width=7)
            sheet.dot(body + 170, y16 + 8, 8, fill="#e0b400", stroke="#8a6d00")
        else:
            sheet.line((body + 176, y15), (body + 196, y15), (body + 196, y14), (body + 176, y14), colour=RED, width=4)
    said = ("The dot marks pin 1; pin 16 is opposite. On the usual green modules pin 15 is joined to 14.\n"
            "Lift its leg with a needle while the solder is soft, then bridge 15 to 16 with solder.")  # fmt: skip
    sheet.words(440, 420, said, size=15, at="middle")
    return sheet


def mounting() -> Sheet:
    """One corner: cut along the two cells, and seen from below."""
    sheet = Sheet(508, title="One corner: section through its two cells, and the same corner from below")
    k, cx, y0 = 4.0, 280.0, 76.0

    def px(mm: float) -> float:
        return cx + k * mm

    def py(mm: float) -> float:
        return y0 + k * mm

    def block(x0: float, x1: float, top: float, bottom: float, *, fill: str) -> None:
        sheet.box(px(x0), py(top), k * (x1 - x0), k * (bottom - top), r=1, fill=fill)

    sheet.words(40, 44, "Cut through one corner", size=19, bold=True)
    block(-58, 58, 0, 18, fill=WOOD)
    sheet.words(px(0), py(10.5), "plate, 18 mm birch plywood", at="middle")
    for c in (-20.0, 20.0):
        for side in (-14.0, 14.0):
            block(c + side - 3, c + side + 3, 18, 24, fill="#cfe3f2")
        block(c - 17, c + 17, 24, 27, fill=STEEL)
        block(c - 5, c + 5, 27, 32, fill="#fff")
    for left, right in ((-46, -39.5), (39.5, 46)):
        block(left, right, 18, 31.2, fill=WOOD_DARK)
    block(-46, 46, 32, 44, fill=WOOD)
    sheet.words(px(0), py(39.6), "shoe, 12 mm", at="middle")
    block(-15, 15, 44, 52, fill=RUBBER)
    sheet.words(px(0), py(49.3), "rubber foot", size=15, at="middle", colour="#fff")
    sheet.line((px(-62), py(52.3)), (px(62), py(52.3)), colour=SOFT, width=3)
    sheet.note(34, py(65), "spacer, 6 mm,\nonly under the\ncell's outer frame", to=(px(-34), py(22)))
    sheet.note(176, py(65), "free space:\nthe middle bar\nbends into it", to=(px(-20), py(21.5)))
    sheet.note(296, py(65), "knob of the\nmiddle bar,\nonto the shoe", to=(px(20), py(30)))
    sheet.note(410, py(65), "overload stop:\n0.8 mm (a bank\ncard) to the shoe", to=(px(43), py(30.4)))
    said = ("Under load only knob, shoe and foot carry. The foot stands in the middle of the shoe: both cells share the"
            "\nload equally, and the corner acts at one point. In all the plate stands 52 mm high.")  # fmt: skip
    sheet.words(34, 456, said, size=15)

    bx, by, q = 718.0, 208.0, 2.6
    sheet.words(588, 44, "The same from below", size=19, bold=True)
    sheet.box(bx - q * 50, by - q * 50, q * 104, q * 104, fill=WOOD, r=2)
    sheet.box(bx - q * 30, by - q * 46, q * 60, q * 92, fill="#f6ead0", r=3)
    for c in (-20.0, 20.0):
        sheet.add("rect", x=_n(bx - q * 17), y=_n(by + q * (c - 17)), width=_n(q * 34), height=_n(q * 34), rx=3,
                  fill="none", stroke="#5a6672", stroke_width=1.8, stroke_dasharray="6 4")  # fmt: skip
        sheet.add("circle", cx=_n(bx), cy=_n(by + q * c), r=_n(q * 5), fill="none", stroke="#5a6672",
                  stroke_width=1.8, stroke_dasharray="4 3")  # fmt: skip
    sheet.dot(bx, by, q * 15, fill=RUBBER)
    for s in (-1, 1):
        sheet.dot(bx + s * q * 24, by, q * 3, fill="#fff", stroke=INK)
        sheet.add("rect", x=_n(bx - q * 12), y=_n(by + s * q * 42.6 - q * 3.2), width=_n(q * 24), height=_n(q * 6.4),
                  rx=1, fill="none", stroke=WOOD_DARK, stroke_width=1.8, stroke_dasharray="6 4")  # fmt: skip
    sheet.measure((bx - q * 40, by - q * 20), (bx - q * 40, by + q * 20), "")
    sheet.words(bx - q * 42 - 2, by + 5, "40", size=15, colour=SOFT, at="end")
    sheet.note(592, 376, "keeper screw, loose:\n4 mm in a 6 mm hole", to=(bx - q * 24, by))
    sheet.note(772, 376, "stops beside\nthe cells", to=(bx + q * 9, by + q * 43))
    sheet.words(588, 424, "shoe 92 × 60 mm; dashed: hidden by it", size=14, colour=SOFT)
    return sheet


def plate() -> Sheet:
    """The plate from above, with the places of its feet."""
    sheet = Sheet(600, title="The plate from above: feet 400 mm apart sideways and 280 mm apart forward")
    k, cx, cy = 1.1, 345.0, 320.0

    def at(ml: float, ap: float) -> tuple[float, float]:
        return cx + k * ml, cy - k * ap

    x, y = at(-250, 190)
    sheet.box(x, y, k * 500, k * 380, fill=WOOD, r=6, width=2)
    for s in (-1, 1):
        fx, fy = at(s * 85, 0)
        sheet.add("ellipse", cx=_n(fx), cy=_n(fy), rx=46, ry=140, fill="#e3cd9f", stroke="#c4aa72",
                  transform=f"rotate({8 * s} {_n(fx)} {_n(fy)})")  # fmt: skip
    for ap in (100, 0, -100):
        for ml in (-150, 0, 150):
            mx, my = at(ml, ap)
            sheet.line((mx - 6, my), (mx + 6, my), colour=SOFT, width=1.4)
            sheet.line((mx, my - 6), (mx, my + 6), colour=SOFT, width=1.4)
    ends = ((-200, 140), (200, 140), (-200, -140), (200, -140))
    for (short, _, colour), (ml, ap) in zip(CORNERS, ends, strict=True):
        px, py = at(ml, ap)
        sheet.add("rect", x=_n(px - k * 30), y=_n(py - k * 46), width=_n(k * 60), height=_n(k * 92), rx=2, fill="none",
                  stroke=WOOD_DARK, stroke_width=1.6, stroke_dasharray="6 4")  # fmt: skip
        sheet.dot(px, py, k * 15, fill="#fff", stroke=colour, width=3)
        sheet.words(px, py + 6, short, bold=True, at="middle", colour=colour)
        tx, ty = at(ml + (40 if ml > 0 else -40), ap + (40 if ap > 0 else -40))
        sheet.box(tx - 8.8, ty - 8.8, 17.6, 17.6, fill=WOOD_DARK, r=2, width=1)
    sheet.box(cx - 66, y + 8, 132, 32, fill="#e8f0f5", r=4)
    sheet.words(cx, y + 30, "electronics, below", size=14, at="middle")
    sheet.line((cx, y + 8), (cx, y - 26), colour=INK, width=4)
    sheet.words(cx + 12, y - 12, "USB cable, clamped, to the front", size=15)
    sheet.measure(at(-200, 0), at(200, 0), "")
    sheet.words(cx - 8, cy - 8, "400", size=16, at="end", colour=INK, bold=True)
    sheet.measure(at(0, 140), at(0, -140), "")
    sheet.words(cx + 8, cy + 90, "280", size=16, colour=INK, bold=True)
    sheet.measure((x, y + k * 380 + 24), (x + k * 500, y + k * 380 + 24), "500")
    sheet.measure((x - 22, y), (x - 22, y + k * 380), "")
    sheet.words(x - 28, cy + 5, "380", size=15, at="end", colour=SOFT)
    sheet.line((cx - 150, 74), (cx - 150, 36), width=3, end="go")
    sheet.words(cx - 136, 58, "to the television: this way the person looks", size=16, bold=True)
    sheet.words(650, 170, "○", size=20, bold=True)
    sheet.words(676, 170, "middle of a foot", size=15)
    sheet.box(650, 192, 18, 18, fill=WOOD_DARK, r=2, width=1)
    sheet.words(676, 207, "tip stop below,\n2.3 mm above the floor\n(three bank cards)", size=15)
    sheet.line((652, 272), (666, 272), colour=SOFT, width=1.6)
    sheet.line((659, 265), (659, 279), colour=SOFT, width=1.6)
    sheet.words(676, 277, "the nine marks of the\nprinted sheet", size=15)
    said = "All in millimetres.\nCut and drill by 1 mm;\nwhat remains is taken\nout by calibration."
    sheet.add("rect", x=650, y=318, width=18, height=26, rx=2, fill="none", stroke=WOOD_DARK, stroke_width=1.6,
              stroke_dasharray="6 4")  # fmt: skip
    sheet.words(676, 336, "shoe below, 92 × 60", size=15)
    sheet.words(650, 382, said, size=15, colour=SOFT)
    return sheet


PICTURES = {"wiring": wiring, "pairing": pairing, "rate_pin": rate_pin, "mounting": mounting, "plate": plate}


def main() -> None:
    """Write them all."""
    for name, draw in PICTURES.items():
        (HERE / f"{name}.svg").write_text(draw().text(), encoding="utf-8")


if __name__ == "__main__":
    main()
