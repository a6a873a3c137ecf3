/* Asks for the remarks on plain language again once Wagtail has stored the draft and drawn its preview anew. */
const WAIT = 1000;
let waiting = 0;

async function ask(panel) {
  const answer = await fetch(panel.dataset.plainLanguage, { credentials: "same-origin" });
  if (answer.ok) panel.innerHTML = await answer.text();
}

document.addEventListener("w-preview:content", () => {
  const panel = document.querySelector("[data-plain-language]");
  clearTimeout(waiting);
  if (panel) waiting = setTimeout(() => ask(panel), WAIT);
});
