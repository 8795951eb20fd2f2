// Pressing buttons in messages.
import { clear, post, tell } from "./problems.js";

async function press(form, key) {
  const fields = new FormData(form);
  fields.set("press", key);
  try {
    await post(form.action, fields);
    clear();
  } catch (error) {
    tell(error, "not_pressed");
  }
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (!form.matches("form.body")) return;
  event.preventDefault();
  if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
  if (button.ariaBusy === "true") return; // a double click is one press
  button.ariaBusy = "true";
  await press(form, button.value);
  button.ariaBusy = null;
});

// A button that is a link is followed, and the app is told, as in Slack.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-press]");
  if (link) press(link.closest("form"), link.dataset.press);
});
