"""The page: everything is in it, nothing leaves it, and no session breaks it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest

from steadyquest.analysis.definitions import quiet
from steadyquest.reports.document import gather
from steadyquest.reports.page_html import html_page
from steadyquest.reports.session_report import session_document, write_session_report

VOID = {"meta", "br", "link", "img", "input", "hr"}


class _Page(HTMLParser):
    """Collects tags and words, and checks that what is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def test_the_page_tells_the_session(whole_session, page_of):
    """Who, when, with what, each run with its hour, difficulty, success, stars and pauses."""
    text = _Page(page_of(whole_session)).text
    for words in (
        "Mimi",
        "2024-03-05",
        "/dev/ttyUSB0",
        "one hand",
        "Bees and flowers",
        "Still lake",
        "6 of 8 succeeded (75 %)",
        "0.10 → 0.22",
        "1 pause, 0:12 (asked for)",
        "stopped early",
        "held on × 1",
        "deep night",
        "sitting on the plate",
        "not a medical device",
    ):
        assert words in text, words


def test_the_page_shows_the_quiet_holds_with_all_their_measures(whole_session, page_of):
    """Two of three holds are long enough in one run, one in another; each measure is defined."""
    page = page_of(whole_session)
    assert page.count('alt="stabilogram of ') == 3
    text = _Page(page).text
    for definition in quiet().values():
        assert definition.name in text
        assert definition.definition in text
    assert "too short to measure (7.0 s; at least 10 s are needed)" in text
    assert "nothing here says better or worse" in text


def test_the_page_shows_the_errors_of_recalled_places(whole_session, page_of):
    """Signed, in mm, by side, with a true minus."""
    page = page_of(whole_session)
    assert page.count('alt="errors of the recalled places') == 1
    text = _Page(page).text
    assert "−12, −8, −15" in text
    assert "−11.8" in text
    assert "1 answer was taken when its time was over" in text


def test_nothing_on_the_page_asks_for_anything_outside(whole_session, page_of):
    """No link, script, import or address; pictures are in the page, and name nothing but the words of XML itself."""
    page = page_of(whole_session)
    assert not re.search(r"<(script|link|iframe|object|embed)\b", page)
    assert "@import" not in page
    assert "url(" not in re.sub(r"url\((#hour-card-\d|%23\w+)\)", "", page)
    pictures = [unquote(attrs["src"]) for tag, attrs in _Page(page).tags if tag == "img"]
    assert all(picture.startswith("data:image/svg+xml,<svg") for picture in pictures)
    names = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r"https?://[^\"' <]+", unquote(page))) == names
    hrefs = {attrs["href"] for _, attrs in _Page(page).tags if "href" in attrs}
    assert all(href.startswith("#") for href in hrefs)


def test_the_page_is_built_for_every_reader(whole_session, page_of):
    """Language, title, headings without jumps, a name for every picture, heads for every table."""
    parsed = _Page(page_of(whole_session))
    assert parsed.open == []
    attributes = dict(reversed(parsed.tags))
    assert attributes["html"]["lang"] == "en"
    assert "title" in attributes
    levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    pictures = [attrs for tag, attrs in parsed.tags if tag == "svg"]
    assert all(attrs.get("aria-hidden") == "true" or attrs.get("aria-label") for attrs in pictures)
    assert all(attrs["alt"] for tag, attrs in parsed.tags if tag == "img")
    assert all("scope" in attrs for tag, attrs in parsed.tags if tag == "th")
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_reference_in_the_page_is_found_in_it(whole_session, page_of):
    """A picture that is used was drawn; a heading that names a section is there."""
    tags = _Page(page_of(whole_session)).tags
    ids = {attrs["id"] for _, attrs in tags if "id" in attrs}
    used = {attrs["href"][1:] for tag, attrs in tags if tag in ("use", "a")}
    assert used | {attrs["aria-labelledby"] for _, attrs in tags if "aria-labelledby" in attrs} <= ids


def test_hostile_words_stay_words(story, swayed, page_of):
    """A player called <script>, a level with an image in its title: they are shown, never obeyed."""
    story.player = "<script>alert(1)</script>"
    story.session = {"source": '"><img src=x>', "notes": {"<b>": ["<i>", {"a": "<u>"}], "support": None}}
    story.run(
        "<img src=x onerror=alert(1)>",
        cop_mm=swayed(20),
        reps=[{"task": "hold", "tick_start": 0, "tick_end": 1900}],
        world='"><svg onload=x>',
        stance="<s>",
        surface="<u>",
        events=[
            (1, "NoteTaken", {"tag": "<i>"}),
            (2, "Paused", {"reason": "<b>"}),
            (3, "PlaceRecalled", {"side": "<x>", "along_mm": 1.0, "across_mm": 2.0}),
        ],
    )
    page = page_of(story)
    parsed = _Page(page)
    assert not {"script", "b>", "i", "u", "s", "x"} & {tag for tag, _ in parsed.tags}
    assert all(attrs["src"].startswith("data:") for tag, attrs in parsed.tags if tag == "img")
    assert not any(name.startswith("on") for _, attrs in parsed.tags for name in attrs)
    assert "<script>alert(1)</script>" in parsed.text


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({}, "No level was played"),
        ({"ended_at": None}, "never closed"),
        ({"source": "sim:older_adult"}, "Synthetic"),
        ({"source": "keyboard"}, "of a hand, not of a body"),
        ({"source": "/home/somebody/walk.csv"}, "from a recording in a file"),
        ({"calibration": {}, "notes": {}, "board_id": "", "software": ""}, "not noted"),
    ],
)
def test_every_session_gives_a_page(story, page_of, session, words):
    """Empty, cut off, simulated, by hand, from a file, with next to nothing known."""
    story.session = session
    story.player = None
    parsed = _Page(page_of(story))
    assert words in parsed.text
    assert "Player unknown" in parsed.text


def test_damaged_samples_are_said_on_the_page(whole_session, page_of):
    """The reason stands on top; the table of runs is still there."""
    whole_session.broken = "samples 10 to 20 of session 7 are damaged"
    text = _Page(page_of(whole_session)).text
    assert "The samples could not be used: samples 10 to 20" in text
    assert "Bees and flowers" in text


def test_a_run_with_nothing_in_it_is_a_row(story, swayed, page_of):
    """No difficulty, no reps, never ended, an unknown rung: a dash is enough."""
    story.run("Hm", cop_mm=swayed(3), reps=[], d_start=None, d_end=None, rung=9, ended=None, seconds=None, setup={})
    text = _Page(page_of(story)).text
    assert "cut off" in text
    assert "no reps" in text


def test_the_report_does_not_speak_of_progress_or_norms(whole_session, page_of):
    """One session says nothing of getting better, nor of other people."""
    text = _Page(page_of(whole_session)).text.lower()
    for word in ("progress", "improve", "normal", "percentile"):
        assert word not in text


def test_the_same_session_gives_the_same_page(whole_session):
    """Nothing of the moment of writing is in it."""
    document = gather(whole_session.store(), 7)
    assert html_page(session_document(document)) == html_page(session_document(document))


def test_the_report_is_written_whole(whole_session, tmp_path):
    """One file, and nothing beside it; an older report is replaced."""
    file = tmp_path / "report.html"
    file.write_text("old")
    assert write_session_report(whole_session.store(), "last", file=file) == file
    assert file.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_size < 400_000
