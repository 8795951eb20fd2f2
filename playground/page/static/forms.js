// Forms that change something in place, and links to another view of the same page.
import { clear, post, tell } from "./problems.js";
import { go, refresh } from "./view.js";

async function send(form, button) {
  if (form.ariaBusy === "true") return; // a double click is one
  form.ariaBusy = "true";
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
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-post]")) return;
  event.preventDefault();
  if (event.target.dataset.confirm && !confirm(event.target.dataset.confirm)) return;
  send(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href).then(() => document.querySelector(".editor textarea")?.focus());
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || !event.target.matches(".editor textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
