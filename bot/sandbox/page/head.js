// The line over the conversation: whose it is, and what the bot is doing.

const $ = (id) => document.getElementById(id);
const ACTION_MS = 5000;
const ACTIONS = { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…" };

/** Shows the place one is at, { group, … }, and the state of things below its name. `name` is the bot's. */
export class Head {
  constructor(place) {
    this.place = place;
    this.name = "";
  }

  /** What stands below the name while nothing happens. */
  get rest() {
    const { group } = this.place;
    if (!group) return "bot";
    const count = group.members.length;
    return `${count} ${count === 1 ? "person" : "people"}, the bot is ${["left", "kicked"].includes(group.bot) ? "out" : "in"}`;
  }

  /** Write whose conversation it is; what the bot is doing stays. */
  show() {
    $("name").textContent = this.place.group?.title ?? this.name;
    $("face").textContent = [...$("name").textContent][0] ?? "?";
    if (!$("state").classList.contains("busy")) this.calm();
  }

  /** Say that nothing happens. */
  calm() {
    clearTimeout(this.idle);
    this.say(this.rest);
  }

  /** Say for a while what the bot is about to do. */
  doing(action) {
    if (action === "cancel") return;
    this.say(ACTIONS[action] ?? "busy…");
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.calm(), ACTION_MS);
  }

  lost() {
    this.say("no connection to the sandbox, trying again…");
    $("state").dataset.lost = "yes";
  }

  found() {
    if ($("state").dataset.lost) this.calm();
  }

  say(words) {
    $("state").textContent = words;
    $("state").classList.toggle("busy", words !== this.rest);
    delete $("state").dataset.lost;
  }
}
