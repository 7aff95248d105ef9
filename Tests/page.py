#!/usr/bin/env python3
"""Opens a page made by `make html` in headless Chromium and checks what a reader relies on: nothing is
wider than the screen at five widths, every picture is there, nothing is fetched, nothing complains,
every link leads somewhere, no formula is left as TeX, and each figure opens by keyboard and shows what
lies behind it. Usage: Tests/page.py PAGE [FOLDER FOR SCREENSHOTS]"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

WIDTHS = [320, 375, 768, 1280, 1920]

# A phone widens its viewport to what is in it, so the width of the screen is what counts.
LAYOUT = """((screen) => {
  const width = document.scrollingElement.scrollWidth;
  const wide = width <= screen ? [] : [...document.querySelectorAll("main *, nav *, header *")]
    .filter((e) => e.getBoundingClientRect().right > screen && !e.closest(".scroll, pre, math"))
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
  return { excess: width - screen, wide };
})"""

CONTENT = r"""(async () => {
  const images = [...document.images];
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const raw = [];
  while (text.nextNode()) {
    const parent = text.currentNode.parentElement;
    if (!parent.closest("code, pre, script, style, annotation")
        && /\$|\\[a-zA-Z]{2,}|\*\*|\]\(|\{\{/.test(text.currentNode.data)) raw.push(text.currentNode.data);
  }
  return {
    images: images.length,
    missing: images.filter((i) => i.naturalWidth === 0 || !i.alt).map((i) => i.outerHTML.slice(0, 80)),
    repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
    dead: [...document.querySelectorAll("a[href^='#']")].map((a) => a.hash.slice(1))
      .filter((id) => !document.getElementById(decodeURIComponent(id))),
    files: [...document.querySelectorAll("a[href]")].map((a) => a.href)
      .filter((address) => address.startsWith("file:")).map((address) => decodeURIComponent(new URL(address).pathname)),
    formulas: document.querySelectorAll("math").length,
    raw,
    landmarks: ["header", "nav", "main", "footer"].filter((name) => document.querySelectorAll(name).length !== 1),
    title: document.title, lang: document.documentElement.lang,
    figures: [...document.querySelectorAll("figure")].map((figure) => figure.id),
  };
})()"""

# The figure's button has been focused and Enter pressed.
OPENED = """(async (id) => {
  const dialog = document.getElementById(id + "-details");
  for (let i = 0; i < 200 && !dialog.querySelector(".check").textContent; i++)
    await new Promise((done) => setTimeout(done, 10));
  const claims = dialog.dataset.claims.split(" ").filter(Boolean).length;
  return {
    open: dialog.matches(":modal"), picture: dialog.querySelector(".picture img")?.naturalWidth > 0, claims,
    rows: dialog.querySelectorAll(".claims tbody tr").length,
    check: dialog.querySelector(".check").textContent,
    digests: dialog.querySelectorAll("code").length,
    inside: dialog.contains(document.activeElement),
    excess: dialog.scrollWidth - dialog.clientWidth,
  };
})"""


class Browser:
    """Headless Chromium, spoken to over two pipes in the DevTools protocol."""

    def __init__(self, program):
        self.home = tempfile.mkdtemp()
        request, self.requests = os.pipe()
        self.answers, answer = os.pipe()
        # DevTools reads descriptor 3 and writes descriptor 4.
        shell = f'exec "$@" 3<&{request} 4>&{answer}'
        arguments = [program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu",
                     "--no-first-run", f"--user-data-dir={self.home}", "about:blank"]
        if os.geteuid() == 0:
            arguments.insert(1, "--no-sandbox")
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *arguments], pass_fds=[request, answer],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(request)
        os.close(answer)
        self.reader = os.fdopen(self.answers, "rb")
        self.number = 0
        self.session = None
        self.events = []
        self.buffer = b""
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def message(self):
        while b"\0" not in self.buffer:
            part = os.read(self.answers, 1 << 20)
            if not part:
                sys.exit("error: Chromium ended by itself")
            self.buffer += part
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def __call__(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.requests, json.dumps(request).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"error: {method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def wait(self, method):
        while not any(event["method"] == method for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        result = self("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            sys.exit(f"error: {result['exceptionDetails']}")
        return result["result"].get("value")

    def size(self, width, height=900):
        self("Emulation.setDeviceMetricsOverride", width=width, height=height,
             deviceScaleFactor=1, mobile=width < 700)

    def scheme(self, name):
        self("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def press(self, key, code, text=None):
        for kind in ["keyDown", "keyUp"]:
            extra = {"text": text} if text and kind == "keyDown" else {}
            self("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **extra)

    def screenshot(self, path):
        data = self("Page.captureScreenshot", format="png")["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def faults(browser, page, shots):
    """What is wrong with the page."""
    for domain in ["Page", "Runtime", "Network", "Log"]:
        browser(f"{domain}.enable")
    browser.size(WIDTHS[0])
    browser("Page.navigate", url=page.as_uri())
    browser.wait("Page.loadEventFired")
    content = browser.value(CONTENT)
    for width in WIDTHS:
        browser.size(width)
        layout = browser.value(f"{LAYOUT}({width})")
        if layout["excess"] > 0:
            yield f"at width {width} the page is {layout['excess']} px too wide: {layout['wide']}"
    for name in ["missing", "repeated", "dead", "raw", "landmarks"]:
        if content[name]:
            yield f"{name}: {content[name][:5]}"
    for file in sorted(set(content["files"])):
        if not os.path.exists(file):
            yield f"a link leads to {file}, which is not there"
    if not (content["title"] and content["lang"] and content["formulas"] and content["figures"]):
        yield "the page has no title, language, formulas or figures"
    for index, figure in enumerate(content["figures"]):
        browser.size(WIDTHS[index % len(WIDTHS)])
        browser.value(f"""document.querySelector('button[data-opens="{figure}"]').focus()""")
        browser.press("Enter", 13, "\r")
        found = browser.value(f'{OPENED}("{figure}")')
        if not (found["open"] and found["picture"] and found["inside"] and found["rows"] == found["claims"]
                and found["check"].startswith("✓") and found["digests"] > 6 and found["excess"] <= 0):
            yield f"{figure} does not open as it should: {found}"
        browser.press("Escape", 27)
        if browser.value("document.querySelector('dialog[open]') !== null"):
            yield f"{figure} does not close by Escape"
    for event in browser.events:
        parameters = event.get("params", {})
        if event["method"] == "Network.requestWillBeSent":
            address = parameters["request"]["url"]
            if not address.startswith("data:") and address != page.as_uri():
                yield f"it fetches {address[:100]}"
        elif event["method"] in ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"]:
            yield f"it complains: {json.dumps(parameters)[:300]}"
    if shots:
        photograph(browser, pathlib.Path(shots), content["figures"])
    print(f"page: {len(content['figures'])} figures, {content['images']} pictures, "
          f"{content['formulas']} formulas at widths {', '.join(map(str, WIDTHS))}")


def photograph(browser, folder, figures):
    """Pictures for a person to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ["light", "dark"]:
        browser.scheme(scheme)
        for width, height in [(375, 800), (1440, 900)]:
            browser.size(width, height)
            for place in ["report", figures[0], f"{figures[0]}-details"]:
                name = place.removesuffix("-details")
                browser.value("document.documentElement.style.scrollBehavior = 'auto'")
                browser.value(f"document.getElementById('{name}').scrollIntoView(); null" if place != "report" else "scrollTo(0, 0)")
                if place != name:
                    browser.value(f"show('{name}'); new Promise((done) => setTimeout(done, 500))")
                browser.value("new Promise((done) => setTimeout(done, 300))")
                browser.screenshot(folder / f"{scheme}-{width}-{place}.png")
                browser.value("document.querySelector('dialog[open]')?.close()")


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    page = pathlib.Path(sys.argv[1]).resolve()
    if not program:
        print("page: skipped, there is no Chromium here (apt-get install chromium)")
        return
    if not page.exists():
        sys.exit(f"error: {page} does not exist\n  next: make html")
    browser = Browser(program)
    try:
        found = list(faults(browser, page, sys.argv[2] if len(sys.argv) > 2 else None))
    finally:
        browser.close()
    for fault in found:
        print(f"error: {page.name}: {fault}", file=sys.stderr)
    sys.exit(2 if found else 0)


main()
