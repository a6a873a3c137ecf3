/* Menus in the frame close with Escape and when the focus or the finger goes elsewhere. */
const folds = document.querySelectorAll("details.fold");
const closeOthers = (target) => folds.forEach((fold) => { if (!fold.contains(target)) fold.open = false; });
document.addEventListener("pointerdown", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && document.activeElement?.closest("details.fold[open]");
  if (!fold) return;
  fold.open = false;
  fold.querySelector("summary").focus();
});
