// The page's own words. What the desk says comes from the desk.

const WORDS = {
  id: {
    tagline: "Layanan pemesanan bengkel, dicoba dari tiga sisi",
    how: "Cara mencoba",
    language: "EN",
    "language-name": "Show this page's captions in English",
    phones: "Telepon",
    "tab-telegram": "Telegram",
    "tab-whatsapp": "WhatsApp",
    "tab-staff": "Petugas",
    "name-telegram": "Hotel di Telegram",
    "name-whatsapp": "Hotel di WhatsApp",
    "name-staff": "Petugas bengkel",
    "advice-telegram": "Tulis seperti biasa; satu kalimat pun cukup.",
    "advice-whatsapp": "Meja yang sama, di mana tombol lebih sedikit.",
    "advice-staff": "Putuskan dengan tombol; balas pesan untuk bertanya.",
    "title-telegram": "PROKANA",
    "title-whatsapp": "PROKANA",
    "title-staff": "Ruang petugas",
    "subtitle-telegram": "bot",
    "subtitle-whatsapp": "akun bisnis",
    "subtitle-staff": "PROKANA dan petugas",
    "empty-telegram": "Belum ada pesan. Tulis “halo” untuk mulai.",
    "empty-whatsapp": "Belum ada pesan. Tulis “halo” untuk mulai.",
    "empty-staff": "Begitu ada yang memesan, kartunya muncul di sini.",
    "log-telegram": "Pesan di Telegram",
    "log-whatsapp": "Pesan di WhatsApp",
    "log-staff": "Pesan di ruang petugas",
    you: "Anda:",
    write: "Tulis pesan",
    send: "Kirim",
    attach: "Lampirkan gambar atau berkas",
    "drop-file": "Jangan lampirkan",
    "drop-reply": "Jangan membalas",
    reply: "Balas pesan ini",
    close: "Tutup",
    edited: "diedit",
    desk: "PROKANA",
    picture: "Gambar",
    "file-away": "tersimpan di kanal lain",
    "lost-reply": "Pesan lain",
    today: "Hari ini",
    yesterday: "Kemarin",
    "new-one": "pesan baru",
    "new-many": "pesan baru",
    unread: "belum dibaca",
    offline: "Sambungan terputus. Menyambung lagi…",
    "error-offline": "Belum terkirim: sambungan terputus. Tulisan ini tetap di sini.",
    "error-unknown": "Belum terkirim. Tulisan ini tetap di sini; silakan coba lagi.",
    "error-unreadable": "Belum terkirim: permintaan itu tidak dapat dibaca.",
    "error-too-long": "Terlalu panjang: paling panjang 4.096 huruf, di bawah gambar 1.024.",
    "error-nothing": "Pesan itu kosong.",
    "error-no-button": "Tombol itu sudah tidak ada di pesannya.",
    "error-no-message": "Pesan yang dibalas tidak ada.",
    "error-empty-file": "Berkas itu kosong.",
    "error-large-file": "Berkas itu lebih besar dari 10 MB; mohon kirim yang lebih kecil.",
  },
  en: {
    tagline: "The ordering desk of a workshop, tried from three sides",
    how: "How to try",
    language: "ID",
    "language-name": "Tampilkan keterangan halaman ini dalam bahasa Indonesia",
    phones: "Phones",
    "tab-telegram": "Telegram",
    "tab-whatsapp": "WhatsApp",
    "tab-staff": "Officers",
    "name-telegram": "A hotel on Telegram",
    "name-whatsapp": "A hotel on WhatsApp",
    "name-staff": "The workshop's officers",
    "advice-telegram": "Write as you would; one sentence will do.",
    "advice-whatsapp": "The same desk, where there are fewer buttons.",
    "advice-staff": "Decide with the buttons; reply to a message to ask.",
    "title-telegram": "PROKANA",
    "title-whatsapp": "PROKANA",
    "title-staff": "Officers' room",
    "subtitle-telegram": "bot",
    "subtitle-whatsapp": "business account",
    "subtitle-staff": "PROKANA and officers",
    "empty-telegram": "No messages yet. Write “halo” to begin.",
    "empty-whatsapp": "No messages yet. Write “halo” to begin.",
    "empty-staff": "As soon as somebody orders, the card appears here.",
    "log-telegram": "Messages on Telegram",
    "log-whatsapp": "Messages on WhatsApp",
    "log-staff": "Messages in the officers' room",
    you: "You:",
    write: "Write a message",
    send: "Send",
    attach: "Attach a picture or file",
    "drop-file": "Do not attach",
    "drop-reply": "Do not reply",
    reply: "Reply to this message",
    close: "Close",
    edited: "edited",
    desk: "PROKANA",
    picture: "Picture",
    "file-away": "kept by another channel",
    "lost-reply": "Another message",
    today: "Today",
    yesterday: "Yesterday",
    "new-one": "new message",
    "new-many": "new messages",
    unread: "unread",
    offline: "Connection lost. Reconnecting…",
    "error-offline": "Not sent: the connection is lost. Your text stays here.",
    "error-unknown": "Not sent. Your text stays here; please try again.",
    "error-unreadable": "Not sent: the request could not be read.",
    "error-too-long": "Too long: at most 4,096 characters, under a picture 1,024.",
    "error-nothing": "That message is empty.",
    "error-no-button": "The message no longer has that button.",
    "error-no-message": "The message you reply to is not there.",
    "error-empty-file": "That file is empty.",
    "error-large-file": "That file is larger than 10 MB; please send a smaller one.",
  },
};

/** What this browser remembers; nothing where it is not allowed to. */
export const memory = {
  get: (key) => {
    try {
      return localStorage.getItem(`prokana.${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`prokana.${key}`, value);
    } catch {
      // a private window: the page works all the same
    }
  },
};

let language = memory.get("language") === "en" ? "en" : "id";

export const say = (key) => WORDS[language][key] ?? key;

export const knows = (key) => key in WORDS[language];

export function switchLanguage() {
  language = language === "id" ? "en" : "id";
  memory.set("language", language);
}

/** Put the words in place, everywhere below `root` that names them. */
export function caption(root) {
  document.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.tagName === "BUTTON" && !node.classList.contains("shade")) {
      node.title = say(node.dataset.label);
    }
  }
}

const place = () => (language === "id" ? "id-ID" : "en-GB");

export const clock = (at) =>
  at.toLocaleTimeString(place(), { hour: "2-digit", minute: "2-digit" });

export function day(at) {
  const apart = Math.round((midnight(new Date()) - midnight(at)) / 86_400_000);
  if (apart === 0) return say("today");
  if (apart === 1) return say("yesterday");
  return at.toLocaleDateString(place(), { day: "numeric", month: "long", year: "numeric" });
}

const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate());
