// Says when somebody acts in a control of which the app hears at once. An event `act` on the
// document, with the form and the control's key, is for whoever tells it.
import { agreed } from "./confirm.js";

const BREATH = 400; // milliseconds without a key, when each character counts
const SEARCHES = "[data-options], [data-filter]"; // what is typed to find a choice is none
const waiting = new WeakMap();

const control = (event) => event.target.closest?.("[data-act]");
const when = (found) => found.dataset.actOn ?? "change";

async function act(found) {
  if (!(await agreed(found))) return revert(found);
  const detail = { form: found.closest("form"), key: found.dataset.act };
  document.dispatchEvent(new CustomEvent("act", { detail }));
}

function revert(found) {
  for (const field of [found, ...found.querySelectorAll("input")]) {
    if (field.matches("select")) for (const one of field.options) one.selected = one.defaultSelected;
    if (["checkbox", "radio"].includes(field.type)) field.checked = field.defaultChecked;
    else if ("defaultValue" in field) field.value = field.defaultValue;
  }
}

addEventListener("change", (event) => {
  if (event.target.matches(SEARCHES)) event.stopPropagation();
}, true);

document.addEventListener("change", (event) => {
  const found = control(event);
  if (found && when(found) === "change") act(found);
});

document.addEventListener("input", (event) => {
  const found = control(event);
  if (!found || !when(found).includes("on_character_entered")) return;
  clearTimeout(waiting.get(found));
  waiting.set(found, setTimeout(act, BREATH, found));
});

// Enter in a field would press the first button there is; here it tells, or sends the window.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
  if (!field.matches(".block input")) return;
  event.preventDefault();
  if (field.matches(SEARCHES)) return;
  const found = control(event);
  if (found && when(found).includes("on_enter_pressed")) act(found);
  else field.form?.querySelector("[data-send]")?.click();
});
