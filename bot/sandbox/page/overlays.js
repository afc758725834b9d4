// What lies over the conversation: toasts, alerts, the question before an address is opened.

const $ = (id) => document.getElementById(id);
const TOAST_MS = 4000;

for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close(""));
}
$("leave-link").addEventListener("click", () => $("leave").close());

/** Ask before opening an address. */
export function leave(url) {
  $("leave-address").textContent = url;
  $("leave-link").href = url;
  $("leave").showModal();
}

/** Show a text that has to be confirmed. */
export function alert(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}

let fading;

/** Show a text for a moment. */
export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => ($("toast").hidden = true), TOAST_MS);
}
