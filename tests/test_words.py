"""Every language says what the English says: all of it, with the same placeholders, in the shapes it is asked for."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from steadyquest.words import LANGUAGES as SPOKEN
from steadyquest.words import LOCALE_DIR, language, looked_up, speak, tr, trn, within

LANGUAGES = tuple(code for code in SPOKEN if code != "en")
PLACE = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"`[^`]+`")


def read(path: Path, language: str | None = None) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=language)


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(LOCALE_DIR / request.param / "LC_MESSAGES" / "steadyquest.po", request.param)


@pytest.fixture
def in_german():
    speak("de")
    yield
    speak("en")


def pairs(catalogue: Catalog):
    """Each English form with its translation; a plural's translations are held against the plural."""
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            yield message.id, message.string
        elif message.id:
            yield from ((message.id[1], text) for text in message.string[1:])


def test_every_sentence_is_translated_and_the_template_says_which(catalogue: Catalog) -> None:
    template = read(LOCALE_DIR / "steadyquest.pot")
    wanted = {str(message.id) for message in template if message.id}
    assert len(wanted) > 2000
    assert wanted == {str(message.id) for message in catalogue if message.id and message.string}


def test_placeholders_are_the_same(catalogue: Catalog) -> None:
    for en, text in pairs(catalogue):
        assert set(PLACE.findall(en)) == set(PLACE.findall(text)), en


def test_code_and_edges_are_the_same(catalogue: Catalog) -> None:
    for en, text in pairs(catalogue):
        assert sorted(CODE.findall(en)) == sorted(CODE.findall(text)), en
        assert [en[:1].isspace(), en[-1:].isspace()] == [text[:1].isspace(), text[-1:].isspace()], en
        assert en.count("\n") == text.count("\n"), en


def test_a_translation_is_no_echo(catalogue: Catalog) -> None:
    """Names, units and signs stay; sentences do not."""
    echoes = [en for en, text in pairs(catalogue) if en == text and len(PLACE.sub("", CODE.sub("", en)).split()) > 6]
    assert echoes == []


def test_the_compiled_catalogue_is_what_is_spoken(in_german: None) -> None:
    assert language() == "de"
    assert tr("Settings") == "Einstellungen"
    assert trn("{n} session", "{n} sessions", 2).format(n=2) == "2 Sitzungen"


def test_a_name_within_a_sentence_keeps_the_capital_of_a_german_noun(in_german: None) -> None:
    assert within("Weglänge") == "Weglänge"
    speak("en")
    assert within("Path length") == "path length"
    assert within("RMS distance") == "RMS distance"


def test_an_unknown_language_and_an_unknown_sentence_stay_as_they_are() -> None:
    speak("xx")
    assert (language(), tr("Settings"), looked_up("Her very own words")) == ("en", "Settings", "Her very own words")
    assert looked_up("") == ""
    speak("en")
