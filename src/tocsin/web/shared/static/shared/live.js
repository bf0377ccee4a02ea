// What changed on the desk is fetched again; never while somebody types in that place.
import { now } from "./times.js";

const PAUSE = 400;
let waiting = new Set();
let timer = 0;

function busy(element) {
  const focus = document.activeElement;
  if (!element.contains(focus)) return false;
  return /^(input|textarea|select)$/i.test(focus.tagName);
}

function refresh() {
  timer = 0;
  const streams = waiting;
  waiting = new Set();
  for (const element of document.querySelectorAll("[data-live]")) {
    const wanted = element.dataset.live;
    const touched = streams.has("*") || (wanted === "*" && streams.size) || streams.has(wanted);
    if (!touched) continue;
    if (busy(element)) {
      element.addEventListener("focusout", () => later(wanted === "*" ? "*" : wanted), { once: true });
    } else {
      window.htmx?.trigger(element, "live");
    }
  }
}

function later(stream) {
  waiting.add(stream);
  if (!timer) timer = setTimeout(refresh, PAUSE);
}

export function startLive() {
  const from = document.body.dataset.liveFrom;
  if (!from || !document.querySelector("[data-live]")) return;
  const source = new EventSource(from);
  const strip = document.getElementById("offline");
  let lost = 0;
  source.addEventListener("open", () => {
    strip.hidden = true;
    if (lost) later("*");
    lost = 0;
  });
  source.addEventListener("error", () => {
    lost ||= now();
    setTimeout(() => { if (lost) strip.hidden = false; }, 3000);
  });
  source.addEventListener("changed", (event) => later(JSON.parse(event.data).stream));
  source.addEventListener("reset", () => later("*"));
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
