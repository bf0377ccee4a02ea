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

// While typing only the names of files travel; the files themselves go once, with the report.
function lighten(body) {
  if (!body?.delete) return;
  body.delete("paste");
  for (const field of form.querySelectorAll("input[type=file]")) {
    body.delete(field.name);
    for (const file of field.files) body.append(field.name.replace(/^file\./, "chosen."), file.name);
  }
}

function add(files) {
  const field = form.querySelector("[data-drop]");
  const all = new DataTransfer();
  for (const file of [...field.files, ...files]) all.items.add(file);
  field.files = all.files;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function takeFiles() {
  document.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) { event.preventDefault(); add(event.clipboardData.files); }
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); form.classList.add("dropping"); }
  });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => form.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer?.files.length) { event.preventDefault(); add(event.dataTransfer.files); }
  });
}

function start() {
  const draft = read();
  if (draft && draft.key === cookie("tocsin_reported")) forget();
  else if (draft && "fresh" in form.dataset) return bringBack(draft);
  else if (draft && draft.key === form.elements.key.value && !document.querySelector("[data-focus]")) told.textContent = told.dataset.back;
  takeFiles();
  form.addEventListener("input", (event) => { alone(event.target); keep(); });
  form.addEventListener("htmx:config:request", (event) => {
    lighten(event.detail?.ctx?.request?.body);
  });
  document.querySelector("[data-focus]")?.focus();
}

if (form) start();
