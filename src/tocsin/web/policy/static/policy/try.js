// Starting again: every answer is "not known".
const form = document.querySelector("[data-try]");
form?.querySelector("[data-clear]")?.addEventListener("click", () => {
  for (const field of form.querySelectorAll("input, select, textarea")) {
    if (field.type === "hidden") continue;
    if (field.type === "radio") field.checked = field.value === "";
    else if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
});
