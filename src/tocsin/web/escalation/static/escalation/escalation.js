// One escalation: what is typed survives what others do, and a form knows what its writer had seen.
const DRAFT = "tocsin:draft:";
const here = location.pathname;

function touched(form) {
  form.setAttribute("hx-morph-skip", "");
  form.dataset.touched = "";
}

function untouched(form) {
  form.removeAttribute("hx-morph-skip");
  delete form.dataset.touched;
}

// What the writer saw when they began is what they decide on: later news does not slip under their words.
function follow(version) {
  for (const field of document.querySelectorAll("[data-expected]"))
    if (!field.form?.hasAttribute("data-touched")) field.value = version;
}

function seen() {
  const mark = document.getElementById("version");
  if (mark) follow(mark.dataset.version);
}

function fields(form) {
  return [...form.querySelectorAll("textarea, input:not([type=hidden]):not([type=file]), select")].filter((f) => f.name);
}

function keep(form) {
  if (!form.hasAttribute("data-draft")) return;
  const said = fields(form).map((f) => (f.type === "radio" || f.type === "checkbox" ? f.checked : f.value));
  sessionStorage.setItem(DRAFT + here + form.id, JSON.stringify(said));
}

function forget(form) {
  sessionStorage.removeItem(DRAFT + here + form.id);
}

function bring(form) {
  const kept = sessionStorage.getItem(DRAFT + here + form.id);
  if (!kept) return;
  const said = JSON.parse(kept);
  fields(form).forEach((f, i) => {
    if (said[i] === undefined) return;
    if (f.type === "radio" || f.type === "checkbox") f.checked = said[i];
    else f.value = said[i];
  });
  const text = form.querySelector("textarea");
  if (text?.value) {
    touched(form);
    form.closest("details")?.setAttribute("open", "");
  }
}

function go(target, choose) {
  const place = document.getElementById(target);
  if (!place) return false;
  for (let each = place; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  const inner = place.querySelector(":scope > details.fold, :scope > details");
  if (inner && place.tagName !== "DETAILS" && !place.querySelector("form:not(details form)")) inner.open = true;
  if (choose) {
    const option = place.querySelector(`input[name=what][value="${CSS.escape(choose)}"]`);
    if (option) option.checked = true;
  }
  place.scrollIntoView({ block: "start" });
  const field = place.querySelector("textarea, select, input:not([type=hidden]):not([type=radio]):not([type=checkbox])");
  (field || place).focus({ preventScroll: true });
  return true;
}

function insert(area, words, begin) {
  const at = area.selectionStart ?? area.value.length;
  const before = area.value.slice(0, at);
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  area.setRangeText((begin ? gap : before && !/\s$/.test(before) ? " " : "") + words, at, area.selectionEnd ?? at, "end");
  area.focus();
  const blank = /\[[a-z][a-z ]*\]/.exec(area.value.slice(before.length));
  if (blank) area.setSelectionRange(before.length + blank.index, before.length + blank.index + blank[0].length);
  area.rows = Math.min(16, Math.max(area.rows, area.value.split("\n").length + 1));
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (link && go(link.dataset.goto, link.dataset.choose)) return event.preventDefault();
  const words = event.target.closest("[data-insert], [data-begin]");
  if (words) {
    const area = document.getElementById("update-text");
    insert(area, words.dataset.insert ?? words.dataset.begin, "begin" in words.dataset);
    words.closest("details.menu")?.removeAttribute("open");
    return;
  }
  const chip = event.target.closest("[data-show]");
  if (chip) {
    event.preventDefault();
    for (const each of document.querySelectorAll("[data-show]")) each.toggleAttribute("aria-current", each === chip);
    chip.setAttribute("aria-current", "true");
    document.querySelector(".tl").dataset.shows = chip.dataset.show;
    return;
  }
  const again = event.target.closest("[data-again]");
  if (again) {
    event.preventDefault();
    const form = again.closest("form");
    form.querySelector("[data-expected]").value = again.dataset.again;
    form.requestSubmit();
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("main form");
  if (!form || event.target.type === "hidden") return;
  touched(form);
  keep(form);
});

document.addEventListener("htmx:after:request", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  const form = sourceElement?.closest?.("form");
  if (!form || response?.status !== 200 || !response.headers.get("Tocsin-Version")) return;
  forget(form);
  untouched(form);
  form.reset();
  const result = form.querySelector(".result");
  if (result) result.replaceChildren();
  form.closest("details.menu, details.fold:not(.phase)")?.removeAttribute("open");
  follow(response.headers.get("Tocsin-Version"));
});

document.addEventListener("htmx:config:request", (event) => {
  const form = event.detail.ctx.sourceElement?.closest?.("form");
  if (form && event.detail.ctx.request?.headers?.["HX-Redirect"]) forget(form);
});

document.addEventListener("htmx:before:response", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  const form = sourceElement?.closest?.("form");
  if (form && response.headers.get("HX-Redirect")) forget(form);
});

let fading = 0;
document.addEventListener("htmx:after:swap", () => {
  seen();
  const note = document.querySelector("#said [data-fades]");
  if (note) {
    clearTimeout(fading);
    fading = setTimeout(() => note.remove(), 5000);
  }
});

// The slider of the replay: each stop is an instant at which something happened.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-slider]")) return;
  clearTimeout(fading);
  fading = setTimeout(() => event.target.form.requestSubmit(), 120);
});

function start() {
  if (window.htmx) window.htmx.config.morphIgnore = [...(window.htmx.config.morphIgnore || []), "open", "data-shows"];
  for (const form of document.querySelectorAll("form[data-draft]")) bring(form);
  if (location.hash) go(location.hash.slice(1));
  addEventListener("hashchange", () => go(location.hash.slice(1)));
}

start();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
