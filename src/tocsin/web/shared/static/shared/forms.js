// Small help for forms: nothing is sent twice by a double click, and files are not lost by a slip.
export function startForms() {
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
