// Pressing and choosing in messages, modals and on App Home.
import { agreed } from "./confirm.js";
import { clear, post, tell } from "./problems.js";
import { refresh } from "./view.js";

const BLOCKS = "form[data-blocks]";

async function send(form, fields) {
  try {
    await post(form.action, fields);
    clear();
  } catch (error) {
    tell(error, "not_pressed");
  }
  await refresh().catch(() => {});
}

async function press(form, button) {
  if (button.ariaBusy === "true" || !(await agreed(button))) return; // a double click is one press
  button.ariaBusy = "true";
  await send(form, new FormData(form, button));
  button.ariaBusy = null;
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches(BLOCKS)) return;
  event.preventDefault();
  const button = submitter ?? form.querySelector("[data-send]");
  if (button) press(form, button);
});

// What tells the app at once, without a button.
document.addEventListener("act", ({ detail: { form, key } }) => {
  const fields = new FormData(form);
  fields.set("act", key);
  send(form, fields);
});

// A button that is a link is followed, and the app is told, as in Slack.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-press]");
  if (!link) return;
  const fields = new FormData(link.closest(BLOCKS));
  fields.set("press", link.dataset.press);
  send(link.closest(BLOCKS), fields);
});
