// The modal that the app opened: above everything, with focus, until the server says it is gone.
const modal = () => document.getElementById("modal");
let shown = "";
let opener = null; // what had focus before the first window

function show() {
  const dialog = modal();
  const view = dialog?.querySelector("form").id ?? "";
  if (view && !shown) opener = document.activeElement;
  if (dialog && !dialog.matches(":modal")) {
    dialog.close();
    dialog.showModal();
  }
  if (!view && shown) (opener?.isConnected ? opener : document.getElementById("box"))?.focus();
  if (view && view !== shown) focusIn(dialog);
  shown = view;
  const wrong = dialog?.querySelector("[aria-invalid='true']");
  if (wrong && !dialog.dataset.told) wrong.focus();
  if (dialog) dialog.dataset.told = wrong ? "yes" : "";
}

const FIELDS = ".sheet :is(input, select, textarea):not([type='hidden'])";

function focusIn(dialog) {
  const found = ["[autofocus]", FIELDS, "button"].map((wanted) => dialog.querySelector(wanted));
  found.find(Boolean).focus();
}

function dismiss() {
  const form = modal().querySelector("form");
  form.requestSubmit(form.querySelector("button[name='close'][value='top']"));
}

document.addEventListener(
  "cancel",
  (event) => {
    if (event.target !== modal()) return;
    event.preventDefault(); // the server closes it, as it must tell the app
    dismiss();
  },
  true,
);

document.addEventListener("fresh", show);
show();
