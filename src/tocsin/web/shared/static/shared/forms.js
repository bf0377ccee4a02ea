// Small help for forms: nothing is sent twice by a double click, and each new wish has a key of its own.
function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, "-");
}

// What was carried out keeps its key; the same form may now ask for something else.
function renew(event) {
  const { response, sourceElement } = event.detail.ctx;
  if (response?.status !== 200 || !sourceElement?.matches?.("form, button")) return;
  const key = sourceElement.closest("form")?.querySelector('input[name="key"]');
  if (key) key.value = fresh();
}

export function startForms() {
  document.addEventListener("htmx:after:request", renew);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter;
    if (button && !form.hasAttribute("hx-post") && form.method === "post")
      setTimeout(() => { button.disabled = true; setTimeout(() => (button.disabled = false), 4000); });
  }, true);
  document.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.dataset.done = ""; });
  });
}
