// One phone: its messages, its writing line, its list of choices.

import { caption, day, knows, memory, say } from "./captions.js";
import { draw, el, icon, plain, whose } from "./message.js";
import { Sheet } from "./sheet.js";
import { sendFile, sendWords } from "./stream.js";

const LARGEST = 10 * 1024 * 1024;
const NEAR_END = 48;

export class Phone {
  #name;
  #look;
  #messages = new Map();
  #replying = null;
  #file = null;
  #atEnd = true;
  #missed = 0;
  #unsent = null;
  #pressed = null;
  #sending = false;

  /** `news` is called with the number of messages that arrived by themselves. */
  constructor({ name, look, person, examples, news }) {
    this.#name = name;
    this.#look = look;
    this.news = news;
    this.examples = examples;
    this.node = document.querySelector("#column").content.firstElementChild.cloneNode(true);
    this.node.id = `phone-${name}`;
    this.#find("phone").classList.add(look, name);
    if (name === "staff") this.#find("avatar").append(icon("people"));
    this.#nameField(person);
    this.#composer();
    this.#reading();
    const behind = ["bar", "wall", "composer"].map((part) => this.#find(part));
    this.sheet = new Sheet(this.#find("sheet"), behind);
    this.caption();
  }

  #find(place) {
    return this.node.querySelector(`.${place}`);
  }

  // ---- words of the page

  caption() {
    const name = this.#name;
    caption(this.node);
    this.node.querySelector("h2").textContent = say(`name-${name}`);
    this.#find("advice").textContent = say(`advice-${name}`);
    this.#find("title").textContent = say(`title-${name}`);
    this.#find("subtitle").textContent = say(`subtitle-${name}`);
    this.#find("empty").textContent = say(`empty-${name}`);
    this.#find("scroll").setAttribute("aria-label", say(`log-${name}`));
    this.#find("log").setAttribute("aria-label", say(`log-${name}`));
    this.#find("examples").replaceChildren(...this.examples.map((text) => this.#example(text)));
    this.#find("trouble").hidden = true;
    this.#redraw();
  }

  #example(text) {
    const suggest = () => {
      this.#text.value = text;
      this.#grow();
      this.#text.focus();
    };
    return el("button", { type: "button", className: "example", lang: "id", onclick: suggest }, text);
  }

  // ---- messages

  /** Take in what is new or changed; `live` is false for what was there before. */
  take(messages, { live, anew }) {
    if (anew) this.#messages.clear();
    const fresh = messages.filter((message) => !this.#messages.has(message.id));
    for (const message of messages) {
      const known = this.#messages.has(message.id) && !anew;
      this.#messages.set(message.id, message);
      if (known) this.#replace(message);
    }
    if (anew) this.#redraw();
    else fresh.sort((one, other) => one.id - other.id).forEach((message) => this.#add(message, live));
    this.#find("empty").hidden = this.#messages.size > 0;
    if (fresh.some((message) => message.mine)) this.#arrived(fresh);
    const others = fresh.filter((message) => !message.mine).length;
    if (live && others) this.news(others);
    this.#follow(live ? others : 0);
    this.#find("log").setAttribute("aria-live", "polite");
  }

  #draw(message) {
    const acts = {
      press: (of, option, button) => this.#press(of, option, button),
      open: (of, button) => this.#open(of, button),
      show: (id) => this.#show(id),
      reply: this.#name === "staff" ? (to) => this.#reply(to) : null,
    };
    const find = (id) => this.#messages.get(id) ?? null;
    const item = draw(message, { look: this.#look, group: this.#name === "staff", acts, find });
    item.dataset.side = message.desk ? "desk" : `${message.mine}${message.name}`;
    return item;
  }

  #add(message, live) {
    const log = this.#find("log");
    const item = this.#draw(message);
    if (live) item.classList.add("new");
    let before = log.lastElementChild;
    while (before && !(Number(before.dataset.id) < message.id)) before = before.previousElementSibling;
    const here = before ? before.nextElementSibling : log.firstElementChild;
    log.insertBefore(item, here?.classList.contains("day") ? here.nextElementSibling : here);
    this.#arrange(item);
  }

  /** Day marks, and messages of one hand drawn together. */
  #arrange(item) {
    const before = item.previousElementSibling;
    const today = new Date(this.#messages.get(Number(item.dataset.id)).at).toDateString();
    item.dataset.day = today;
    if (!before?.classList.contains("day") && before?.dataset.day !== today) {
      const at = new Date(this.#messages.get(Number(item.dataset.id)).at);
      item.before(el("li", { className: "day" }, el("span", {}, day(at))));
    } else if (before?.dataset.side === item.dataset.side) {
      item.classList.add("goes-on");
    }
  }

  #replace(message) {
    const old = this.#find("log").querySelector(`[data-id="${message.id}"]`);
    const item = this.#draw(message);
    const focused = old.contains(document.activeElement);
    item.dataset.day = old.dataset.day;
    item.classList.toggle("goes-on", old.classList.contains("goes-on"));
    item.classList.add("changed");
    old.replaceWith(item);
    if (focused) (item.querySelector(".keyboard button, .replies button") ?? this.#text).focus();
  }

  #redraw() {
    this.#find("log").replaceChildren();
    const all = [...this.#messages.values()].sort((one, other) => one.id - other.id);
    all.forEach((message) => this.#add(message, false));
  }

  #show(id) {
    const item = this.#find("log").querySelector(`[data-id="${id}"]`);
    item.scrollIntoView({ block: "center" });
    item.classList.remove("found");
    requestAnimationFrame(() => item.classList.add("found"));
  }

  // ---- where the reader is

  #reading() {
    const scroll = this.#find("scroll");
    scroll.addEventListener("scroll", () => {
      this.#atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
      if (this.#atEnd) this.#miss(0);
    });
    const stay = new ResizeObserver(() => this.#atEnd && this.#toEnd());
    stay.observe(scroll);
    stay.observe(this.#find("log"));
    this.#find("pill").onclick = () => {
      this.#toEnd();
      this.#text.focus({ preventScroll: true });
    };
  }

  #follow(others) {
    if (this.#atEnd) this.#toEnd();
    else this.#miss(this.#missed + others);
  }

  #toEnd() {
    const scroll = this.#find("scroll");
    scroll.scrollTop = scroll.scrollHeight;
    this.#atEnd = true;
    this.#miss(0);
  }

  #miss(count) {
    this.#missed = count;
    const pill = this.#find("pill");
    pill.hidden = count === 0;
    pill.lastElementChild.textContent = `${count} ${say(count === 1 ? "new-one" : "new-many")}`;
  }

  // ---- writing

  #nameField(person) {
    const field = this.node.querySelector("[name=name]");
    field.value = memory.get(`name.${this.#name}`) || person;
    field.addEventListener("change", () => {
      field.value = field.value.trim() || person;
      memory.set(`name.${this.#name}`, field.value);
    });
    field.addEventListener("keydown", (event) => event.key === "Enter" && this.#text.focus());
  }

  get #text() {
    return this.node.querySelector("textarea");
  }

  get #person() {
    return { phone: this.#name, name: this.node.querySelector("[name=name]").value.trim() || "?" };
  }

  #composer() {
    const form = this.#find("composer");
    const picker = this.node.querySelector("[name=file]");
    const typing = matchMedia("(hover: none)").matches ? "newline" : "send";
    form.onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.#text.oninput = () => this.#grow();
    this.#text.onkeydown = (event) => {
      const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      if (enter && typing === "send") {
        event.preventDefault();
        this.#send();
      }
    };
    this.#find("attach").onclick = () => picker.click();
    picker.onchange = () => {
      this.#attach(picker.files[0] ?? null);
      picker.value = "";
    };
    this.#text.onpaste = (event) => {
      const [pasted] = event.clipboardData.files;
      if (pasted) {
        event.preventDefault();
        this.#attach(pasted);
      }
    };
    const phone = this.#find("phone");
    phone.ondragover = (event) => event.preventDefault();
    phone.ondrop = (event) => {
      event.preventDefault();
      if (event.dataTransfer.files[0]) this.#attach(event.dataTransfer.files[0]);
    };
    this.#find("attached").querySelector(".drop").onclick = () => this.#attach(null);
    this.#find("answering").querySelector(".drop").onclick = () => this.#reply(null);
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#replying) this.#reply(null);
    });
  }

  #grow() {
    const text = this.#text;
    const frame = text.offsetHeight - text.clientHeight;
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + frame, 132)}px`;
  }

  #attach(file) {
    this.#trouble(null);
    if (file && file.size > LARGEST) {
      this.#trouble({ code: "large-file" });
      return;
    }
    const draft = this.#find("attached");
    const thumb = draft.querySelector(".thumb");
    const old = thumb.querySelector("img");
    if (old) URL.revokeObjectURL(old.src);
    thumb.replaceChildren();
    this.#file = file;
    draft.hidden = !file;
    if (file) {
      draft.querySelector("b").textContent = file.name;
      draft.querySelector("p span").textContent = `${Math.ceil(file.size / 1024)} KB`;
      if (/^image\/(png|jpeg|webp|gif)$/.test(file.type)) {
        thumb.append(el("img", { src: URL.createObjectURL(file), alt: "" }));
      }
    }
    this.#grow();
    this.#text.focus();
  }

  #reply(message) {
    const draft = this.#find("answering");
    this.#replying = message;
    draft.hidden = !message;
    if (message) {
      draft.querySelector("b").textContent = whose(message);
      draft.querySelector("p span").textContent = plain(message).slice(0, 120);
    }
    this.#text.focus();
  }

  async #send() {
    const text = this.#text.value.trim();
    const file = this.#file;
    if (this.#sending || !(text || file)) return;
    const answers = this.#replying?.id ?? 0;
    this.#busy(true);
    this.#toEnd();
    try {
      if (file) await sendFile(file, { ...this.#person, file: file.name, caption: text, answers });
      else await sendWords({ ...this.#person, text, answers });
      this.#sent();
    } catch (trouble) {
      this.#unsent = { text, file };
      this.#trouble(trouble);
    } finally {
      this.#busy(false);
    }
  }

  #busy(sending) {
    this.#sending = sending;
    this.#text.readOnly = sending;
    this.#find("composer").setAttribute("aria-busy", String(sending));
  }

  #sent() {
    this.#unsent = null;
    this.#text.value = "";
    if (this.#replying) this.#reply(null);
    if (this.#file) this.#attach(null);
    this.#trouble(null);
    this.#grow();
  }

  /** What could not be sent may have arrived after all: the answer was lost, not the message. */
  #arrived(fresh) {
    const { text, file } = this.#unsent ?? {};
    const same = (message) =>
      message.mine && plain(message) === (text || file?.name) && !message.pressed;
    const untouched = this.#text.value.trim() === text && this.#file === file;
    if (this.#unsent && untouched && fresh.some(same)) this.#sent();
  }

  #trouble(trouble) {
    const line = this.#find("trouble");
    line.hidden = !trouble;
    if (!trouble) return;
    const key = `error-${trouble.code}`;
    line.textContent = knows(key) ? say(key) : trouble.sentence || say("error-unknown");
  }

  // ---- choosing

  async #press(message, option, button) {
    if (this.#pressed) return;
    this.#pressed = button;
    button.setAttribute("aria-busy", "true");
    this.#toEnd();
    try {
      await sendWords({ ...this.#person, press: option.press, message: message.id });
      this.#trouble(null);
    } catch (trouble) {
      this.#trouble(trouble);
    } finally {
      button.removeAttribute("aria-busy");
      this.#pressed = null;
    }
  }

  #open(message, opener) {
    this.sheet.open(message, opener, (option) => this.#press(message, option, opener));
  }
}
