// The list that a narrow messenger opens from one button.

import { el } from "./message.js";

export class Sheet {
  #node;
  #behind;
  #opener = null;

  /** `behind` are the parts of the phone it covers. */
  constructor(node, behind) {
    this.#node = node;
    this.#behind = behind;
    node.querySelector(".shade").onclick = () => this.close();
    node.querySelector(".close").onclick = () => this.close();
    node.onkeydown = (event) => {
      if (event.key === "Escape") this.close();
    };
  }

  /** Show a message's rows; `choose` is called with the one that is taken. */
  open({ choices, language }, opener, choose) {
    const list = this.#node.querySelector(".list");
    const rows = choices.options.map((option) => this.#row(option, choose));
    list.lang = language;
    list.setAttribute("aria-label", choices.opener);
    list.querySelector(".title").textContent = choices.opener;
    list.querySelector("ul").replaceChildren(...rows);
    this.#opener = opener;
    this.#cover(true);
    list.querySelector("li button").focus();
  }

  close() {
    this.#cover(false);
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  }

  #cover(shown) {
    this.#node.hidden = !shown;
    for (const part of this.#behind) part.inert = shown;
  }

  #row(option, choose) {
    const take = () => {
      this.close();
      choose(option);
    };
    const below = option.description ? el("small", { dir: "auto" }, option.description) : null;
    const words = el("span", {}, el("b", { dir: "auto" }, option.label), below);
    const props = { type: "button", className: option.style, onclick: take };
    return el("li", {}, el("button", props, words, el("i", { className: "radio" })));
  }
}
