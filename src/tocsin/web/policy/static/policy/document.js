// Reading a long document: search in it, know where you are, copy a text that is ready to send.
const doc = document.querySelector("[data-doc]");
const parts = doc ? [...doc.querySelectorAll(".part")] : [];

function clear() {
  for (const mark of doc.querySelectorAll("mark.hit")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  for (const part of parts) part.classList.remove("no-hit");
}

function texts(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => node.parentElement.closest("svg,button,.anchor,option") || !node.data.trim() ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function mark(part, wanted) {
  let count = 0;
  for (const node of texts(part)) {
    let rest = node;
    let at = rest.data.toLowerCase().indexOf(wanted);
    while (at >= 0) {
      const hit = rest.splitText(at);
      rest = hit.splitText(wanted.length);
      const made = document.createElement("mark");
      made.className = "hit";
      hit.replaceWith(made);
      made.append(hit);
      count += 1;
      at = rest.data.toLowerCase().indexOf(wanted);
    }
  }
  return count;
}

function search(input, told) {
  clear();
  const wanted = input.value.trim().toLowerCase();
  if (wanted.length < 2) { told.textContent = ""; return; }
  let count = 0;
  for (const part of parts) {
    const here = mark(part, wanted);
    part.classList.toggle("no-hit", here === 0);
    count += here;
  }
  if (!count) clear();
  told.textContent = count ? `${count} ${input.dataset.foundSome}` : input.dataset.foundNone;
}

const find = document.querySelector("[data-find]");
if (find && doc) {
  const input = find.querySelector("input");
  const told = find.querySelector("[data-found]");
  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => search(input, told), 150); });
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    search(input, told);
    doc.querySelector("mark.hit")?.scrollIntoView({ block: "center" });
  });
}

const links = new Map([...document.querySelectorAll("[data-contents] a")].map((a) => [a.hash.slice(1), a]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const aside = document.querySelector(".contents");
let waiting = false;

function here() {
  waiting = false;
  const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 140);
  const found = end ? headings.at(-1) : passed.at(-1) ?? headings[0];
  const link = found && links.get(found.id);
  if (!link || link.hasAttribute("aria-current")) return;
  for (const each of links.values()) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const box = aside.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  if (getComputedStyle(aside).position === "sticky" && (at.top < box.top + 60 || at.bottom > box.bottom - 20))
    aside.scrollTop += at.top - box.top - box.height / 3;
}

addEventListener("scroll", () => {
  if (!waiting) { waiting = true; requestAnimationFrame(here); }
}, { passive: true });
here();
if (matchMedia("(max-width: 900px)").matches) document.querySelector("[data-contents]")?.removeAttribute("open");

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies)?.textContent ?? "";
    await navigator.clipboard?.writeText(text);
    const before = button.textContent;
    button.textContent = "✓";
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}
