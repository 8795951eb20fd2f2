// Says what went wrong, in the page's own sentences.
const all = [...document.querySelectorAll("[data-error]")];

export function tell(error, otherwise) {
  const sentence = all.find((p) => p.dataset.error === error);
  const other = all.find((p) => p.dataset.error === otherwise);
  for (const p of all) p.hidden = p !== (sentence ?? other);
}

export function clear() {
  for (const p of all) p.hidden = true;
}

// Posts a form's fields. Gives the answer, or throws the name of what went wrong.
export async function post(address, fields) {
  const response = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(fields),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw answer.error ?? response.status;
  return answer;
}
