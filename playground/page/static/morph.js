// Makes one tree of nodes like another, keeping every node that can stay: whoever has focus, a
// selection or a scroll position in one does not notice. A node with `data-keep` is the script's
// own and is left as it is.

export function morph(old, fresh) {
  if (old.isEqualNode(fresh) || old.dataset?.keep !== undefined) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  attributes(old, fresh);
  children(old, fresh);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function children(old, fresh) {
  const known = new Map([...old.children].filter((c) => c.id).map((c) => [c.id, c]));
  const staying = new Set([...fresh.children].map((c) => c.id));
  let at = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const match = wanted.id ? known.get(wanted.id) : alike(at, wanted) ? at : null;
    if (match) while (at && at !== match && !(at.id && staying.has(at.id))) at = removed(at);
    if (!match || match.nodeName !== wanted.nodeName) {
      old.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else old.insertBefore(match, at);
    morph(match, wanted);
  }
  while (at) at = removed(at);
}

function alike(node, wanted) {
  return node && !node.id && node.nodeName === wanted.nodeName;
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
