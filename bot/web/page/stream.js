// The line to the desk: what is new or changed arrives by itself, also after a break.

const SILENCE = 15_000; // three beats missed: the line is dead even if nobody said so
const AGAIN = [400, 800, 1500, 3000];
const UNSEEN = 30_000; // a page nobody looks at gives its line back: a browser has but six

/** Keeps a line open for as long as the page lives. `seen` is remembered across breaks. */
export function follow({ heard, up, down }) {
  let seen = 0;
  let tries = 0;
  let source = null;
  let watchdog = 0;
  let retry = 0;

  function open() {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(`/try/events?seen=${seen}`);
    source.onmessage = (event) => {
      const change = JSON.parse(event.data);
      tries = 0;
      seen = change.seen;
      up();
      watch();
      heard(change);
    };
    source.onerror = lost;
    watch();
  }

  function watch() {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, SILENCE);
  }

  function lost() {
    clearTimeout(watchdog);
    source.close();
    down();
    retry = setTimeout(open, AGAIN[Math.min(tries, AGAIN.length - 1)]);
    tries += 1;
  }

  function rest() {
    clearTimeout(watchdog);
    clearTimeout(retry);
    source.close();
    source = null;
  }

  let unseen = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(unseen);
    if (document.hidden) unseen = setTimeout(rest, UNSEEN);
    else if (!source) open();
  });
  addEventListener("online", open);
  open();
}

export class NotSent extends Error {
  constructor(code, sentence = "") {
    super(sentence || code);
    this.code = code;
    this.sentence = sentence;
  }
}

const sayIt = (path, body, type) =>
  fetch(path, {
    method: "POST",
    body,
    headers: { "Content-Type": type },
    signal: AbortSignal.timeout(60_000),
  });

/** Send words or a press; throws `NotSent`. */
export const sendWords = (words) => sent(() => sayIt("/try/say", JSON.stringify(words), "application/json"));

/** Send a file with what comes with it; throws `NotSent`. */
export const sendFile = (file, facts) =>
  sent(() => sayIt(`/try/file?${new URLSearchParams(facts)}`, file, "application/octet-stream"));

async function sent(request) {
  let response;
  try {
    response = await request();
  } catch {
    throw new NotSent("offline");
  }
  if (response.ok) return;
  const reason = await response.json().catch(() => ({}));
  throw new NotSent(reason.error ?? "unknown", reason.sentence);
}
