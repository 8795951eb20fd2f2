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

function body(fields) {
  const withFiles = fields instanceof FormData && [...fields.values()].some((v) => v instanceof File);
  return withFiles ? fields : new URLSearchParams(fields);
}

// Posts a form's fields. Gives the answer, or throws the name of what went wrong.
export async function post(address, fields) {
  const response = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: body(fields),
  });
  const answer = await response.json().catch(() => ({}));
  const problem = response.ok ? answer.problem : answer.error ?? response.status;
  if (problem) throw problem;
  return answer;
}
