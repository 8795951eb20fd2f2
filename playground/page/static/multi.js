// Lists in which several are ticked off: finding in them, and the chosen as chips.
const boxes = (multi) => [...multi.querySelectorAll("input[type=checkbox]")];
const row = (box) => box.closest("li");

function chip(box) {
  const made = document.createElement("span");
  made.className = "chip";
  made.textContent = row(box).querySelector("span").firstChild.textContent;
  return made;
}

function show(multi) {
  const chosen = boxes(multi).filter((box) => box.checked);
  multi.querySelector(".chips").replaceChildren(...chosen.map(chip));
  const most = Number(multi.dataset.most ?? Infinity);
  for (const box of boxes(multi)) box.disabled = !box.checked && chosen.length >= most;
}

function filter(search) {
  const wanted = search.value.trim().toLowerCase();
  for (const one of search.closest(".list").querySelectorAll("li")) {
    one.hidden = !one.textContent.toLowerCase().includes(wanted);
  }
}

function showAll() {
  for (const multi of document.querySelectorAll(".multi")) show(multi);
  for (const search of document.querySelectorAll("[data-filter]")) filter(search);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) filter(event.target);
});

document.addEventListener("change", (event) => {
  const multi = event.target.closest(".multi");
  if (multi) show(multi);
});

// A menu closes when one is done with it: by a click beside it, or by Escape.
const menus = () => document.querySelectorAll(".multi details[open], details.overflow[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    const pressed = menu.matches(".overflow") && event.target.closest(".overflow li");
    if (!menu.contains(event.target) || pressed) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details[open]");
  if (!menu || ![...menus()].includes(menu)) return;
  event.preventDefault(); // closes neither the window nor the thread
  menu.open = false;
  menu.querySelector("summary").focus();
}, true);

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.open || ![...menus()].includes(menu)) return;
  menu.querySelector("[data-filter]")?.focus();
  menu.lastElementChild.scrollIntoView({ block: "nearest" }); // what opens may lie below the edge
}, true);

document.addEventListener("fresh", showAll);
showAll();
