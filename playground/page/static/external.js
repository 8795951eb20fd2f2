// A field to search in, whose choices the app itself gives while one types.
import { post, tell } from "./problems.js";

const BREATH = 250; // milliseconds without a key, before the app is asked
const CONTEXT = ["rum", "som", "kanal", "ts", "view"]; // fields of the form around it: who asks, and where
const NOTHING = "Ingen forslag.";
const timers = new WeakMap();
const asked = new WeakMap(); // the newest question of each field; older answers come too late

const group = (field) => field.closest(".external");
const list = (field) => group(field).querySelector("[role=listbox]");
const now = (field) => list(field).querySelector("[aria-selected=true]");

function ask(field) {
  clearTimeout(timers.get(field));
  if (field.value.trim().length < Number(field.dataset.least)) return close(field);
  timers.set(field, setTimeout(() => fetchOptions(field), BREATH));
}

async function fetchOptions(field) {
  const all = new FormData(field.form);
  const fields = CONTEXT.filter((name) => all.has(name)).map((name) => [name, all.get(name)]);
  const words = field.value.trim();
  asked.set(field, words);
  try {
    const { options } = await post("/options", [...fields, ["key", field.dataset.options], ["value", words]]);
    if (asked.get(field) === words && document.activeElement === field) open(field, options);
  } catch (error) {
    tell(error, "no_options");
  }
}

function open(field, options) {
  const items = options.map(({ text, value }, number) => {
    const item = document.createElement("li");
    item.id = `${list(field).id}-${number}`;
    item.role = "option";
    item.dataset.value = value;
    item.textContent = text;
    return item;
  });
  list(field).replaceChildren(...items);
  list(field).hidden = !items.length;
  field.setAttribute("aria-expanded", String(items.length > 0));
  group(field).querySelector(".nothing").textContent = items.length ? "" : NOTHING;
  mark(field, items[0]);
  if (items.length) list(field).scrollIntoView({ block: "nearest" });
}

function close(field) {
  asked.delete(field);
  open(field, []);
  group(field).querySelector(".nothing").textContent = "";
}

function mark(field, item) {
  now(field)?.removeAttribute("aria-selected");
  item?.setAttribute("aria-selected", "true");
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

function choose(field, item) {
  const { value } = item.dataset;
  const changed = group(field).matches(".many") ? add(field, value, item.textContent) : set(field, value);
  field.value = group(field).matches(".many") ? "" : item.textContent;
  close(field);
  changed.dispatchEvent(new Event("change", { bubbles: true }));
}

function set(field, value) {
  const hidden = group(field).querySelector("input[type=hidden]");
  hidden.value = value;
  return hidden;
}

function add(field, value, words) {
  const chips = group(field).querySelector(".chips");
  const there = [...chips.querySelectorAll("input")].find((box) => box.value === value);
  const box = there ?? document.createElement("input");
  if (!there) {
    Object.assign(box, { type: "checkbox", name: field.dataset.options, value });
    const [item, label] = ["li", "label"].map((tag) => document.createElement(tag));
    label.className = "chip";
    label.append(box, ` ${words}`);
    item.append(label);
    chips.append(item);
  }
  box.checked = true;
  return box;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-options]")) return;
  if (!group(field).matches(".many")) set(field, ""); // what was chosen no longer stands there
  ask(field);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-options]")) ask(event.target);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-options]")) close(event.target);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-options]") || list(field).hidden) return;
  const items = [...list(field).children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(field, items.at((items.indexOf(now(field)) + step) % items.length));
  else if (event.key === "Escape") close(field);
  else if (event.key === "Enter") choose(field, now(field));
  else return;
  event.preventDefault();
}, true);

document.addEventListener("mousedown", (event) => {
  const item = event.target.closest(".external li[role=option]");
  if (!item) return;
  event.preventDefault(); // the field keeps the focus
  choose(item.closest(".external").querySelector("[data-options]"), item);
});
