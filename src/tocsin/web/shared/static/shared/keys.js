// Shortcuts: an element with data-key="a" is pressed by that key; the sheet lists them with their words.
const GO = { d: "/", o: "/oncall/", p: "/policy/" };
let waiting = false;

function typing(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (waiting) {
    waiting = false;
    if (GO[event.key]) location.assign(GO[event.key]);
    return;
  }
  if (event.key === "g") {
    waiting = true;
    setTimeout(() => (waiting = false), 1200);
  } else if (event.key === "?") {
    open("keys");
  } else if (event.key === "/") {
    const field = document.querySelector("[data-search]");
    if (field) { event.preventDefault(); field.focus(); field.select?.(); }
  } else {
    const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (found && !found.disabled) { event.preventDefault(); found.focus(); found.click(); }
  }
}

function list() {
  const sheet = document.querySelector("[data-keys-list]");
  for (const each of document.querySelectorAll("[data-key][data-key-says]")) {
    if (sheet.querySelector(`[data-of="${CSS.escape(each.dataset.key)}"]`)) continue;
    const line = document.createElement("div");
    line.dataset.of = each.dataset.key;
    const mark = document.createElement("kbd");
    mark.textContent = each.dataset.key;
    const term = document.createElement("dt");
    term.append(mark);
    const says = document.createElement("dd");
    says.textContent = each.dataset.keySays;
    line.append(term, says);
    sheet.append(line);
  }
}

function open(id) {
  const dialog = document.getElementById(id);
  if (id === "keys") list();
  if (dialog && !dialog.open) dialog.showModal();
}

export function startKeys() {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target) || opener) menu.open = false;
  });
}
