/* A text field with a limit says how many characters are left, calmly, once few are left. */
for (const field of document.querySelectorAll("textarea[maxlength], textarea[data-limit]")) {
  const limit = Number(field.dataset.limit ?? field.maxLength);
  const note = Object.assign(document.createElement("p"), { className: "counter" });
  note.setAttribute("aria-live", "polite");
  field.after(note);
  const tell = () => {
    const free = limit - field.value.length;
    note.textContent = free > limit / 4 ? "" : `${field.value.length} / ${limit}`;
  };
  field.addEventListener("input", tell);
  tell();
}
