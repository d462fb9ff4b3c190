"""What the preview server adds to a page in the browser: live reload, and problems laid over it."""

# A hidden tab lets go of its connection, for browsers have six to a host; when it is seen again it
# asks anew, and is told if its version is an old one.
RELOAD_SCRIPT = """\
"use strict";
(() => {
  let events;
  const hide = () => document.getElementById("newsgen-overlay")?.remove();

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function show(lines) {
    hide();
    const overlay = element("section", "", {
      id: "newsgen-overlay", dir: "ltr", lang: "en", role: "alert",
    });
    const title = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
    const list = element("ol", "");
    list.append(...lines.map((line) => element("li", line)));
    overlay.append(
      element("link", "", { rel: "stylesheet", href: "/_newsgen/overlay.css" }),
      element("h2", `${title}; the page reloads when mended`),
      list,
    );
    document.body.append(overlay);
  }

  function connect() {
    events = new EventSource("/_newsgen/events?seen=VERSION");
    events.addEventListener("open", hide);
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  }

  document.addEventListener("visibilitychange", () => {
    events?.close();
    if (!document.hidden) connect();
  });
  if (!document.hidden) connect();
})();
"""
OVERLAY_CSS = """\
#newsgen-overlay {
  all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
  max-block-size: 60vh; overflow: auto; padding: 1rem 1.5rem; direction: ltr;
  background: #2b0b0e; color: #fff; border-block-start: 4px solid #ff5a5f;
  font: 0.875rem/1.6 ui-monospace, monospace;
}
#newsgen-overlay * { all: revert; font: inherit; color: inherit; }
#newsgen-overlay h2 { font-weight: bold; margin: 0; }
#newsgen-overlay ol { margin: 0.5rem 0 0; padding-inline-start: 2rem; }
#newsgen-overlay li { overflow-wrap: anywhere; white-space: pre-wrap; }
"""
