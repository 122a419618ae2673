"""Collect every sentence for people into the catalogue; with --check, only say whether it is up to date."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "steadyquest"
TEMPLATE = PACKAGE / "locale" / "steadyquest.pot"
KEYWORDS = {"tr": None, "trn": (1, 2), "N_": None}
METHODS = [("**.py", "python"), ("**.html.j2", "jinja2.ext:babel_extract")]


def collected() -> bytes:
    """The catalogue of all sentences in the sources, in the order of their files."""
    catalogue = Catalog(project="SteadyQuest", copyright_holder="The SteadyQuest maintainers", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        str(PACKAGE), method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        # Files without lines: a moved line is no news to a translator.
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    out = BytesIO()
    write_po(out, catalogue, width=110, sort_by_file=True, omit_header=True, include_lineno=False)
    return out.getvalue()


def main() -> int:
    """Write the template, or check it."""
    fresh = collected()
    if "--check" not in sys.argv:
        TEMPLATE.parent.mkdir(exist_ok=True)
        TEMPLATE.write_bytes(fresh)
        print(f"{TEMPLATE.relative_to(ROOT)}: {fresh.count(b'msgid ')} sentences")
        return 0
    if TEMPLATE.exists() and TEMPLATE.read_bytes() == fresh:
        return 0
    print(f"{TEMPLATE.relative_to(ROOT)} is out of date: run `make words`")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
