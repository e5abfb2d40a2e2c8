# Tawar-menawar, revisi, dan penawaran yang berakhir.

quote-state-withdrawn = penawaran ditarik
quote-state-lost = penawaran tidak jadi
quote-withdrawn = Mohon maaf, penawaran { $number } sudah kami tarik.
quote-lost = Penawaran { $number } dicatat tidak jadi.
quote-just-changed = Penawaran { $number } baru saja berubah; mohon lihat yang terbaru.

lost-price = Harga
lost-delay = Waktu pengiriman
lost-stigma = Asal atau kebijakan
lost-supplier = Ada pemasok lain
lost-no-need = Belum butuh
lost-other = Alasan lain

quote-bargain = Nego harga
quote-honour = Minta harga lama

bargain-title = **Penawaran { $number }**: harga kami { $each } per { $unit }.
bargain-others = Yang lebih murah tanpa tawar-menawar:
bargain-tier = { $quantity } { $units }: { $each } per { $unit }, total { $total } (hemat { $saved } per { $unit })
bargain-quantity = { $quantity } { $units }: { $each } per { $unit }, total { $total }
bargain-variant = Diganti { $variant }: { $each } per { $unit } (hemat { $saved })
bargain-later = Dikirim { $days } hari lagi: { $each } per { $unit } (hemat { $saved })
bargain-name = Silakan sebut harga per { $unit } yang Bapak/Ibu harapkan, atau jumlah lain.
bargain-conceded = Terima kasih atas tawarannya. Untuk { $number } kami bisa **{ $each }** per { $unit }. Kalau belum cocok, mohon tawaran baru.
bargain-agreed = Baik, **{ $each }** per { $unit } kami setujui. Terima kasih.
bargain-already = Harga kami untuk { $number } sudah **{ $each }** per { $unit }.
bargain-stands = Harga kami tetap **{ $each }** per { $unit }. Mohon tawaran baru yang lebih tinggi dari sebelumnya, atau ambil harga ini.
bargain-minimum = Jumlah terkecilnya { $minimum }; harga kami sekarang { $each } per { $unit }.
bargain-escalated = Tawaran untuk { $number } kami teruskan ke petugas; jawabannya datang di sini.
bargain-waits = Tawaran untuk { $number } sedang dilihat petugas; jawabannya datang di sini.
bargain-which = Untuk baris yang mana di { $number }?
bargain-line = Baris { $line }: { $quantity }
bargain-take = Ambil { $each }
bargain-take-quantity = Jadi { $quantity }
bargain-take-later = +{ $days } hari
bargain-officer = Tanya petugas
bargain-see = Lihat penawaran
bargain-lose = Tidak jadi

lost-why = Boleh tahu alasannya { $number } tidak jadi? Ini membantu kami memperbaiki diri.
lost-not = Tetap simpan
lost-thanks = Terima kasih, { $number } kami catat tidak jadi. Kami senang bila Bapak/Ibu kembali.

offer-agreed = Petugas menyetujui **{ $each }** per { $unit }. Terima kasih.
offer-countered = Petugas menawarkan **{ $each }** per { $unit } untuk { $number }.
offer-refused = Mohon maaf, harga itu belum dapat kami penuhi. Untuk { $number } harga kami { $each } per { $unit }.
offer-not-honoured = Mohon maaf, harga lama { $number } tidak dapat kami pakai lagi.
offer-honoured = Harga lama { $number } masih kami penuhi.
offer-talk = Petugas { $officer } ingin membicarakan harga { $number }. Silakan tulis di sini.

# Untuk petugas.
card-revision = Dari penawaran { $quote }
offer-card = **{ $number }** · { $state }
offer-state-issued = tawar-menawar
offer-state-accepted = jadi pesanan
offer-state-superseded = ada revisi baru
offer-state-withdrawn = ditarik
offer-state-expired = kedaluwarsa
offer-state-lost = tidak jadi
offer-asks = Ditawar **{ $each }** (harga kami { $ours }), { $quantity } { $units }, { $variant }
offer-asks-officer = Ingin bicara harga; harga kami { $ours }, { $quantity } { $units }, { $variant }
offer-asks-honour = Minta harga lama { $ours }, { $quantity } { $units }, { $variant }
offer-costs = HPP { $hpp }, batas bawah { $floor }, margin pada { $each }: { $margin } %
offer-type-price = Balas pesan ini dengan harga per satuan untuk { $number }, misalnya 3.150.
offer-talk-open = Balas pesan ini untuk bicara dengan { $who }.
offer-which = Penawaran “{ $number }” tidak ditemukan, atau alasannya belum ditulis. Contoh: /tarik 012 bahan habis
offer-lost-how = Penawaran “{ $number }” tidak ditemukan, atau alasannya belum ditulis. Contoh: /kalah 012 harga. Alasan: { $reasons }
offer-lost-title = **Penawaran tidak jadi**
offer-lost-row = { $reason }: { $count }
offer-ended = { $number } dicatat. { $reason }

deal-agree = Terima
deal-counter = Tawar balik
deal-refuse = Tolak
deal-talk = Bicara
deal-honour = Pakai harga lama

party-customer = Pelanggan
party-desk = Bot
party-officer = Petugas

step-asked = { $who } bertanya
step-offered = { $who } menawar { $each }
step-told = { $who } menjawab, harga { $each }
step-conceded = { $who } memberi { $each }
step-escalated = { $who } meneruskan ke petugas
step-countered = { $who } menawar balik { $each }
step-accepted = { $who } setuju { $each }
step-refused = { $who } menolak, harga tetap { $each }
step-withdrawn = { $who } menarik penawaran
step-honoured = { $who } memakai harga lama
step-lost = { $who } mencatat tidak jadi

refused-below-floor = Harga itu di bawah batas bawah hari ini; tidak ada yang diubah.
refused-not-lower = Harga itu tidak lebih rendah dari harga kami sekarang; tidak ada yang diubah.
refused-head-only = Harga lama itu di bawah batas bawah hari ini; hanya kepala yang boleh memakainya.

command-withdraw = Tarik penawaran: /tarik 012 alasan
command-lose = Penawaran tidak jadi: /kalah 012 alasan; /kalah: jumlah per alasan
