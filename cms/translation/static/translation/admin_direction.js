/* Text fields of the admin take the direction of what is written in them, so that Arabic and Farsi read right. */
const FIELDS = "input[type=text]:not([dir]), input:not([type]):not([dir]), textarea:not([dir]), [contenteditable=true]:not([dir])";

function followText(root) {
  root.querySelectorAll(FIELDS).forEach((field) => field.setAttribute("dir", "auto"));
}

document.addEventListener("DOMContentLoaded", () => {
  followText(document);
  new MutationObserver(() => followText(document.body)).observe(document.body, { childList: true, subtree: true });
});
