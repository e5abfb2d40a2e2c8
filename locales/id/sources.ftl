# Dari mana pelanggan datang.
command-sources = Tautan & kode QR: /sumber kreator Nama
command-report = Laporan: /laporan promo
command-invite = Ajak rekan dengan kode sendiri

source-noted = Terima kasih, kode { $code } kami catat.
source-noted-offer = Terima kasih, kode { $code } kami catat: potongan { $percent } % untuk satu pesanan sampai { $until }. Potongannya langsung terlihat di penawaran.
voucher-line = Kode { $code }: sudah dipotong { $percent } %
voucher-spent = Kode { $code } sudah dipakai pada pesanan lain, jadi ini penawaran tanpa potongan.
source-gives = Memberi potongan { $percent } % sampai { $until }, sekali per pelanggan, tidak pernah di bawah batas bawah.
source-bad-offer = Tulis potongan dan batasnya, paling banyak { $most } %: potongan=5% sampai=31/12/2026
source-invite =
    Terima kasih atas rekomendasinya. Bagikan tautan ini kepada rekan Bapak/Ibu; siapa pun yang masuk lewat sini tercatat atas nama Bapak/Ibu.
    Kode: **{ $code }**
source-link = { $channel }: { $link }

source-kind-promotion = promosi
source-kind-link = tautan
source-kind-referral = rekomendasi
source-kind-influencer = kreator
source-kind-fair = pameran
source-kind-carton = karton

source-line = **{ $code }** · { $kind } · { $label }
source-line-stopped = { $code } · { $kind } · { $label } (dihentikan)
sources-none = Belum ada sumber.
sources-how =
    Buat baru: /sumber lalu jenis dan nama. Jenisnya tautan, kreator, pameran, karton, atau mitra.
    Contoh: /sumber pameran Pameran UMKM Padang kode=umkm26
    Dengan potongan: tambahkan potongan=5% sampai=31/12/2026
source-needs-name = Beri nama sumbernya, misalnya: /sumber pameran Pameran UMKM Padang
source-bad-code = Kode terdiri dari huruf a–z, angka, - atau _, paling sedikit 2 dan paling banyak 32.
source-taken = Kode { $code } sudah dipakai. Tambahkan kode lain: kode=…
source-made = Sumber baru:
source-unknown = Sumber itu tidak ditemukan.
source-typed = Bisa juga diketik pelanggan: kode { $code }
source-print = Lembar QR
source-stop = Hentikan
source-stopped = { $label } dihentikan oleh { $who }. Yang sudah dibawanya tetap dihitung.
source-sheet = { $label }: lembar untuk ditempel.
source-sheet-pdf = Untuk dicetak.
source-sheet-title = Pesan { $product }
source-sheet-how = Pindai dengan kamera, pilih varian, dan lihat harganya di chat.
source-sheet-typed = atau tulis di chat: kode { $code }

report-how = Laporan yang ada: /laporan promo (bulan ini), /laporan promo lalu
report-title = Hasil per sumber, { $first } – { $last }
report-row = **{ $label }** ({ $kind }): { $people } orang · { $quotes } penawaran · { $orders } pesanan { $ordered } · sampai { $delivered } · dibayar { $paid }
report-first = · pembuka untuk { $first } pesanan
report-back = · batal { $back }
report-doubtful = · tidak dihitung { $doubtful } (pesan sendiri atau coba-coba kode)
report-more = dan { $count } sumber lain.
report-unknown = Pesanan tanpa sumber: { $unknown }
report-nothing = Belum ada yang datang lewat sumber. Pesanan tanpa sumber: { $unknown }
report-paid-means = Pesanan dihitung untuk sumber terakhir dalam 90 hari. “Sampai” berarti sudah diterima pelanggan; “dibayar” adalah yang dicatat petugas dengan /bayar.
report-step-people = datang
report-step-quotes = penawaran
report-step-orders = pesanan
report-step-delivered = sampai
report-amount = dibayar

channel-telegram = Telegram
channel-whatsapp = WhatsApp
