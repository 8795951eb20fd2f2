// The menu of people, and the sidebar on a narrow screen.
const faces = () => document.getElementById("faces");
const menu = () => document.getElementById("menu");
const sidebarIsOpen = () => menu().ariaExpanded === "true";

function showSidebar(open) {
  menu().ariaExpanded = String(open);
  document.documentElement.classList.toggle("sidebar-open", open);
  if (open) document.querySelector("#sidebar [aria-current='page']").focus();
  else menu().focus();
}

function closeFaces() {
  faces().open = false;
  faces().querySelector("summary").focus();
}

function filter(words) {
  for (const face of faces().querySelectorAll("li")) {
    face.hidden = !face.textContent.toLowerCase().includes(words.trim().toLowerCase());
  }
}

const MENUS = "details.menu[open], details.clock[open]";

// Small menus close when one goes elsewhere.
function closeMenus(but) {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(but)) menu.open = false;
  }
}

// A menu opens upwards where there is no room below it.
document.addEventListener("toggle", ({ target: menu }) => {
  if (!menu.matches?.("details.menu[open]")) return;
  menu.classList.remove("up");
  const below = menu.closest(".log")?.getBoundingClientRect().bottom ?? innerHeight;
  menu.classList.toggle("up", menu.querySelector(".picker").getBoundingClientRect().bottom > below);
}, true);

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  if (event.target.closest("#menu")) showSidebar(!sidebarIsOpen());
  else if (sidebarIsOpen() && !event.target.closest("#sidebar")) showSidebar(false);
  if (faces().open && !event.target.closest("#faces")) faces().open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = document.querySelector(MENUS);
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (faces().open) closeFaces();
  else if (sidebarIsOpen()) showSidebar(false);
  else return;
  event.preventDefault();
});

document.addEventListener("input", (event) => {
  if (event.target.id === "find") filter(event.target.value);
});

document.addEventListener("fresh", () => filter(document.getElementById("find").value));
faces().addEventListener("toggle", () => {
  if (faces().open) document.getElementById("find").focus();
});
