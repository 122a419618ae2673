"""Collect every sentence for people into the catalogue and the languages; with --check, only say what is missing.

A language is complete when each sentence has its translation. The translations are in locale/LANGUAGE/LC_MESSAGES.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from steadyquest.levels.read import read_level
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.translated import sentences
from steadyquest.words import LANGUAGES as SPOKEN

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "steadyquest"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "steadyquest.pot"
LANGUAGES = tuple(code for code in SPOKEN if code != "en")
KEYWORDS = {"tr": None, "trn": (1, 2), "N_": None}
METHODS = [("**.py", "python"), ("**.html.j2", "jinja2.ext:babel_extract")]
LAYOUT = {"width": 110, "sort_by_file": True, "include_lineno": False}


def collected() -> Catalog:
    """The catalogue of all sentences in the sources and in the levels, in the order of their files."""
    catalogue = Catalog(project="SteadyQuest", copyright_holder="The SteadyQuest maintainers", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        str(PACKAGE), method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        # Files without lines: a moved line is no news to a translator.
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    for path in (path for world in WORLDS for path in sorted((ROOT / "levels" / world).glob("*.toml"))):
        for sentence in sentences(read_level(path).spec):
            catalogue.add(sentence, locations=[(f"levels/{path.parent.name}/{path.name}", 0)])
    return catalogue


def template(catalogue: Catalog) -> bytes:
    """The catalogue as a template for translators."""
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, **LAYOUT)
    return out.getvalue()


def led_on(language: str, catalogue: Catalog) -> Catalog:
    """A language's translations, brought to today's sentences: new ones are empty, old ones are gone."""
    file = po_file(language)
    kept = read_po(BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)
    led = Catalog(locale=language, project="SteadyQuest", charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id:
            old = kept.get(message.id if isinstance(message.id, str) else message.id[0])
            led.add(message.id, old.string if old is not None else "", locations=message.locations,
                    auto_comments=message.auto_comments)  # fmt: skip
    return led


def po_file(language: str) -> Path:
    """Where a language's translations are."""
    return LOCALE / language / "LC_MESSAGES" / "steadyquest.po"


def po(catalogue: Catalog) -> bytes:
    """A language as translators read it."""
    out = BytesIO()
    catalogue.revision_date = catalogue.creation_date = None  # type: ignore[assignment]
    write_po(out, catalogue, omit_header=True, **LAYOUT)
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def mo(data: bytes, language: str) -> bytes:
    """A language as the game reads it."""
    catalogue, whole = read_po(BytesIO(data), locale=language), Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in catalogue:
        # What is not translated is left out, so that it is shown in English and not as nothing.
        if message.id and not lacks(message):
            whole.add(message.id, message.string)
    out = BytesIO()
    # No moment of writing in it: the same translations are the same bytes.
    whole.revision_date = whole.creation_date = datetime.fromtimestamp(0, UTC)
    write_mo(out, whole)
    return out.getvalue()


def lacks(message: Message) -> bool:
    """Whether a sentence has no translation, or one of its plurals none."""
    found = message.string if isinstance(message.string, tuple) else (message.string,)
    return not all(found)


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without a translation."""
    return [str(message.id) for message in catalogue if message.id and lacks(message)]


def files() -> tuple[dict[Path, bytes], dict[str, list[str]]]:
    """Every file as it should be, and what each language lacks."""
    catalogue = collected()
    made, lacking = {TEMPLATE: template(catalogue)}, {}
    for language in LANGUAGES:
        led = led_on(language, catalogue)
        made[po_file(language)] = po(led)
        made[po_file(language).with_suffix(".mo")] = mo(made[po_file(language)], language)
        lacking[language] = untranslated(led)
    return made, lacking


def main() -> int:
    """Write the catalogue and the languages, or check them."""
    made, lacking = files()
    if "--check" not in sys.argv:
        for path, data in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{TEMPLATE.relative_to(ROOT)}: {made[TEMPLATE].count(b'msgid ')} sentences")
        for language, sentences_left in lacking.items():
            print(f"{language}: {len(sentences_left)} still to be translated")
        return 0
    stale = [path for path, data in made.items() if not path.exists() or path.read_bytes() != data]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is out of date: run `make words`")
    for language, sentences_left in lacking.items():
        if sentences_left:
            print(
                f"{language}: {len(sentences_left)} sentences are not translated, the first: {sentences_left[0][:80]}"
            )
    return 1 if stale or any(lacking.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
