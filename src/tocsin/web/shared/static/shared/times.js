// Clocks count with the server's time: a wrong clock on this machine must not move a deadline.
const offset = new Date(document.body.dataset.now).getTime() - Date.now();
const speaks = document.documentElement.lang || "en";
const WORDS = {
  en: { d: "d", h: "h", m: "min", now: "just now", little: "under 1 min", ago: "{} ago", in: "in {}", late: "late by {}" },
  "zh-hans": { d: "天", h: "小时", m: "分钟", now: "刚刚", little: "不到 1 分钟", ago: "{} 前", in: "还有 {}", late: "已超时 {}" },
};
const words = WORDS[speaks] || WORDS.en;
const SOON = 15 * 60;

export function now() {
  return Date.now() + offset;
}

export function short(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(minutes / 1440);
  if (days) return `${days} ${words.d} ${hours % 24} ${words.h}`;
  if (hours) return `${hours} ${words.h} ${minutes % 60} ${words.m}`;
  return minutes ? `${minutes} ${words.m}` : words.little;
}

function tick() {
  for (const mark of document.querySelectorAll("time[data-left]")) {
    const left = (new Date(mark.dateTime).getTime() - now()) / 1000;
    const text = (left < 0 ? words.late : words.in).replace("{}", short(left));
    if (mark.textContent !== text) mark.textContent = text;
    const stands = left < 0 ? "late" : left <= SOON ? "soon" : "calm";
    for (const name of ["late", "soon", "calm"]) mark.classList.toggle(name, name === stands);
  }
  for (const mark of document.querySelectorAll("time[data-ago]")) {
    const passed = (now() - new Date(mark.dateTime).getTime()) / 1000;
    const text = passed < 60 ? words.now : words.ago.replace("{}", short(passed));
    if (mark.textContent !== text) mark.textContent = text;
  }
  for (const bar of document.querySelectorAll("progress[data-from][data-until]")) {
    const from = new Date(bar.dataset.from).getTime();
    const until = new Date(bar.dataset.until).getTime();
    const share = Math.min(1, Math.max(0, (now() - from) / (until - from || 1)));
    bar.value = share * bar.max;
    const left = (until - now()) / 1000;
    bar.className = left < 0 ? "late" : left <= SOON ? "soon" : "";
  }
}

export function startTimes() {
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:after:swap", tick);
}
