# Yang ditulis “prokana check”.

check-settings = Pengaturan
check-settings-public = melayani pelanggan lewat { $channels }
check-settings-try = belum ada saluran; hanya terminal dan halaman coba

check-clock = Jam
check-clock-fine = { $at }
check-clock-agrees = selisih { $seconds } detik dengan { $whose }
check-clock-year = jam mesin ini menunjuk { $at }
check-clock-apart = selisih { $seconds } detik dengan { $whose }
check-clock-advice = Cocokkan jam mesin ini, misalnya dengan “timedatectl set-ntp true”, lalu jalankan ulang.
check-clock-zones = zona waktu { $zone } tidak dikenal
check-clock-zones-advice = Pasang ulang dengan “make run”; paket tzdata membawa zona waktu.

check-catalogue = Katalog
check-catalogue-fine = { $count } varian ditawarkan, semuanya punya harga
check-catalogue-many = { $count } varian pertama punya harga; sisanya tidak diperiksa
check-catalogue-many-advice = Kurangi pilihan yang ditawarkan, atau periksa sisanya lewat obrolan.
check-catalogue-invalid =
    berkasnya salah:
    { $mistakes }
check-catalogue-invalid-advice = Perbaiki setiap baris di atas; selama itu PROKANA tidak mau berjalan.
check-catalogue-unpriced = ada yang ditawarkan tanpa harga; belum diisi: { $missing }
check-catalogue-unpriced-advice = Isi angka itu di katalog, atau matikan pilihannya dengan “on = false”.

check-database = Basis data
check-database-absent = berkas { $file } belum ada
check-database-empty = belum ada tabelnya
check-database-start-advice = Tidak perlu apa-apa: “make run” membuatnya.
check-database-fine = tabelnya dari rilis ini
check-database-older = tabelnya dari rilis yang lebih lama
check-database-older-advice = Buat cadangan dahulu; “make run” memperbaruinya.
check-database-newer = tabelnya dari rilis yang lebih baru
check-database-newer-advice = Jalankan rilis yang lebih baru itu, atau pulihkan cadangan dari sebelum pembaruan.
check-database-unreachable = tidak terbuka ({ $why })
check-database-unreachable-advice = Periksa PROKANA_DATABASE_URL, hak baca dan tulis atas berkasnya, dan apakah servernya hidup.

check-sqlite = SQLite
check-sqlite-version = versi { $version }
check-sqlite-advice = Versi ini dapat merusak basis data bila dua program menulis bersamaan. PROKANA sendiri hanya punya satu penulis: jangan buka berkasnya dengan program lain selagi berjalan, dan jangan jalankan dua PROKANA.
check-sqlite-durability = jurnal { $journal }, synchronous { $synchronous }
check-sqlite-durability-advice = Pesanan dapat hilang bila listrik padam. Pindahkan basis data ke cakram mesin ini sendiri; folder jaringan tidak dapat dipakai.
check-postgresql = PostgreSQL
check-postgresql-durability = { $settings }
check-postgresql-durability-advice = Pesanan dapat hilang bila listrik padam. Nyalakan ketiganya di postgresql.conf (itu bawaannya), lalu muat ulang server.
check-sqlite-whole = isinya utuh
check-sqlite-broken = isinya rusak: { $what }
check-sqlite-broken-advice = Hentikan PROKANA, simpan salinan berkas yang rusak beserta berkas -wal, lalu pulihkan cadangan terakhir.

check-disk = Cakram
check-disk-rate = { $rate } sinkronisasi per detik di { $folder }
check-disk-slow-advice = Lambat: pada saat ramai jawaban akan tertunda. Pindahkan basis data ke SSD.
check-disk-dishonest-advice = Terlalu cepat untuk cakram sungguhan: mungkin data belum aman saat listrik padam. Pastikan folder ini tidak di RAM dan cache tulisnya aman.
check-disk-closed = tidak dapat menulis di { $folder }: { $why }
check-disk-closed-advice = Beri pengguna yang menjalankan PROKANA hak menulis di folder itu.

check-space = Ruang cakram
check-space-left = { $free } MiB bebas di { $folder }
check-space-advice = Kosongkan ruang atau pindahkan var/ ke cakram yang lebih besar; cakram penuh berarti pesanan tidak diterima.

check-telegram = Telegram
check-telegram-fine = bot { $bot } menjawab
check-telegram-token = token tidak dikenal
check-telegram-token-advice = Salin token dari @BotFather (/mybots, API Token) ke PROKANA_TELEGRAM_TOKEN.
check-telegram-refused = Telegram menolak: { $status } { $why }
check-telegram-silent = tidak ada jawaban ({ $why })
check-telegram-silent-advice = Periksa sambungan internet, tembok api, dan PROKANA_TELEGRAM_API_URL, lalu coba lagi.

check-incoming = Pesan masuk
check-incoming-polling = diambil sendiri (polling)
check-incoming-webhook = dikirim Telegram ke { $url }
check-incoming-elsewhere = dikirim Telegram ke { $url }, bukan ke sini
check-incoming-polling-advice = Mungkin server lain memakai bot yang sama: hentikan dahulu. Setelah itu “make run” mengambil alih.
check-incoming-webhook-advice = Cocokkan PROKANA_PUBLIC_URL, atau hentikan server lain yang memakai bot ini. Setelah itu “make run” mengambil alih.
check-incoming-unset = webhook belum dipasang
check-incoming-unset-advice = Tidak perlu apa-apa: “make run” memasangnya.
check-incoming-waiting = { $count } pesan menunggu di Telegram
check-incoming-waiting-advice = Jalankan PROKANA segera: Telegram menyimpan pesan hanya 24 jam.
check-incoming-failed = pengiriman terakhir gagal { $at }: { $why }
check-incoming-failed-advice = Periksa apakah PROKANA_PUBLIC_URL terbuka dari luar dan sertifikatnya berlaku.

check-staff = Petugas
check-staff-fine = pesanan sampai ke petugas di { $channel }, dan ada yang berwenang menyetujui
check-staff-no-chat = belum ada ruang petugas di { $channel }
check-staff-no-chat-advice = Buat grup petugas, masukkan bot sebagai admin, jalankan “prokana staff invite”, lalu tulis “/tautkan” dan kodenya di grup itu.
check-staff-nobody = belum ada petugas di { $channel } yang berwenang menyetujui pesanan
check-staff-nobody-advice = Jalankan “prokana staff invite --role desk” dan minta petugas mengirim kodenya ke bot secara pribadi.
check-staff-whatsapp-advice = Jalankan “prokana staff invite --role desk” dan minta petugas mengirim kodenya ke nomor WhatsApp itu.

check-twilio = Twilio
check-twilio-fine = akun { $account } aktif, nomor { $number }
check-twilio-trial = akun { $account } masih akun percobaan
check-twilio-trial-advice = Akun percobaan hanya melayani nomor yang didaftarkan dan dapat menolak pesan bebas (kode 21654). Tingkatkan akunnya di konsol Twilio sebelum melayani pelanggan.
check-twilio-closed = akun { $account } tidak aktif ({ $status })
check-twilio-closed-advice = Buka konsol Twilio: biasanya saldonya habis atau ada yang harus dikonfirmasi. Selama itu tidak ada pesan yang terkirim.
check-twilio-keys = kunci ditolak ({ $status }, kode { $code })
check-twilio-keys-advice = Cocokkan dengan konsol Twilio: PROKANA_TWILIO_ACCOUNT_SID dan PROKANA_TWILIO_AUTH_TOKEN; bila dipakai, juga PROKANA_TWILIO_API_KEY dan PROKANA_TWILIO_API_SECRET. Kunci API harus milik akun itu dan boleh memakai Messaging dan Content.
check-twilio-busy = Twilio minta pelan-pelan ({ $status }, kode { $code })
check-twilio-busy-advice = Tunggu sebentar, lalu jalankan lagi; yang sudah selesai tidak diulang.
check-twilio-refused = ditolak dengan kode { $code }: { $why }
check-twilio-refused-advice = Penjelasannya: https://www.twilio.com/docs/api/errors/{ $code }
check-twilio-silent = tidak menjawab ({ $why })
check-twilio-silent-advice = Periksa sambungan internet, tembok api, dan PROKANA_TWILIO_API_URL, lalu coba lagi.
check-twilio-unset = WhatsApp belum diatur
check-twilio-unset-advice = Isi PROKANA_TWILIO_ACCOUNT_SID, PROKANA_TWILIO_AUTH_TOKEN, PROKANA_WHATSAPP_NUMBER, dan PROKANA_PUBLIC_URL di .env.

check-incoming-twilio = di konsol Twilio, alamat pesan masuk nomor ini harus { $url } (POST)
check-incoming-looked = pesan yang luput terakhir dicari di Twilio { $at }
check-incoming-never-looked = pesan yang luput belum pernah dicari di Twilio
check-incoming-looked-advice = Bila PROKANA tidak sedang berjalan, jalankan: pesan yang menunggu di Twilio langsung diambil. Bila berjalan, lihat catatannya.
check-incoming-never-looked-advice = Tidak perlu apa-apa: “make run” memulainya.

check-shapes = Bentuk pesan
check-shapes-fine = { $count } bentuk siap di Twilio
check-shapes-missing = { $missing } dari { $count } bentuk belum ada di Twilio
check-shapes-advice = Jalankan “prokana whatsapp sync”; tanpa itu setiap bentuk baru dibuat saat pertama dipakai dan pelanggan menunggu lebih lama.

check-notices = Templat
check-notices-approved = disetujui WhatsApp: { $names }
check-notices-new = belum diajukan ke WhatsApp: { $names }
check-notices-new-advice = Jalankan “prokana whatsapp templates --submit”. Sampai disetujui, kabar untuk orang yang diam lebih dari 24 jam menunggu sampai ia menulis lagi.
check-notices-waiting = menunggu persetujuan WhatsApp: { $names }
check-notices-waiting-advice = Tunggu, biasanya tidak sampai sehari; “prokana whatsapp templates” menanyakannya lagi.
check-notices-rejected = ditolak WhatsApp: { $names } ({ $why })
check-notices-rejected-advice = Ubah kalimatnya di locales/*/notices.ftl, lalu jalankan “prokana whatsapp templates --submit”.
check-notices-stopped = dihentikan WhatsApp: { $names } ({ $status })
check-notices-stopped-advice = Lihat sebabnya di WhatsApp Manager milik Meta; “prokana whatsapp templates” menanyakannya lagi.

check-held = Pesan tertahan
check-held-none = tidak ada
check-held-some = { $count } pesan untuk { $people } orang; terkirim begitu mereka menulis lagi
