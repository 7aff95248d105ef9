// A click on a figure, or its button, opens what lies behind it. Without scripts all of that stands at
// the end of the page.
"use strict";

const table = (id) => document.querySelector(`script[data-table="${id}"]`);

/** The numbers that a figure plots: the bytes of its CSV file. */
async function bytes(id) {
  const packed = Uint8Array.from(atob(table(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** Says whether the numbers in this page have the digest that is written beside them. */
async function check(dialog, id) {
  const place = dialog.querySelector(".check");
  if (place.textContent || !crypto.subtle) return;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await bytes(id)));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const agrees = found === dialog.querySelector(".table-digest").textContent;
  place.classList.toggle("failed", !agrees);
  place.textContent = agrees
    ? "✓ Your browser has just computed that of the numbers plotted, and it agrees."
    : `✗ The numbers plotted in this page have the digest ${found}.`;
}

/** Takes the figure's picture and the rows of its claims from the report. */
function fill(dialog, id) {
  const picture = document.querySelector(`figure[id="${id}"] img`).cloneNode();
  dialog.querySelector(".picture").replaceChildren(picture);
  const rows = dialog.dataset.claims.split(" ").filter(Boolean)
    .map((claim) => document.getElementById(claim).closest("tr"));
  if (rows.length === 0) return;
  const claims = rows[0].closest("table").cloneNode();
  claims.append(rows[0].closest("table").tHead.cloneNode(true), document.createElement("tbody"));
  claims.tBodies[0].append(...rows.map((row) => row.cloneNode(true)));
  for (const element of claims.querySelectorAll("[id]")) element.removeAttribute("id");
  dialog.querySelector(".claims").replaceChildren(claims);
}

function show(id) {
  const dialog = document.getElementById(`${id}-details`);
  fill(dialog, id);
  dialog.showModal();
  dialog.scrollTop = 0;
  check(dialog, id);
}

async function save(id) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await bytes(id)], { type: "text/csv" }));
  link.download = `${id}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.opens) show(button.dataset.opens);
  else if (button?.dataset.saves) save(button.dataset.saves);
  else if (target.matches("figure img")) show(target.closest("figure").id);
  else if (target.matches("dialog a[href^='#']")) target.closest("dialog").close();
});

// The contents are open where they stand beside the text, and tell where the reader is.
const contents = document.querySelector("nav details");
const isWide = matchMedia("(min-width: 75rem)");
const unfold = () => { contents.open = isWide.matches; };
isWide.addEventListener("change", unfold);
unfold();
const links = new Map(Array.from(contents.querySelectorAll("a"), (link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver((entries) => {
  const seen = entries.find((entry) => entry.isIntersecting);
  if (!seen) return;
  for (const link of links.values()) link.removeAttribute("aria-current");
  const link = links.get(seen.target.id);
  link.setAttribute("aria-current", "true");
  if (isWide.matches) link.scrollIntoView({ block: "nearest" });
}, { rootMargin: "0px 0px -70% 0px" });
for (const id of links.keys()) watcher.observe(document.getElementById(id));
