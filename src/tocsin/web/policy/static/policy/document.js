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
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(entry.target.id)?.setAttribute("aria-current", "true");
  }
}, { rootMargin: "-72px 0px -70% 0px" });
for (const id of links.keys()) {
  const heading = document.getElementById(id);
  if (heading) seen.observe(heading);
}
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
