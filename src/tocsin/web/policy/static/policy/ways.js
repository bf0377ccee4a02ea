// Only the part of the form that is meant is shown; without scripts all three stand there.
const form = document.querySelector("[data-ways]");
function show() {
  const way = form.elements.way.value;
  for (const part of form.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== way;
}
if (form) {
  form.addEventListener("change", show);
  show();
}
