// Completion in a composer: '@' for the app, '/' at the beginning for its commands.
const OPEN = ".choices:not([hidden])";

const list = (box) => document.getElementById(box.getAttribute("aria-controls"));
const shown = (box) => [...list(box).querySelectorAll("li:not([hidden])")];

// What is being completed: the word at the caret, if it begins as one of ours.
function begun(box) {
  const before = box.value.slice(0, box.selectionStart);
  return (before.match(/^\/\S*$/) ?? before.match(/(?<=^|\s)@\S*$/))?.[0];
}

function update(box) {
  const word = begun(box)?.toLowerCase();
  for (const choice of list(box).children) {
    choice.hidden = !word || !choice.dataset.insert.toLowerCase().startsWith(word);
  }
  mark(box, shown(box)[0]);
}

function mark(box, choice) {
  list(box).hidden = !choice;
  for (const one of list(box).children) one.setAttribute("aria-selected", String(one === choice));
  if (choice) box.setAttribute("aria-activedescendant", choice.id);
  else box.removeAttribute("aria-activedescendant");
}

function choose(box, choice) {
  const word = begun(box) ?? "";
  box.setRangeText(choice.dataset.insert, box.selectionStart - word.length, box.selectionStart, "end");
  mark(box, null);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function onKey(event) {
  const box = event.target;
  const choices = shown(box);
  const now = choices.findIndex((choice) => choice.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(box, choices.at((now + step) % choices.length));
  else if (event.key === "Escape") mark(box, null);
  else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") choose(box, choices[now]);
  else return;
  event.preventDefault(); // neither sends the message nor closes the thread
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".composer");
  if (event.target.matches("textarea") && form?.querySelector(OPEN)) onKey(event);
});

document.addEventListener("input", (event) => {
  if (event.target.matches(".composer textarea")) update(event.target);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches(".composer textarea")) mark(event.target, null);
});

document.addEventListener("mousedown", (event) => {
  const choice = event.target.closest(".choices li");
  if (!choice) return;
  event.preventDefault(); // the composer keeps the focus
  choose(choice.closest("form").elements.text, choice);
});
