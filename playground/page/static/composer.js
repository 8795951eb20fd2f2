// Writing. What is typed is kept until the server has it, also over a reload.
import "./choices.js";
import { clear, post, tell } from "./problems.js";
import { isAtBottom, toBottom } from "./view.js";

const key = (form) => `draft/${document.body.dataset.place}/${form.id}`;

function keep(box) {
  sessionStorage.setItem(key(box.form), box.value);
  grow(box);
}

// The log above keeps its newest messages in view while the box below it grows.
function grow(box) {
  const log = box.form.parentElement?.querySelector(".log");
  const wasAtBottom = log && isAtBottom(log);
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
  if (wasAtBottom) toBottom(log);
}

function fill(box, text) {
  box.value = text;
  keep(box);
}

function restore() {
  for (const form of document.querySelectorAll(".composer:not([data-ready])")) {
    form.dataset.ready = "";
    const draft = sessionStorage.getItem(key(form));
    if (draft) fill(form.elements.text, draft);
  }
}

async function send(form) {
  const box = form.elements.text;
  const text = box.value;
  const fields = new FormData(form);
  const files = form.elements.files;
  const sent = new DataTransfer(); // kept, as the field is emptied at once
  for (const file of files.files) sent.items.add(file);
  if (!text.trim() && !sent.files.length) return;
  box.value = ""; // the draft stays kept until the message has arrived
  files.value = "";
  form.dispatchEvent(new Event("sent", { bubbles: true }));
  grow(box);
  try {
    const answer = await post(form.action, fields);
    if (!box.value) sessionStorage.removeItem(key(form));
    if (form.elements.also) form.elements.also.checked = false;
    clear();
    if (answer.ts) document.dispatchEvent(new CustomEvent("said", { detail: answer.ts }));
    const log = form.parentElement.querySelector(".log");
    if (log) toBottom(log);
  } catch (error) {
    fill(box, box.value ? `${text}\n${box.value}` : text);
    files.files = sent.files;
    form.dispatchEvent(new Event("sent", { bubbles: true }));
    tell(error, "not_sent");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".composer")) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches(".composer textarea") || event.defaultPrevented) return;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send(event.target.form);
});

document.addEventListener("input", (event) => {
  if (event.target.matches(".composer textarea")) keep(event.target);
});

document.addEventListener("click", (event) => {
  const suggestion = event.target.closest("[data-fill]");
  if (!suggestion) return;
  const box = document.getElementById("box");
  fill(box, suggestion.dataset.fill);
  box.focus();
});

document.addEventListener("fresh", restore);
restore();
