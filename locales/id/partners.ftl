# Mitra yang dikenal bengkel: masuk dan keluar lewat CSV.
partner-name = nama
partner-phone = telepon
partner-telegram = telegram
partner-kind = jenis
partner-stars = kelas
partner-place = kota
partner-language = bahasa
partner-note = catatan
partner-consent = persetujuan
partner-since = sejak
partner-non-star = non bintang

partner-consent-agreed = setuju promosi
partner-consent-withdrawn = tidak mau promosi
partner-consent-asked = ditanya, belum menjawab
partner-consent-unasked = belum ditanya
partner-consent-silent = belum pernah menulis

audience-stars = bintang { $stars }
audience-non-star = non bintang

card-partner = Mitra: { $facts }

partner-new = Baris { $line }: baru, { $name } ({ $reached })
partner-changed = Baris { $line }: { $name } ({ $reached }) berubah: { $facts }
partner-fact = { $fact } { $old } → { $new }
partners-more = … dan { $count } lagi.
partners-would = Akan masuk: { $new } baru, { $changed } berubah, { $same } sudah sama, { $bad } baris salah. Belum ada yang disimpan.
partners-done = Masuk: { $new } baru, { $changed } berubah, { $same } sudah sama, { $bad } baris salah dilewati.
partners-no-consent = Impor tidak membawa persetujuan: mitra baru menerima promosi setelah menulis dan menyetujuinya sendiri.
partners-nothing-done = Tidak ada yang disimpan. Perbaiki baris di atas, atau lewati dengan --skip-bad.
partners-unread = Kolom yang tidak dikenal dan tidak dibaca: { $columns }
partners-consents = Kolom persetujuan tidak dibaca: { $columns }
partners-written = { $count } mitra ditulis ke { $path }.
partners-no-file = Berkas { $path } tidak bisa dibaca: { $why }

partner-wrong = Baris { $line }: { $why }
partner-wrong-no-name = nama hotel atau mitra kosong.
partner-wrong-no-way = { $words } tidak punya telepon maupun Telegram; isi salah satunya.
partner-wrong-too-long = “{ $words } …” lebih panjang dari { $other } huruf.
partner-wrong-bad-phone = “{ $words }” bukan satu nomor telepon. Tulis misalnya 081234567890 atau +6281234567890, satu nomor per baris.
partner-wrong-rounded-phone = nomor “{ $words }” sudah dibulatkan Excel. Ubah kolom telepon menjadi teks, tulis lagi nomornya, lalu simpan.
partner-wrong-bad-telegram = “{ $words }” bukan nama atau id Telegram. Tulis misalnya @namahotel.
partner-wrong-bad-class = kelas “{ $words }” tidak dikenal. Tulis 1 sampai 5, non bintang, wisma, rumah sakit, atau reseller.
partner-wrong-bad-language = bahasa “{ $words }” tidak dikenal. Tulis id atau en.
partner-wrong-extra-cells = ada isi di luar kolom: “{ $words }”. Isi yang memuat pemisah harus diapit tanda kutip.
partner-wrong-other-name = nomor atau Telegram ini di baris { $other } bernama { $words }.
partner-wrong-two-partners = telepon dan Telegram ini milik dua mitra yang berbeda: { $words }.

partners-file-too-large = Berkas lebih besar dari { $words } MB. Bagi menjadi beberapa berkas.
partners-file-workbook = Ini buku kerja Excel. Simpan dulu sebagai “CSV UTF-8”.
partners-file-not-text = Berkas ini bukan CSV. Simpan sebagai “CSV UTF-8”.
partners-file-empty = Berkas kosong.
partners-file-no-header = Baris pertama harus berisi judul kolom: nama, kelas, kota, telepon, telegram, bahasa, catatan. Nama dan salah satu dari telepon atau telegram wajib ada. Yang terbaca: { $words }
partners-file-two-columns = Dua kolom berjudul sama artinya: { $words }. Hapus salah satunya.
partners-file-quotes = Baris { $line }: tanda kutip tidak berpasangan, jadi sisa berkas tidak terbaca.
partners-file-too-many = Lebih dari { $words } baris. Bagi menjadi beberapa berkas.
