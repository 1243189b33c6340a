"""A real Chromium for the tests of pages; those tests skip where none is installed.

On Debian: apt-get install chromium chromium-driver
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
WIDE, NARROW = (1280, 900), (390, 844)
FITS = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
ANYTHING_LOADED = "return performance.getEntriesByType('resource').map((entry) => entry.name)"


class Browser:
    """One Chromium; `open` shows a file in a window of a size, in light or dark, with a mouse or with fingers."""

    def __init__(self) -> None:
        options = Options()
        options.binary_location = str(BROWSER)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        for argument in ("--headless=new", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(argument)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))

    def open(self, page: Path, size: tuple[int, int] = WIDE, dark: bool = False, anchor: str = "") -> Browser:
        """Show a file anew. A narrow window is a phone: it has fingers and no mouse."""
        phone = size == NARROW
        self.driver.get("about:blank")
        self._devtools("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=phone)
        self._devtools("Emulation.setTouchEmulationEnabled", enabled=phone)
        self._devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.driver.get(page.as_uri() + anchor)
        return self

    def _devtools(self, command: str, **arguments: Any) -> None:
        self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *arguments)  # type: ignore[no-untyped-call]

    def all(self, selector: str) -> list[WebElement]:
        """Find elements."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """What the first of the elements shows."""
        return self.all(selector)[0].text

    def point_at(self, element: WebElement) -> None:
        """Move the mouse onto an element."""
        ActionChains(self.driver).move_to_element(element).perform()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def tap(self, element: WebElement) -> None:
        """Touch an element."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        box = self.run("const box = arguments[0].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]", element)
        self._devtools("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": box[0], "y": box[1]}])
        self._devtools("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def complaints(self) -> list[str]:
        """What the browser logged since the last call: scripts and loads that the page's policy stopped among it."""
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run of the tests."""
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium here: install the browser and its driver (Debian: chromium, chromium-driver)")
    started = Browser()
    yield started
    started.driver.quit()
