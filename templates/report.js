"use strict";
// Filters the documents by code, marks what the filter is about, and opens what a link leads to.
(() => {
  const buttons = [...document.querySelectorAll("[data-filter]")];
  const docs = [...document.querySelectorAll("details.doc")];
  const shown = document.getElementById("shown");
  const unfold = document.getElementById("unfold");
  const codes = (element) => (element.dataset.codes || "").split(" ");
  let current = "";

  const mark = (doc) => {
    for (const change of doc.querySelectorAll("[data-codes]")) {
      const about = current === "" || current === "dropped" || codes(change).includes(current);
      change.classList.toggle("dim", !about);
    }
  };

  const choose = (value) => {
    current = value;
    let count = 0;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.filter === value));
    for (const doc of docs) {
      doc.hidden = value !== "" && !codes(doc).includes(value);
      if (doc.hidden) continue;
      count += 1;
      if (doc.open) mark(doc);
    }
    shown.textContent = count === 1 ? "1 document" : count + " documents";
  };

  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) choose("");
    if (target.tagName === "DETAILS") {
      target.open = true;
      target.querySelector("summary").focus({ preventScroll: true });
      target.scrollIntoView();
    }
  };

  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.filter));
  for (const link of document.querySelectorAll("[data-choose]")) {
    link.addEventListener("click", () => choose(link.dataset.choose));
  }
  for (const doc of docs) doc.addEventListener("toggle", () => doc.open && mark(doc));
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") === "false";
    for (const doc of docs) if (!doc.hidden) doc.open = open;
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "Fold all" : "Unfold all";
  });
  // A link to where the page already is opens it again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  addEventListener("hashchange", follow);
  choose("");
  follow();
})();
