// Keeps the page as the server draws it at the address in the address bar.
import { morph } from "./morph.js";

const NEAR = 60; // pixels from the bottom that still count as there
const BREATH = 100; // milliseconds between two rounds when much happens

let running = null;
let again = false;

// Fetches and shows the page. Calls that come meanwhile are answered by one more round.
export function refresh() {
  again = true;
  running ??= rounds().finally(() => (running = null));
  return running;
}

async function rounds() {
  while (again) {
    again = false;
    await round();
    if (again) await new Promise((done) => setTimeout(done, BREATH));
  }
}

async function round() {
  const address = location.href;
  const looking = document.visibilityState === "visible" ? "yes" : "no";
  const headers = { Accept: "text/html", "X-Looking": looking };
  const response = await fetch(address, { headers });
  if (!response.ok) throw new Error(response.statusText);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (address !== location.href) return; // somebody went on meanwhile, which asks for a round
  if (response.redirected) history.replaceState(null, "", response.url);
  show(fresh);
}

function show(fresh) {
  const before = new Map([...document.querySelectorAll(".log")].map((log) => [log.id, state(log)]));
  document.title = fresh.title;
  morph(document.body, fresh.body);
  for (const log of document.querySelectorAll(".log")) {
    if (!before.has(log.id)) arrive(log);
    else if (before.get(log.id).wasAtBottom) toBottom(log);
  }
  document.dispatchEvent(new CustomEvent("fresh", { detail: before }));
}

// A thread that opens shows the beginning of its newest answer, also of one longer than the log.
function arrive(log) {
  toBottom(log);
  const last = [...log.querySelectorAll(".message")].at(-1);
  if (last && last.offsetHeight > log.clientHeight) last.scrollIntoView({ block: "start" });
}

function state(log) {
  const messages = new Set([...log.querySelectorAll(".message")].map((message) => message.id));
  return { messages, wasAtBottom: isAtBottom(log) };
}

export function isAtBottom(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

export function toBottom(log) {
  log.scrollTop = log.scrollHeight;
}

// Shows another address of the same page, as a link would, without losing what is typed.
export async function go(address) {
  history.pushState(null, "", address);
  await refresh();
}

addEventListener("popstate", () => refresh());
for (const log of document.querySelectorAll(".log")) if (!location.hash) toBottom(log);
