"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filter");
  const notes = all(".note");
  const own = all(".own-note");
  const marksOf = new Map();
  for (const mark of all(".text [data-of]")) {
    for (const number of mark.dataset.of.split(" ")) {
      if (!marksOf.has(number)) marksOf.set(number, []);
      marksOf.get(number).push(mark);
    }
  }

  // Filter: notes that do not fit are taken away, their marks lose their line; the text itself always stays whole.
  const fits = (note, wanted) => Object.entries(wanted).every(([name, value]) => !value || note.dataset[name] === value);
  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    const shown = new Set();
    for (const note of notes) {
      note.hidden = !fits(note, wanted);
      if (!note.hidden) shown.add(note.dataset.of);
    }
    const ownShown = !wanted.kind && !wanted.force && !wanted.source && (!wanted.standing || wanted.standing === "own");
    for (const one of own) one.hidden = !ownShown;
    for (const one of all(".own-notes")) one.hidden = !ownShown;
    for (const mark of all(".text .mark")) {
      mark.classList.toggle("faded", mark.dataset.own ? !ownShown : !shown.has(mark.dataset.of));
    }
    const filtered = Object.values(wanted).some(Boolean);
    form.querySelector("output").textContent = filtered
      ? `${shown.size} of ${notes.length} statements` + (ownShown && own.length ? `, ${own.length} own assertions` : "")
      : "";
  }
  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
  }

  // Pointing at a note, or reaching it by keyboard, lights up its content, source, cue and relays in the text; and the other way.
  let lit = [];
  function light(event) {
    for (const one of lit) one.classList.remove("lit");
    lit = [];
    const near = event.target.closest?.("[data-of], [data-own]");
    if (!near) return;
    const number = near.dataset.of?.split(" ")[0];
    lit = number
      ? [...(marksOf.get(number) ?? []), ...notes.filter((note) => note.dataset.of === number)]
      : all(`[data-own="${near.dataset.own}"]`);
    for (const one of lit) one.classList.add("lit");
  }
  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", light);
})();
