// Forms that change something in place, and links to another view of the same page.
import { clear, post, tell } from "./problems.js";
import { go, refresh } from "./view.js";

const DELETE = "Vil du slette beskeden?"; // what is emptied is deleted, as in Slack

async function send(form, button) {
  if (form.ariaBusy === "true") return; // a double click is one
  form.ariaBusy = "true";
  const message = form.closest(".message")?.id;
  const { done } = form.dataset; // the form may be gone when it is
  try {
    await post(form.action, new FormData(form, button));
    clear();
    form.closest("details.menu")?.removeAttribute("open");
    await (form.matches(".editor") ? go(form.querySelector("a[data-go]").href) : refresh());
    document.dispatchEvent(new CustomEvent("done", { detail: done }));
  } catch (error) {
    tell(error, "not_pressed");
  }
  form.ariaBusy = null;
  keepFocus(message);
}

// What one stood on may be gone: then the message's own menu, or the field to write in, has focus.
function keepFocus(message) {
  if (document.activeElement !== document.body) return;
  const there = message && document.getElementById(message);
  (there?.querySelector(".tools summary") ?? document.getElementById("box"))?.focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-post]")) return;
  event.preventDefault();
  const emptied = event.target.matches(".editor") && !event.target.elements.text.value.trim();
  const question = emptied ? DELETE : event.target.dataset.confirm;
  if (question && !confirm(question)) return;
  send(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const log = link.closest(".log")?.id;
  go(link.href).then(() => document.querySelector(`[id='${log}'] .editor textarea`)?.focus());
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches(".editor textarea") || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) event.target.form.requestSubmit();
  else if (event.key === "Escape") event.target.form.querySelector("a[data-go]").click();
  else return;
  event.preventDefault(); // neither closes the thread
});
