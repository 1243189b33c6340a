"use strict";
// Shows the reasons of the line that is pointed at, focused or tapped, and lets the arrow keys walk from line to line.
// All text enters the page as text nodes.
(() => {
  const LINE = ".lines > .line"; // charts have lines of their own
  const made = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const signed = (weight) => (weight < 0 ? "−" : "+") + Math.abs(weight).toFixed(2);
  const read = new WeakMap();
  const reasonsOf = (article) => {
    if (!read.has(article)) {
      const data = article.querySelector("script[type='application/json']");
      read.set(article, data ? JSON.parse(data.textContent) : null);
    }
    return read.get(article);
  };

  const row = (name, seen, weight, most) => {
    const tr = made("tr", weight < 0 ? "stays" : "leaves");
    const rule = tr.appendChild(made("td", "rule"));
    rule.append(made("span", "name", name));
    if (seen) rule.append(" ", made("bdi", "seen", seen));
    tr.append(made("td", "weight", signed(weight)));
    const bar = tr.appendChild(made("td", "bar")).appendChild(made("span"));
    bar.style.width = `${Math.max(2, Math.round((Math.abs(weight) / most) * 50))}%`;
    return tr;
  };

  const table = (why, terms) => {
    const result = made("table");
    const most = Math.max(...why.terms.map(([, weight]) => Math.abs(weight)), Math.abs(why.sum), 0.01);
    for (const [number, weight] of why.terms) result.append(row(...terms[number], weight, most));
    if (why.others) result.append(row(`${why.others} weaker ones together`, "", why.sum, most));
    return result;
  };

  const show = (line, open) => {
    const article = line.closest(".article");
    const panel = article.querySelector(".why");
    const reasons = reasonsOf(article);
    if (!panel || !reasons) return;
    const why = reasons.lines[Number(line.id.split("-").pop())];
    const [label, confidence] = [line.querySelector(".tag b").textContent, line.querySelector(".tag i").textContent];
    const head = made("p", "verdict");
    head.append(made("b", `name ${label}`, label), ` ${confidence}`);
    const leaving = made("p", "leaving", `Not body: ${why.leaving.toFixed(3)}. A line leaves at ${Number(panel.dataset.threshold)}.`);
    const key = made("p", "key");
    key.append(made("span", "", "◂ stays"), made("span", "", "leaves ▸"));
    panel.querySelector(".terms").replaceChildren(head, leaving, made("p", "quote", line.querySelector(".text").textContent), key, table(why, reasons.terms));
    panel.querySelector(".quote").dir = "auto";
    for (const other of article.querySelectorAll(".line.shown")) other.classList.remove("shown");
    line.classList.add("shown");
    if (open) panel.classList.add("open");
  };

  const select = (line) => {
    for (const other of line.parentElement.querySelectorAll("[tabindex='0']")) {
      other.tabIndex = -1;
      other.setAttribute("aria-selected", "false");
    }
    line.tabIndex = 0;
    line.setAttribute("aria-selected", "true");
    show(line, true);
    line.scrollIntoView({ block: "nearest" });
  };

  const lineOf = (event) => (event.target instanceof Element ? event.target.closest(LINE) : null);
  const visible = (lines) => [...lines.children].filter((line) => line.offsetParent !== null);
  const STEPS = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    Home: () => 0,
    End: (at, count) => count - 1,
  };

  document.addEventListener("mouseover", (event) => {
    const line = lineOf(event);
    if (line) show(line, false);
  });
  document.addEventListener("focusin", (event) => {
    const line = lineOf(event);
    if (line) select(line);
  });
  document.addEventListener("click", (event) => {
    const line = lineOf(event);
    if (line) select(line);
    else if (event.target instanceof Element && event.target.closest(".close")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const line = lineOf(event);
    if (!line || !STEPS[event.key]) return;
    event.preventDefault();
    const lines = visible(line.parentElement);
    const next = lines[Math.min(Math.max(STEPS[event.key](lines.indexOf(line), lines.length), 0), lines.length - 1)];
    next.focus();
  });
  const close = () => {
    for (const panel of document.querySelectorAll(".why.open")) panel.classList.remove("open");
  };

  // A line that the filter hides cannot be reached with Tab; the first visible one stands in for it.
  document.addEventListener("change", () => {
    for (const lines of document.querySelectorAll(".lines")) {
      const shown = visible(lines);
      if (shown.length && !shown.some((line) => line.tabIndex === 0)) {
        for (const line of lines.children) line.tabIndex = -1;
        shown[0].tabIndex = 0;
      }
    }
  });

  // A link to a line opens the document that holds it.
  const follow = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    for (let holder = target.closest("details"); holder; holder = holder.parentElement.closest("details")) holder.open = true;
    if (target.matches(LINE)) target.focus();
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
