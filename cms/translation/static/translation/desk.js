/* The desk with a script: a sentence is saved when one leaves it, the answer says so, marks are put in by a button.
   The server answers with the sentence as it stands now; what somebody is typing is never replaced. */
const form = document.querySelector("[data-desk]");
if (form) {
  const status = form.querySelector("[data-desk-status]");
  const unsaved = new Set();
  const answered = new Map();
  const waiting = new Set();
  const articleOf = (ref) => form.querySelector(`[data-sentence="${ref}"]`);
  const fieldOf = (ref) => form.elements[`text-${ref}`];

  const say = (words) => { status.textContent = ""; requestAnimationFrame(() => { status.textContent = words; }); };
  const note = (ref, words, link) => {
    articleOf(ref).querySelector("[data-saved]")?.remove();
    const line = Object.assign(document.createElement("p"), { className: "sentence__saved sentence__saved--late", textContent: `${words} ` });
    line.dataset.saved = "";
    if (link) line.append(Object.assign(document.createElement("a"), link));
    fieldOf(ref).closest(".field").after(line);
    say(words);
  };

  const bodyOf = (ref, action) => {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "view", "page", "version", `text-${ref}`, `token-${ref}`, `shown-${ref}`, `ask-${ref}`]) {
      if (form.elements[name]) body.set(name, form.elements[name].value);
    }
    body.set("do", action);
    return body;
  };

  /* The new article around the very field somebody may be writing in: caret and undo survive. */
  const replace = (ref, html, sent) => {
    const old = articleOf(ref), field = fieldOf(ref);
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-sentence]");
    const drawn = fresh.querySelector(`[name="text-${ref}"]`);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const untouched = field.value === sent;
    if (untouched && field.value !== drawn.value) field.value = drawn.value;
    if (untouched && !drawn.hasAttribute("data-unsaved")) unsaved.delete(ref); else unsaved.add(ref);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (drawn.hasAttribute(name)) field.setAttribute(name, drawn.getAttribute(name)); else field.removeAttribute(name);
    }
    drawn.replaceWith(field);
    const help = [fresh, old].map((one) => one.querySelector("details"));
    if (help[0] && help[1]?.open) help[0].open = true;
    old.replaceWith(fresh);
    show(fresh);
    if (focused) (document.getElementById(focused.id) ?? field).focus({ preventScroll: true });
  };

  const send = async (ref, action) => {
    if (waiting.has(ref)) return null;
    waiting.add(ref);
    const sent = fieldOf(ref).value;
    try {
      const response = await fetch(form.action, { method: "POST", body: bodyOf(ref, action), headers: { Accept: "application/json" } });
      const answer = await response.json();
      answered.set(ref, sent);
      if (answer.go) { note(ref, answer.say, { href: answer.go, textContent: answer.label }); return answer; }
      replace(ref, answer.sentence, sent);
      document.querySelector("[data-desk-progress]").innerHTML = answer.progress;
      say(answer.say);
      return answer;
    } catch {
      answered.delete(ref);
      note(ref, form.dataset.offline);
      return null;
    } finally {
      waiting.delete(ref);
    }
  };

  const save = (ref) => { if (unsaved.has(ref) && answered.get(ref) !== fieldOf(ref).value) send(ref, `left:${ref}`); };
  const refIn = (target) => target.closest?.("[data-sentence]")?.dataset.sentence;
  form.addEventListener("input", (event) => { if (event.target.name?.startsWith("text-")) unsaved.add(event.target.name.slice(5)); });
  form.addEventListener("focusout", (event) => {
    const ref = refIn(event.target);
    if (ref && event.target.isConnected && !articleOf(ref).contains(event.relatedTarget)) save(ref);
  });
  addEventListener("online", () => unsaved.forEach(save));

  const warn = (event) => { if (unsaved.size) event.preventDefault(); };
  addEventListener("beforeunload", warn);

  /* Buttons of one sentence are answered in place; those of the page send the whole form. */
  form.addEventListener("submit", async (event) => {
    const [, ref] = (event.submitter?.value ?? "").split(":");
    if (!ref || !articleOf(ref)) { removeEventListener("beforeunload", warn); return; }
    event.preventDefault();
    event.stopPropagation();
    const answer = await send(ref, event.submitter.value);
    if (answer?.outcome === "saved") goOn(ref);
    else if (answer?.sentence) fieldOf(ref).focus();
  }, true);

  const goOn = (ref) => {
    const articles = [...form.querySelectorAll("[data-sentence]")];
    const next = articles.slice(articles.indexOf(articleOf(ref)) + 1).find((one) => one.hasAttribute("data-open"));
    next?.querySelector("textarea").focus({ preventScroll: true });
    next?.scrollIntoView({ block: "start" });
  };

  const show = (part) => part.querySelectorAll("[data-insert]").forEach((button) => { button.hidden = false; });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const field = document.getElementById(button.dataset.for);
    const { selectionStart: from, selectionEnd: to } = field;
    const { insert: open, insertClose: close } = button.dataset;
    const inside = field.value.slice(from, to);
    field.setRangeText(open + inside + close, from, to, "end");
    if (close && !inside) field.setSelectionRange(from + open.length, from + open.length);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  show(form);
  form.querySelectorAll("[data-unsaved]").forEach((field) => unsaved.add(field.name.slice(5)));
}
