// On a phone the tabs scroll: the one that is open is in sight.
for (const row of document.querySelectorAll(".ptop .tabs, .kinds")) {
  const open = row.querySelector("[aria-current]");
  if (open) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.clientWidth) / 2;
}
