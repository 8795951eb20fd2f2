// The little toolbar over a rich text field: marks around what is selected, lists of its lines.
function around(box, mark) {
  const { selectionStart: start, selectionEnd: end } = box;
  box.setRangeText(`${mark}${box.value.slice(start, end)}${mark}`, start, end, "end");
  if (start === end) box.selectionStart = box.selectionEnd = start + mark.length;
}

function lines(box, begins) {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const picked = box.value.slice(start, box.selectionEnd).split("\n");
  const numbered = /^\d/.test(begins);
  const made = picked.map((line, number) => (numbered ? `${number + 1}. ` : begins) + line);
  box.setRangeText(made.join("\n"), start, box.selectionEnd, "end");
}

document.addEventListener("click", (event) => {
  const tool = event.target.closest(".marks button");
  if (!tool) return;
  const box = tool.closest(".rich-field").querySelector("textarea");
  if (tool.dataset.mark) around(box, tool.dataset.mark);
  else lines(box, tool.dataset.line);
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  const mark = (event.ctrlKey || event.metaKey) && { b: "*", i: "_" }[event.key];
  if (!mark || !event.target.matches(".rich-field textarea")) return;
  event.preventDefault();
  around(event.target, mark);
});
