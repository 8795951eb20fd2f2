// What happens without anybody here doing it: new messages, the clock, a lost connection.
import { isAtBottom, refresh, toBottom } from "./view.js";

const RETRY = 1000; // milliseconds
const CLOCK = 5000;
const LONGEST = 400; // characters of a message read aloud

const byId = (id) => document.getElementById(id);
const catchUp = () => refresh().catch(() => {}); // the next change, or reconnecting, tries again

function listen() {
  const changes = new EventSource("/changes");
  changes.onopen = () => {
    byId("offline").hidden = true;
    catchUp();
  };
  changes.onmessage = catchUp;
  changes.onerror = () => {
    byId("offline").hidden = false;
    if (changes.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
  };
}

// Reads out what others wrote, and not the page around it.
function announce(messages) {
  const others = messages.filter((message) => message.dataset.by !== document.body.dataset.me);
  if (!others.length) return;
  const words = (message, part) => message.querySelector(part).textContent.trim();
  const lines = others.map((m) => `${words(m, ".name")}: ${words(m, ".body").slice(0, LONGEST)}`);
  byId("news").textContent = lines.join("\n");
}

document.addEventListener("heard", (event) => announce(event.detail));
document.addEventListener("fresh", ({ detail: before }) => {
  const logs = [...document.querySelectorAll(".log")].filter((log) => before.has(log.id));
  const isNew = (message) => !before.get(message.closest(".log").id).messages.has(message.id);
  const added = logs.flatMap((log) => [...log.querySelectorAll(".message")].filter(isNew));
  announce(added);
  const below = added.some((message) => message.closest("#log")) && !isAtBottom(byId("log"));
  if (below) byId("jump").hidden = false;
});

// The log is not on every page, and scrolling does not bubble.
document.addEventListener("click", (event) => {
  if (event.target.closest("#jump")) toBottom(byId("log"));
});
document.addEventListener("scroll", ({ target }) => {
  if (target.id === "log" && isAtBottom(target)) byId("jump").hidden = true;
}, true);

const written = new Intl.DateTimeFormat("da-DK", {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/Copenhagen",
});

// As the server writes it: 'tirsdag den 24. november kl. 18.24'.
function inWords(moment) {
  const part = Object.fromEntries(written.formatToParts(moment).map((p) => [p.type, p.value]));
  return `${part.weekday} den ${part.day}. ${part.month} kl. ${part.hour}.${part.minute}`;
}

async function tick() {
  if (document.visibilityState !== "visible") return;
  const { now } = await (await fetch("/clock")).json();
  byId("clock").dateTime = now;
  byId("clock").textContent = inWords(new Date(now));
}

document.addEventListener("visibilitychange", catchUp); // what is seen now counts as read
setInterval(() => tick().catch(() => {}), CLOCK);
listen();
