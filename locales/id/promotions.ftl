# Promosi: izin, isi, dan cara berhenti.
permission-question = Bolehkah { $workshop } sesekali mengirim promo ke obrolan ini? Paling banyak sekali seminggu, pada jam kerja. Jawaban Bapak/Ibu tidak memengaruhi pesanan, dan izin ini bisa ditarik kapan saja dengan menulis STOP.
permission-yes = Ya, boleh
permission-no = Tidak, terima kasih
permission-given = Terima kasih. Promo sesekali kami kirim ke sini; tulis STOP kapan saja untuk berhenti.
permission-declined = Baik, promo tidak kami kirim. Pesanan tetap kami layani seperti biasa.

promo-text = { LINES($text) }
promo-how-to-stop = Tidak ingin promo lagi? Tulis STOP atau BERHENTI.
promo-order = Pesan
promo-tiers = Lihat harga
promo-talk = Tanya petugas
promo-stop = Berhenti promo

command-promotions = Promosi: /promo

promo-title = **Promosi { $id }** · { $name } · { $state }
promo-state-draft = rancangan
promo-state-waiting = menunggu petugas kedua
promo-state-approved = disetujui
promo-state-sending = sedang dikirim
promo-state-paused = dijeda
promo-state-stopped = dihentikan
promo-state-done = selesai
promo-none = Belum ada promosi.
promo-unknown = Promosi itu tidak ditemukan.
promo-no-draft = Promosi ini tidak bisa diubah lagi. Buat yang baru dengan /promo.
promo-nothing-ahead = Tidak ada kesempatan dalam waktu dekat.
promo-example =
    Tulis promosi dalam satu pesan, boleh dengan foto:
    /promo Promo Lebaran
    teks: Bapak/Ibu { $name }, { $offer } untuk { $hotel }.
    en: Dear { $name }, { $offer }.
    tawaran: EVA 5 mm mulai Rp 3.100
    untuk: hotel, padang, pernah beli
    tombol: pesan, harga, petugas
    voucher: 5% sampai 31 Desember
    kirim: 1 Desember 09.00
promo-odd-place = Yang bisa diisi otomatis hanya { $name }, { $hotel } dan { $offer }; ini tidak dikenal: { $words }
promo-odd-button = Tombol yang ada: pesan, harga, petugas. Ini tidak dikenal: { $words }
promo-odd-audience = “{ $words }” tidak dikenal. Yang bisa: hotel, rumah sakit, wisma, reseller, nama kota, pernah beli, belum pernah, lama 60 hari, setia 3, bahasa inggris, telegram, whatsapp, sumber KODE.
promo-odd-voucher = Tulis potongan dan batasnya, paling banyak { $words } %: voucher: 5% sampai 31 Desember
promo-odd-time = Waktu kirim tidak terbaca: { $words }. Contoh: 1 Desember 09.00
promo-no-name = Beri nama promosinya pada baris pertama.
promo-no-text = Isi teksnya pada baris “teks:”.
promo-no-offer = Teksnya memakai { $offer }; isi tawarannya pada baris “tawaran:”.
promo-too-long = Teks paling panjang { $words } huruf, agar muat di bawah gambar.
promo-says = [{ $language }] { LINES($text) }
promo-audience = Untuk: { $audience }
promo-reach = Mencapai **{ $count }** orang yang mengizinkan
promo-reach-free = { $channel }: { $count } orang, tanpa biaya
promo-reach-paid = { $channel }: { $count } orang, { $unheard } di antaranya lewat templat pemasaran. Perkiraan biaya { $cost }
promo-preview-shut = Pratinjau di { $channel } menunggu: kirim dulu satu pesan dari sana, lalu tekan lagi.
promo-no-picture = Templat WhatsApp tanpa gambar.
promo-unfit = WhatsApp menolak templat yang diawali isian otomatis atau dua isian berdampingan: ubah teksnya.
promo-a-partner = rekan
promo-your-place = tempat Bapak/Ibu
promo-at-once = segera setelah disetujui
promo-when = Dikirim: { $at }
promo-quiet = Di luar jam 08–17 WIB tidak ada yang dikirim; mulai jam 08 berikutnya.
promo-lately = { $count } orang sudah mendapat promosi dalam 7 hari dan dilewati
promo-same = { $count } orang pernah mendapat tawaran yang sama
promo-made-by = Ditulis oleh { $who }
promo-how-to-change = Untuk mengubah, balas pesan ini dengan barisnya saja, misalnya: kirim: besok 10.00
promo-needs-second = Petugas lain yang menyetujui.
promo-goes = Disetujui { $by } untuk { $count } orang. Dikirim: { $at }
promo-bar = { $bar } { $part } % · { $done } dari { $all }
promo-pace = { $pace } per detik, sisa ± { $minutes } menit
promo-counts = Terkirim { $sent } · sampai { $arrived } · dibaca { $read } · ditekan { $clicked } · berhenti { $stopped }
promo-lost = { $state }: { $why } { $count }
recipient-waiting = menunggu
recipient-claimed = menunggu
recipient-sent = terkirim
recipient-delivered = sampai
recipient-read = dibaca
recipient-failed = gagal
recipient-skipped = dilewati
recipient-uncertain = tidak pasti
why-withdrawn = izin ditarik
why-unreachable = tidak bisa dihubungi
why-too-often = baru saja mendapat promosi
why-stopped = promosi dihentikan
why-no-window = tidak menulis dalam 24 jam (WhatsApp)
why-template = WhatsApp belum menyetujui templatnya
why-no-template = WhatsApp menolak templatnya
why-capped = ditahan WhatsApp (63049)
why-too-late = terlambat
do-promo-preview = Pratinjau
do-promo-submit = Ajukan
do-promo-stop = Hentikan
do-promo-approve = Setujui kirim
do-promo-refuse = Kembalikan
do-promo-pause = Jeda
do-promo-resume = Lanjutkan
do-promo-show = Perbarui
audience-all = semua yang mengizinkan
audience-bought = pernah membeli
audience-new = belum pernah membeli
audience-dormant = tidak memesan { $days } hari
audience-loyal = paling sedikit { $orders } pesanan diterima
audience-language = bahasa { $language }
audience-source = lewat kode { $code }

programme-lebaran = Promo Lebaran
programme-december = Promo Desember
programme-long-weekend = Libur panjang
programme-line = { $season }: mulai { $day }. Tawaran sebaiknya dikirim { $first } sampai { $last }.
programme-draft-lebaran =
    Promo Lebaran
    teks: Bapak/Ibu { $name }, tamu Lebaran mulai datang sekitar { $day }. Pesan sandal hotel sebelum { $last } agar siap pada waktunya: kapasitas bengkel terbatas menjelang Lebaran.
    en: Dear { $name }, Lebaran guests arrive around { $day }. Order hotel slippers before { $last } to have them in time: the workshop’s capacity is limited before the holiday.
    untuk: hotel, wisma
    tombol: pesan, harga, petugas
programme-draft-december =
    Promo Desember
    teks: Bapak/Ibu { $name }, Desember biasanya ramai. Sandal hotel yang dipesan sebelum { $last } siap sebelum tamu akhir tahun datang.
    en: Dear { $name }, December is a busy month. Hotel slippers ordered before { $last } are ready before the year-end guests arrive.
    untuk: hotel, wisma
    tombol: pesan, harga, petugas
programme-draft-long-weekend =
    Promo libur panjang
    teks: Bapak/Ibu { $name }, ada libur panjang mulai { $day }. Stok sandal kamar masih cukup? Pesanan sebelum { $last } siap pada waktunya.
    en: Dear { $name }, a long weekend begins on { $day }. Are there enough slippers for the rooms? Orders before { $last } are ready in time.
    untuk: hotel, wisma
    tombol: pesan, harga, petugas

cli-promo-kept = Rancangan promosi { $id } disimpan. Petugas mengajukan dan menyetujuinya lewat /promo.
cli-promo-unread = Berkas { $file } tidak bisa dibaca sebagai teks UTF-8.
