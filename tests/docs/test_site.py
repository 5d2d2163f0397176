"""The pages as a site: it builds without a broken link, and a browser has nothing to say of it."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PAGES = sorted(path.stem for path in (REPOSITORY / "docs").glob("*.md"))

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make docs` does; strict, so that a broken link ends it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def page_of(name: str) -> str:
    return "" if name == "index" else f"{name}/"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_the_site_and_its_menu(site: Path, name: str) -> None:
    assert (site / page_of(name) / "index.html").is_file()
    home = (site / "index.html").read_text(encoding="utf-8")
    assert f'href="{page_of(name) or "."}"' in home


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_server_for_anything(site: Path, name: str) -> None:
    html = (site / page_of(name) / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href="([^"]+)"', html)
    assert not [address for address in loaded if address.startswith(("http", "//"))]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize("name", PAGES)
def test_a_browser_shows_a_page_without_complaint(address: str, name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            f"{address}/{page_of(name)}",
        ],
        text=True,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert "<h1" in done.stdout
    assert not [line for line in done.stderr.splitlines() if "CONSOLE" in line]
