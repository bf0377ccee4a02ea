// The report keeps a draft on this device until it is sent, and keeps answers that exclude each other apart.
const PLACE = "tocsin-report";
const form = document.getElementById("report");
const told = document.getElementById("draft");
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "paste", "do"]);

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
}

function read() {
  try { return JSON.parse(localStorage.getItem(PLACE) || "null"); } catch { return null; }
}

function forget() {
  try { localStorage.removeItem(PLACE); } catch { /* nothing is kept then */ }
}

function keep() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  const typed = fields.some(([name, value]) => value && !["key", "asked", "level", "same"].includes(name));
  if (!typed) return forget();
  try {
    localStorage.setItem(PLACE, JSON.stringify({ key: form.elements.key.value, fields }));
    told.textContent = told.dataset.kept;
  } catch { told.textContent = ""; }
}

// A draft goes through the server once, so that the questions it answers stand on the page again.
function bringBack(draft) {
  const sender = document.createElement("form");
  sender.method = "post";
  sender.action = form.getAttribute("action");
  const add = (name, value) => {
    const field = document.createElement("input");
    field.type = "hidden"; field.name = name; field.value = value;
    sender.append(field);
  };
  add("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  add("do", "preview");
  for (const [name, value] of draft.fields) add(name, value);
  document.body.append(sender);
  sender.submit();
}

function alone(box) {
  const group = box.closest("[data-set]");
  if (group && box.checked)
    for (const other of group.querySelectorAll("input"))
      if (other !== box && (box.dataset.alone !== undefined || other.dataset.alone !== undefined)) other.checked = false;
  const answer = box.closest("[data-answer]");
  if (!answer) return;
  const value = answer.querySelector("textarea,input:not([type=checkbox])");
  const unknown = answer.querySelector("input[name=unknown]");
  if (box === unknown && box.checked) value.value = "";
  else if (box === value && value.value) unknown.checked = false;
}

function start() {
  const draft = read();
  if (draft && draft.key === cookie("tocsin_reported")) forget();
  else if (draft && "fresh" in form.dataset) return bringBack(draft);
  else if (draft && draft.key === form.elements.key.value && !document.querySelector("[data-focus]")) told.textContent = told.dataset.back;
  form.addEventListener("input", (event) => { alone(event.target); keep(); });
  form.addEventListener("htmx:config:request", (event) => {
    const body = event.detail?.ctx?.request?.body;
    for (const name of ["files", "paste"]) body?.delete?.(name);
  });
  document.querySelector("[data-focus]")?.focus();
}

if (form) start();
