// The reply keyboard that a bot may put below the line, and the question for a place.

import { make } from "/text.js";

const $ = (id) => document.getElementById(id);

/** Shows the keys of the latest message that had some. `say(text)` and `locate(latitude, longitude)` do what they ask for. */
export class Keys {
  constructor(say, locate) {
    this.say = say;
    this.locate = locate;
    $("spot").addEventListener("close", () => {
      if ($("spot").returnValue === "send") this.locate(Number($("latitude").value), Number($("longitude").value));
    });
  }

  clear() {
    this.put({ remove_keyboard: true });
  }

  /** Take a reply keyboard or its removal. */
  put(keys) {
    if (!keys.keyboard && !keys.remove_keyboard) return;
    this.once = Boolean(keys.one_time_keyboard);
    const rows = (keys.keyboard ?? []).map((row) => make("div", { className: "row" }, ...row.map((key) => this.key(key))));
    $("keys").replaceChildren(...rows);
    $("keys").hidden = rows.length === 0;
  }

  key(key) {
    const button = make("button", { type: "button", textContent: key.text });
    button.addEventListener("click", () => {
      if (this.once) this.clear();
      if (key.request_location) {
        $("spot").returnValue = "";
        $("spot").showModal();
      } else {
        this.say(key.text);
      }
    });
    return button;
  }
}
