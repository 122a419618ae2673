"""The page in a real browser: it opens offline, shows the runs, and asks nobody for anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from steadyquest.reports.session_report import write_session_report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> str:
    """A headless Chromium, where there is one; in CI there has to be."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium here; the page must be seen in a browser in CI")
        pytest.skip("no Chromium here to open the page with")
    return found


def _run(browser: str, *arguments: str, home: Path) -> str:
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={home}",
    ]
    done = subprocess.run([browser, *flags, *arguments], capture_output=True, text=True, timeout=90, check=True)
    return done.stdout


def _opened(browser: str, page: Path) -> tuple[str, list[str]]:
    """The DOM of a page, and what the page asked for (not the browser for itself).

    Nothing gets out while it does: at the proxy's address is nobody.
    """
    log = page.with_suffix(".netlog")
    arguments = ("--proxy-server=127.0.0.1:9", f"--log-net-log={log}", "--dump-dom", page.as_uri())
    dom = _run(browser, *arguments, home=page.parent / "home")
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    requests = [event["params"] for event in events if "initiator" in event.get("params", {})]
    return dom, [request["url"] for request in requests if request["initiator"] != "not an origin"]


def test_the_page_opens_offline_and_asks_nobody(browser, whole_session, tmp_path):
    """The DOM holds each run and curve; not one request leaves the file."""
    page = write_session_report(whole_session.store(), 7, file=tmp_path / "report.html")
    dom, asked = _opened(browser, page)
    assert "Bees and flowers" in dom
    assert dom.count('alt="stabilogram of ') == 3
    assert asked == []


def test_a_page_that_asks_is_heard(browser, tmp_path):
    """The test above can fail: a picture from outside is noticed."""
    page = tmp_path / "talks.html"
    page.write_text('<img src="http://outside.invalid/picture.png">')
    assert _opened(browser, page)[1] == ["http://outside.invalid/picture.png"]


@pytest.mark.parametrize(("paper", "width_mm"), [("A4", 210), ("letter", 216)])
def test_the_page_prints_on_seven_sheets_at_most(browser, whole_session, tmp_path, paper, width_mm):
    """Summary, levels and places, three holds, two of definitions: no chart is pushed off its sheet on either paper."""
    page = write_session_report(whole_session.store(), 7, file=tmp_path / "report.html")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("@page {", f"@page {{ size: {paper};"), encoding="utf-8")
    sheets = tmp_path / "report.pdf"
    _run(browser, f"--print-to-pdf={sheets}", "--no-pdf-header-footer", page.as_uri(), home=tmp_path / "home")
    data = sheets.read_bytes()
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 7
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+)", data)
    assert float(box.group(1)) / 72 * 25.4 == pytest.approx(width_mm, abs=1)
