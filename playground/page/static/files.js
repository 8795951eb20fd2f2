// Files on their way: chosen, dropped on the page, or pasted.
const field = (form) => form.querySelector("input[type='file']");

function list(form) {
  const names = [...field(form).files].map((file) => {
    const line = document.createElement("li");
    line.textContent = file.name;
    return line;
  });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "detach";
  remove.textContent = "Fjern";
  const shown = form.querySelector(".attached");
  shown.replaceChildren(...names, ...(names.length ? [remove] : []));
  shown.hidden = !names.length;
}

function add(form, files) {
  const all = new DataTransfer();
  for (const file of [...field(form).files, ...files]) all.items.add(file);
  field(form).files = all.files;
  list(form);
}

const composer = (target) => target.closest?.("#thread")?.querySelector(".composer") ?? document.getElementById("box-form");

document.addEventListener("change", (event) => {
  if (event.target.matches(".composer input[type='file']")) list(event.target.form);
});

document.addEventListener("click", (event) => {
  if (!event.target.matches(".detach")) return;
  const { form } = field(event.target.closest("form"));
  field(form).value = "";
  list(form);
});

document.addEventListener("sent", (event) => list(event.target));

document.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const form = composer(event.target);
  if (!event.dataTransfer.files.length || !form || event.target.closest("dialog")) return;
  event.preventDefault();
  add(form, event.dataTransfer.files);
});

document.addEventListener("paste", (event) => {
  if (!event.target.matches(".composer textarea") || !event.clipboardData.files.length) return;
  event.preventDefault();
  add(event.target.form, event.clipboardData.files);
});
