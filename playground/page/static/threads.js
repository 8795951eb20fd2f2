// Opening and closing the thread beside the channel.
import { go, refresh } from "./view.js";

const NARROW = matchMedia("(max-width: 800px)"); // there the thread covers the channel; page.css
const started = new Set(); // messages written in this view whose thread nobody has answered yet

const open = () => document.body.dataset.thread;
const message = (ts) => document.getElementById(`m-${ts}`);

async function follow(link) {
  const was = open();
  await go(link.href).catch(() => location.assign(link.href));
  if (open()) document.querySelector("#thread textarea").focus();
  else (message(was)?.querySelector(".open-thread") ?? document.getElementById("box"))?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-thread]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return; // those open a new tab
  event.preventDefault();
  follow(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !open()) return;
  follow(document.getElementById("close"));
});

document.addEventListener("said", (event) => {
  started.add(event.detail);
  refresh();
});

// Another thread gives way to the newest question's, unless somebody is writing in it.
function isFree() {
  const box = document.querySelector("#thread textarea");
  return !open() || (box && !box.value && document.activeElement !== box);
}

// The app answers in a thread, which a newcomer would not look for: the first answer opens it.
function openAnswered() {
  for (const ts of started) {
    const summary = message(ts)?.querySelector(".summary");
    if (!summary) continue;
    started.delete(ts);
    const covers = NARROW.matches && document.getElementById("box")?.value;
    if (!covers && isFree()) go(summary.href).then(() => announceAnswer(), () => {});
  }
}

function announceAnswer() {
  const answers = document.querySelectorAll("#thread .message");
  document.dispatchEvent(new CustomEvent("heard", { detail: [...answers].slice(1) }));
}

document.addEventListener("fresh", openAnswered);
