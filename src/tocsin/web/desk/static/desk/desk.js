// The desk's list: choosing lines, moving with j and k, and the bar for what was chosen.
const list = document.getElementById("list");
const bar = document.querySelector("[data-bulk]");

function boxes() {
  return [...document.querySelectorAll("#rows input[name=on]")];
}

function show() {
  if (!bar) return;
  const all = boxes();
  const chosen = all.filter((box) => box.checked).length;
  bar.classList.toggle("on", chosen > 0);
  const count = bar.querySelector("[data-count]");
  if (chosen) count.textContent = chosen === 1 ? count.dataset.one : count.dataset.many.replace("{}", chosen);
  const head = document.querySelector("[data-all]");
  if (head) {
    head.checked = chosen > 0 && chosen === all.length;
    head.indeterminate = chosen > 0 && chosen < all.length;
  }
}

function move(step) {
  const links = [...document.querySelectorAll("#rows a.title")];
  const place = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = links[Math.min(links.length - 1, Math.max(0, place + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function typing(target) {
  return /^(input|textarea|select)$/i.test(target.tagName) && target.type !== "checkbox";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches("[data-all],#rows input[name=on]")) show();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") {
    const box = document.activeElement.closest("tr")?.querySelector("input[name=on]");
    if (box) { box.checked = !box.checked; show(); }
  }
});
// What was done is told beside the bar; the choice is over, so that nothing is done twice by a slip.
function told() {
  for (const box of boxes()) box.checked = false;
  for (const menu of document.querySelectorAll("[data-bulk] details[open]")) menu.open = false;
  for (const field of document.querySelectorAll("[data-bulk] textarea,[data-bulk] input:not([type=hidden]),[data-bulk] select")) field.value = "";
  document.getElementById("bulk-said")?.focus({ preventScroll: true });
}

document.addEventListener("htmx:after:swap", show);
document.addEventListener("htmx:after:request", (event) => {
  const ctx = event.detail?.ctx;
  if (ctx?.sourceElement?.id === "bulk" && ctx.response?.raw?.ok !== false) setTimeout(() => { told(); show(); }, 50);
});
document.addEventListener("click", (event) => {
  const over = event.target.closest("[data-dismiss]");
  if (over) over.closest("section").remove();
});
if (list) show();
