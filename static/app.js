// Peili's own script: what htmx and the browser do not do by themselves. Without it every page still works.
const notice = () => document.getElementById("notice");

/** Speaks each new data-say text once, in the page's one live region. */
function announce() {
  const texts = [...document.querySelectorAll("[data-say]")].map((element) => {
    const text = element.dataset.say;
    element.removeAttribute("data-say");
    return text;
  });
  if (!texts.length) return;
  const region = document.getElementById("say");
  region.textContent = "";
  setTimeout(() => { region.textContent = texts.join(" "); }, 60);
}

/** Moves focus to what the server marked, once. */
function focus() {
  const element = document.querySelector("[data-focus]");
  if (!element) return;
  element.removeAttribute("data-focus");
  element.focus();
}

/** The title says "Error:" exactly while an error summary is on the page. */
function entitle() {
  const summary = document.getElementById("errors");
  const mark = summary?.dataset.title ?? entitle.mark;
  if (!mark) return;
  entitle.mark = mark;
  const bare = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  document.title = summary ? mark + bare : bare;
}

function arrive() {
  announce();
  focus();
  setTimeout(entitle); // htmx writes the title after htmx:after:swap
}

function tell(text, link) {
  if (notice().textContent.startsWith(text)) return; // a screen reader has heard it
  const box = document.createElement("div");
  box.className = "say";
  box.dataset.kind = "bad";
  box.setAttribute("role", "alert");
  const words = box.appendChild(document.createElement("p"));
  words.textContent = text;
  if (link) box.appendChild(document.createElement("p")).append(link);
  notice().replaceChildren(box);
}

// ---- what is typed and not yet saved -------------------------------------------------------------------------

const typed = new Map(); // autosaving form -> number of the last keystroke that the server has not confirmed
const unsent = new Set(); // of these, the ones that did not get through and are worth sending again
let stroke = 0;

/** Sends again what did not get through. The form's hx-trigger names the event: "input changed delay:800ms, blur, retry". */
function retry() {
  for (const form of unsent) {
    if (form.isConnected) form.querySelector("textarea, input:not([type=hidden])")?.dispatchEvent(new Event("retry", {bubbles: true}));
    else unsent.delete(form);
  }
}

addEventListener("online", retry);
setInterval(retry, 15_000);

const longText = (form) => [...(form?.elements ?? [])].some(
  (field) => field.matches("textarea") && field.value !== field.defaultValue);

document.addEventListener("input", (event) => {
  const counter = document.querySelector(`[data-counts="${CSS.escape(event.target.id)}"]`);
  if (counter) counter.textContent = [...event.target.value].length;
  const form = event.target.closest("[data-autosave]");
  if (!form) return;
  typed.set(form, ++stroke);
  form.dataset.saving = "waiting";
});

addEventListener("beforeunload", (event) => {
  for (const form of typed.keys()) if (form.isConnected) return event.preventDefault();
});

addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  // The browser itself sends it now, or sends the text that was chosen in its place.
  for (const form of typed.keys()) if (form === event.target || form.action === event.target.action) typed.delete(form);
});

// ---- requests ------------------------------------------------------------------------------------------------

function fail(form, again = false) {
  if (!form) return;
  form.dataset.saving = "failed";
  if (again) unsent.add(form);
  else unsent.delete(form);
}

const formOf = (ctx) => ctx.sourceElement.closest("form");

document.addEventListener("htmx:before:request", ({detail: {ctx}}) => {
  ctx.stroke = stroke;
  ctx.editor = ctx.sourceElement.closest("[data-autosave]");
  if (ctx.editor && typed.has(ctx.editor)) ctx.editor.dataset.saving = "saving";
  // A request that had to wait was filled in before the one ahead of it brought the new version.
  const version = ctx.editor?.elements.namedItem("version");
  if (version) ctx.request.body?.set("version", version.value);
  ctx.request.submitter?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", ({detail: {ctx}}) => {
  ctx.request.submitter?.removeAttribute("aria-busy");
});

document.addEventListener("htmx:before:response", (event) => {
  const {ctx} = event.detail;
  if (ctx.response.status !== 401 || !(typed.has(ctx.editor) || longText(formOf(ctx)))) return;
  if (/[?&]held=1/.test(ctx.hx.redirect)) return typed.delete(ctx.editor); // the server keeps the text
  event.preventDefault(); // do not follow HX-Redirect: the text is only here
  const link = document.createElement("a");
  link.href = ctx.hx.redirect ?? "/";
  link.target = "_blank";
  link.textContent = notice().dataset.signIn;
  tell(notice().dataset.expired, link);
  fail(ctx.editor);
  document.addEventListener("visibilitychange", renew);
});

/** Back from signing in: take the new form token into the old page, so that the text can be sent. */
async function renew() {
  if (document.hidden) return;
  const answer = await fetch(location.href, {headers: {Accept: "text/html"}});
  if (!answer.ok || answer.redirected) return;
  document.removeEventListener("visibilitychange", renew);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const form of document.forms) {
    const twin = [...fresh.forms].find((other) => other.getAttribute("action") === form.getAttribute("action"));
    const [old, young] = [form, twin].map((one) => one?.elements.namedItem("form_token"));
    if (old && young) old.value = young.value;
  }
  notice().replaceChildren();
  for (const form of typed.keys()) unsent.add(form);
  retry();
}

document.addEventListener("htmx:after:request", ({detail: {ctx}}) => {
  if (ctx.response.status >= 400) return fail(ctx.editor, ctx.response.status >= 500);
  notice().replaceChildren();
  if (ctx.editor && (typed.get(ctx.editor) ?? 0) <= ctx.stroke) {
    typed.delete(ctx.editor);
    unsent.delete(ctx.editor);
    ctx.editor.dataset.saving = "saved";
  }
});

document.addEventListener("htmx:error", ({detail: {ctx}}) => {
  if (!ctx || ctx.response) return; // it did reach the server
  fail(ctx.editor, true);
  tell(ctx.request.method === "GET" ? notice().dataset.unread : notice().dataset.unsaved);
});

document.addEventListener("htmx:after:swap", arrive);
document.addEventListener("DOMContentLoaded", arrive);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// ---- keys and presses ----------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const button = event.target.closest("[data-show]");
  if (!button) return;
  const field = document.getElementById(button.dataset.show);
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const form = event.target.form ?? event.target.closest("form");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.go"));
  } else if (event.key === "Escape") {
    const menu = event.target.closest(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (!longText(form)) { // a slip of a finger must not cost a long text
      event.target.closest(".editing, form")?.querySelector("[data-cancel]")?.click();
    }
  }
});
