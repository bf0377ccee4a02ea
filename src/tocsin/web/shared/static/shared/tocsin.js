// What every page does: clocks tick, shortcuts work, menus close, and what changed is fetched again.
import { startTimes } from "./times.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startForms } from "./forms.js";

document.documentElement.classList.add("js");
startTimes();
startKeys();
startForms();
startLive();
