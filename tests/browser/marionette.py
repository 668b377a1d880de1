"""Firefox without Playwright: the machine's own one, driven by Marionette, JSON over a socket of loopback.

Playwright drives a Firefox of its own alone, which is not a package of Debian. Marionette is what WebDriver
speaks inside of Firefox; its commands are those of the W3C standard. WebDriver BiDi cannot bring back a tab
that was closed, for which Marionette asks the browser itself; it also needs web sockets, or Node.js.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from tests.patience import PATIENCE

NAMES = ("firefox-esr", "firefox")
# A free port, and a proxy that is not there: nothing that Firefox wants of its own accord leaves the machine.
PREFERENCES = {
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 1,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}
FOUND = "element-6066-11e4-a52e-4f735466cecf"


class Firefox:
    """A running Firefox, of which one tab is spoken to; the first element that fits a CSS selector counts."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._heard: IO[bytes] = self._socket.makefile("rb")
        self._number = 0
        self._listen()
        self.ask("WebDriver:NewSession", capabilities={})

    def ask(self, command: str, **given: Any) -> Any:
        """Send one command, and return what it answers; fails with what Firefox says."""
        self._number += 1
        said = json.dumps([0, self._number, command, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(said), said))
        _kind, _number, error, result = self._listen()
        assert not error, error
        return result.get("value") if isinstance(result, dict) and set(result) == {"value"} else result

    def quit(self) -> None:
        """Let Firefox end."""
        self.ask("Marionette:Quit", flags=["eForceQuit"])

    def close(self) -> None:
        self._heard.close()
        self._socket.close()

    def _listen(self) -> Any:
        length = b""
        while (sign := self._heard.read(1)) not in (b":", b""):
            length += sign
        return json.loads(self._heard.read(int(length)))

    def find(self, selector: str) -> str:
        """Return the number of the first element that fits; fails where none does."""
        return str(self.ask("WebDriver:FindElement", using="css selector", value=selector)[FOUND])

    def open(self, url: str) -> None:
        self.ask("WebDriver:Navigate", url=url)

    def click(self, selector: str) -> None:
        self.ask("WebDriver:ElementClick", id=self.find(selector))

    def back(self) -> None:
        self.ask("WebDriver:Back")

    def forward(self) -> None:
        self.ask("WebDriver:Forward")

    def text(self, selector: str) -> str:
        return str(self.ask("WebDriver:GetElementText", id=self.find(selector)))

    def is_shown(self, selector: str) -> bool:
        return bool(self.ask("WebDriver:IsElementDisplayed", id=self.find(selector)))

    def is_chosen(self, selector: str) -> bool:
        return bool(self.ask("WebDriver:IsElementSelected", id=self.find(selector)))

    def value(self, selector: str, name: str = "value") -> Any:
        """Return a property of an element, as the page has it now."""
        return self.ask("WebDriver:GetElementProperty", id=self.find(selector), name=name)

    def type(self, selector: str, words: str) -> None:
        self.ask("WebDriver:ElementSendKeys", id=self.find(selector), text=words)

    def press(self, keys: str) -> None:
        """Press these keys, wherever the focus is."""
        acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": acts}])

    @property
    def url(self) -> str:
        return str(self.ask("WebDriver:GetCurrentURL"))

    # Tabs

    @property
    def tabs(self) -> list[str]:
        return list(self.ask("WebDriver:GetWindowHandles"))

    def open_tab(self) -> None:
        """Open an empty tab, and speak to it."""
        self.go_to_tab(self.ask("WebDriver:NewWindow", type="tab")["handle"])

    def go_to_tab(self, tab: str) -> None:
        self.ask("WebDriver:SwitchToWindow", handle=tab, focus=True)

    def close_tab(self) -> None:
        """Close this tab, as a click on its cross does."""
        self.ask("WebDriver:CloseWindow")

    def restore_tab(self) -> None:
        """Bring the tab that was closed last back, as Ctrl+Shift+T does, and speak to it."""
        before = self.tabs
        self._ask_browser("SessionStore.undoCloseTab(window, 0)")
        (restored,) = set(self.tabs) - set(before)
        self.go_to_tab(restored)

    def let_go(self) -> None:
        """Close idle connections: a server in this process waits for them when it ends."""
        self._ask_browser('Services.obs.notifyObservers(null, "net:prune-all-connections")')

    def _ask_browser(self, script: str) -> None:
        """Run a script of the browser's own, outside of all pages."""
        self.ask("Marionette:SetContext", value="chrome")
        self.ask("WebDriver:ExecuteScript", script=script, args=[])
        self.ask("Marionette:SetContext", value="content")


@contextmanager
def running(folder: Path, *, scripts: bool) -> Iterator[Firefox]:
    """Run Firefox with a fresh profile in that folder; skips the test where the machine has none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("This test needs Firefox: install the package firefox-esr.")
    wanted = PREFERENCES | {"javascript.enabled": scripts}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items())
    (folder / "user.js").write_text("".join(lines))
    flags = [
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(folder),
    ]
    started = subprocess.Popen(
        [program, *flags],
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with closing(Firefox(_port(folder / "MarionetteActivePort", started))) as fox:
            yield fox
            fox.quit()
        started.wait(PATIENCE)
    finally:
        started.kill()
        started.wait()


def _port(file: Path, started: subprocess.Popen[bytes]) -> int:
    """Wait for the file in which Firefox says where it listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and started.poll() is None:
        if file.exists() and (said := file.read_text().strip()):
            return int(said)
        time.sleep(0.05)
    pytest.fail("Firefox did not start.", pytrace=False)
