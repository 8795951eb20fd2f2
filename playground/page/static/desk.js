// The clock, the fault desk and the ledger: plain links and forms, which this keeps up to date.
import "./forms.js";
import { refresh } from "./view.js";

const LOOK = 2000; // milliseconds; faults are used up and connections come without a word
const TICK = 250;

const STAYS = 8000;

const byId = (id) => document.getElementById(id);

async function look() {
  if (document.visibilityState !== "visible") return;
  await refresh().then(
    () => (byId("offline").hidden = true),
    () => (byId("offline").hidden = false),
  );
}

let stays;
const hush = () => (byId("done").textContent = "");

// Says what was done; whoever pressed a button that is gone goes on from the top of the page.
document.addEventListener("done", ({ detail: sentence }) => {
  byId("done").textContent = sentence;
  clearTimeout(stays);
  stays = setTimeout(hush, STAYS);
  if (document.activeElement === document.body) byId("main").focus({ preventScroll: true });
});
document.addEventListener("submit", hush);

const zone = { timeZone: "Europe/Copenhagen" };
const time = new Intl.DateTimeFormat("da-DK", { ...zone, timeStyle: "medium" });
const minute = { hour: "2-digit", minute: "2-digit" };
const date = { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" };
const day = new Intl.DateTimeFormat("da-DK", date);
const clock = new Intl.DateTimeFormat("da-DK", { ...zone, ...minute });

let ahead = 0; // milliseconds that the alliance's clock is before this machine's
let slack = 0; // and Slack's

function set() {
  const { alliance, slack: slacks } = byId("clocks").dataset;
  ahead = Date.parse(alliance) - Date.now();
  slack = Date.parse(slacks) - Date.now();
  tick();
}

function tick() {
  const now = new Date(Date.now() + ahead);
  const there = new Date(Date.now() + slack);
  byId("hand").textContent = time.format(now);
  byId("day").textContent = day.format(now);
  byId("slack").textContent = `${day.format(there)} kl. ${clock.format(there)}`;
}

if (byId("clocks")) {
  document.addEventListener("fresh", set);
  setInterval(tick, TICK);
  set();
}
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK);
