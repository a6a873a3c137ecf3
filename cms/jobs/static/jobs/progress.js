// Shows the progress of a background run without loading the page again: asks every two seconds, until it is over.
const PAUSE = 2000;
const region = document.querySelector("[data-progress-runs]");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) return;
    if (fresh.innerHTML !== region.innerHTML) region.innerHTML = fresh.innerHTML;
    if (!fresh.hasAttribute("data-progress-runs")) {
      document.querySelector("[data-progress-stop]")?.remove();
      return;
    }
  } catch {
    // The net is away for a moment: ask again.
  }
  setTimeout(look, PAUSE);
}

if (region) setTimeout(look, PAUSE);
