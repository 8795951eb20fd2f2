// Asks first, where the app wants that: `data-confirm-…` of the control.
function button(words, value, style) {
  const made = document.createElement("button");
  made.className = `button ${style}`;
  made.value = value;
  made.textContent = words;
  return made;
}

function asked({ confirmTitle, confirmText, confirmYes, confirmNo, confirmStyle }) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  const [title, text, row] = ["h2", "p", "div"].map((tag) => document.createElement(tag));
  dialog.className = "ask";
  dialog.dataset.keep = "";
  dialog.setAttribute("aria-label", confirmTitle);
  form.method = "dialog";
  title.textContent = confirmTitle;
  text.textContent = confirmText;
  row.className = "row";
  row.append(button(confirmNo, "", "default"), button(confirmYes, "yes", confirmStyle ?? "primary"));
  form.append(title, text, row);
  dialog.append(form);
  return dialog;
}

// Whether it shall happen: at once where nothing is asked. Escape is a no.
export function agreed(control) {
  if (control.dataset.confirmText === undefined) return Promise.resolve(true);
  const dialog = asked(control.dataset);
  document.documentElement.append(dialog); // beside the body, which is redrawn meanwhile
  dialog.showModal();
  return new Promise((decide) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      control.focus();
      decide(dialog.returnValue === "yes");
    });
  });
}
