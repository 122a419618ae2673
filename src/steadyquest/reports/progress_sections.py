"""The sections of the progress report, each from the gathered data: what is practised now, the way there, and why."""

from __future__ import annotations

from collections.abc import Sequence

from steadyquest.reports import charts_practice, glyphs, progress_feel, wording
from steadyquest.reports.blocks import (
    Block,
    Card,
    Cell,
    Column,
    Figure,
    Heading,
    Key,
    Row,
    Section,
    Table,
    Text,
)
from steadyquest.reports.charts import BAND, BLUE, VERMILLION
from steadyquest.reports.practice_section import share
from steadyquest.reports.progress_data import Asked, Practised, ProgressDocument
from steadyquest.reports.progress_words import advice_line, reason, rung_reason, skill
from steadyquest.session.feel_probe import Probe
from steadyquest.session.today import FACES, MOST
from steadyquest.words import tr, trn

MOST_ROWS = 60
"""Of the table: the newest. All are in the JSON."""


def now_blocks(data: ProgressDocument) -> list[Block]:
    """One line a skill: at which hour it is now, and where its difficulty began and is. Why stands in the details."""
    if not data.skills:
        return []
    columns = (
        Column(tr("Skill")),
        Column(tr("Hour now"), measure="hour"),
        Column(tr("d, first and now"), measure="difficulty"),
        Column(tr("Sessions"), number=True),
    )
    said = tr("Difficulty is what was practised; by itself it does not say that balance has changed.")
    table = Table(columns=columns, rows=tuple(_now(points) for points in data.skills.values()), dense=True)
    return [Heading(tr("Where practice is now")), table, Text(said, hint=True)]


def _now(points: Sequence[Practised]) -> Row:
    first, last = points[0], points[-1]
    opened = first.d if first.opened is None else first.opened
    return (
        Cell(text=skill(last.skill), strong=True),
        Cell(glyph=glyphs.hour(last.rung), text=wording.hour(last.rung)),
        Cell(text=f"{opened:.2f} → {last.d:.2f}"),
        Cell(text=str(len({point.session_id for point in points}))),
    )


def _advice(data: ProgressDocument, name: str) -> str:
    return advice_line(data.advice[name]) if name in data.advice else ""


def faces_section(faces: Sequence[Asked]) -> list[Section]:
    """How the player said they felt, before and after."""
    if not faces:
        return []
    drawing = charts_practice.faces(
        faces,
        kinds=[(kind, wording.note(kind)) for kind in FACES],
        most=MOST,
        label=tr("pain, tired and fun before and after each session, 0 to {most}").format(most=MOST),
    )
    legend = (Key(tr("ring: before")), Key(tr("dot: after"), VERMILLION))
    figure = Figure(drawing=drawing, legend=legend, measure="face", caption=tr("Faces, 0 none to 4 most"))
    return [Section(title=tr("How it felt"), key="faces", blocks=(figure,))]


def skills_section(data: ProgressDocument) -> list[Block]:
    """The way of each skill's difficulty and hour."""
    said = tr(
        "Difficulty is what was practised. The game moves it so that about three reps of four succeed, inside the "
        "range that the therapist sets. A higher d, or a later hour, says that harder tasks were practised; by itself "
        "it does not say that balance has changed."
    )
    title, key = tr("Difficulty and hour, session by session"), "skills"
    if not data.skills:
        nothing = Text(tr("Nothing was played yet that moves a difficulty."))
        return [Section(title=title, key=key, blocks=(Text(said), nothing))]
    legend = (
        Key(tr("dot: where a session ended; bar: its easiest to its hardest"), BLUE),
        Key(tr("line: sessions at the same hour")),
        Key(tr("range set by the therapist; none: from 0 to 1"), BAND),
        Key(tr("below: the hour, from day (lantern always lit) to deep night (dark to the end)")),
    )
    rule = tr(
        "A later hour is suggested after at least 75 % success in two sessions at d 0.5 or more, six reps or more in "
        "each; an earlier one may be chosen at any time. Tagged reps count neither way. Skill “feel” takes difficulty "
        "and hour from steadiness."
    )
    dates = [session.started_at for session in data.sessions]
    cards: list[Block] = []
    for i, (name, points) in enumerate(data.skills.items()):
        label = tr("difficulty and hour of {skill}").format(skill=skill(name))
        drawing = charts_practice.skill_chart(points, dates=dates, name=f"skill-{name}", label=label)
        figure = Figure(drawing=drawing, legend=legend if i == 0 else (), measure="difficulty")
        advice = _advice(data, name)
        cards.append(Card(title=skill(name), blocks=(figure, *([Text(advice, hint=True)] if advice else []))))
    return [Section(title=title, key=key, blocks=(Text(said), *cards, Text(rule, hint=True)), new_page=True)]


def feel_section(data: ProgressDocument, trends: Sequence[Sequence[Probe]]) -> list[Block]:
    """Each trend of the feel probe with its band, and what may be said of a change."""
    blocks: list[Block] = []
    if not trends:
        blocks.append(Text(tr("No whole feel probe was played yet.")))
    else:
        said = tr(
            "Constant error along the way from the centre to the place: + too far, − too short. The amber band lies "
            "about the mean of the first three probes; nothing inside it is called a change."
        )
        blocks.append(Text(said))
        for number, trend in enumerate(trends, 1):
            blocks += progress_feel.trend_blocks(trend, number=number)
        blocks.append(Text(_of_the_probe(), hint=True))
    broken_off = sum(not probe.finished for probe in data.probes)
    if broken_off:
        left = tr("Probes that were broken off, and are not in this: {n}.").format(n=broken_off)
        blocks.append(Text(left, hint=True))
    return [Section(title=tr("Feel probe: eight places found unseen"), key="feel", blocks=tuple(blocks))]


def _of_the_probe() -> str:
    return tr(
        "In mm. Per side: constant error along / across the way (across: + to the left of it), the mean of the signed "
        "errors. Variable error: standard deviation of the errors along the way about their side's mean, pooled over "
        "the sides. Absolute error: mean without signs. (Schutz & Roy 1973, J Motor Behav 5:141.) Band: MDC95 = "
        "t(0.975; df) · √2 · SEM, SEM the standard deviation within the player, pooled over the sides, of all probes "
        "before the newest; Weir 2005, J Strength Cond Res 19:231, has 1.96 for t, which few probes do not bear. With "
        "four sides, one of them lies outside by chance in about one probe of thirteen: look whether it stays. "
        "Answers that were tagged, or taken when the time was over, are left out. Only probes with the same places, "
        "stance, support, shoes and feet are joined. To compare with, but no norm: 61 healthy adults asked to put 25, "
        "50 and 75 % of their weight on one leg were off by 7.3, 3.3 and 7.7 % of it (Percept Mot Skills 1989, "
        "69:875)."
    )


def hours_section(data: ProgressDocument) -> list[Block]:
    """Every change of an hour, and why."""
    if not data.rung_moves:
        return []
    columns = (Column(tr("When")), Column(tr("Skill")), Column(tr("From")), Column(tr("To")), Column(tr("Why")))
    rows = tuple(
        tuple(
            Cell(text=text)
            for text in (
                wording.moment(move.at),
                skill(move.skill),
                wording.hour(move.before),
                wording.hour(move.after),
                rung_reason(move.reason, move.why),
            )
        )
        for move in reversed(data.rung_moves)
    )
    return [
        Section(title=tr("Changes of the hour"), key="hours", blocks=(Table(columns=columns, rows=rows, dense=True),))
    ]


def why_section(data: ProgressDocument) -> list[Block]:
    """What moved each difficulty, session by session, the newest first."""
    points = sorted((p for points in data.skills.values() for p in points), key=lambda p: p.order, reverse=True)
    if not points:
        return []
    columns = (
        Column(tr("Session"), share=0.15),
        Column(tr("Skill"), share=0.10),
        Column(tr("Hour"), share=0.11, measure="hour"),
        Column(tr("Opened at"), share=0.20, measure="difficulty"),
        Column(tr("In play"), share=0.17),
        Column(tr("Ended at"), share=0.08, number=True, measure="difficulty"),
        Column(tr("Range"), share=0.08, number=True),
        Column(tr("Success"), share=0.11, number=True, measure="reps_counted", wraps=True),
    )
    blocks: list[Block] = [Table(columns=columns, rows=tuple(_why(p) for p in points[:MOST_ROWS]), dense=True)]
    if len(points) > MOST_ROWS:
        older = tr("Older rows, not shown here: {n}. “steadyquest progress NAME --json” has all.")
        blocks.append(Text(older.format(n=len(points) - MOST_ROWS), hint=True))
    return [Section(title=tr("Why the difficulty is what it is"), key="why", blocks=tuple(blocks))]


def _why(point: Practised) -> Row:
    return (
        Cell(text=wording.moment(point.at)),
        Cell(text=skill(point.skill)),
        Cell(glyph=glyphs.hour(point.rung), text=wording.hour(point.rung)),
        Cell(
            text=f"{point.opened:.2f}" if point.opened is not None else "–",
            small="; ".join(reason(why) for why in point.why_opened),
        ),
        Cell(text=_moves(point)),
        Cell(text=f"{point.d:.2f}"),
        Cell(text=f"{point.lo:g}–{point.hi:g}"),
        Cell(text=share(point)),
    )


def _moves(point: Practised) -> str:
    moves = [
        trn("{n} up after a success", "{n} up after successes", point.ups).format(n=point.ups) if point.ups else "",
        trn("{n} down after a miss", "{n} down after misses", point.downs).format(n=point.downs) if point.downs else "",
        tr("{n} by hand").format(n=point.by_hand) if point.by_hand else "",
    ]
    return ", ".join(move for move in moves if move) or tr("stayed")
