# Ruang petugas.

card-title = **{ $number }** · { $state }
card-customer = { $hotel } ({ $kind }) — { $person }
card-phone = Telepon: { $phone }
card-cost-line = Baris { $at }: HPP { $hpp }, batas bawah { $floor }
card-cost-total = HPP total { $hpp }, laba { $profit } (margin { $margin } %)
card-decided = Diputuskan { $who }, { $at }
card-note = { $who }: { $text }
card-picture = Logo untuk { $number }: { $name }
reason-line = Alasan: { $reason }

told-waits = Kabar ke pelanggan menunggu: pelanggan belum menulis lagi ({ $at })
told-sent = Kabar ke pelanggan terkirim, { $at }
told-delivered = Kabar ke pelanggan sampai, { $at }
told-read = Kabar ke pelanggan sudah dibaca, { $at }
told-failed = Kabar ke pelanggan tidak sampai, { $at }

do-approve = Setujui
do-reject = Tolak
do-ask = Tanya
do-produce = Mulai produksi
do-finish = Siap
do-send = Dikirim
do-deliver = Diterima
do-cancel = Batalkan

reason-reject-capacity = Kapasitas penuh
reason-reject-material = Bahan tidak ada
reason-reject-artwork = Logo tidak layak cetak
reason-reject-date = Tanggal tidak terkejar
reason-reject-terms = Syarat tidak disepakati
reason-cancel-customer = Permintaan pelanggan
reason-cancel-material = Bahan tidak ada
reason-cancel-quality = Mutu tidak tercapai
reason-cancel-security = Keamanan lapas
reason-typed = Ketik alasan
reason-withdrawn = Dibatalkan pemesan

role-head = kepala
role-desk = petugas pesanan
role-workshop = petugas bengkel

staff-linked = Ruang petugas sudah tertaut. Pesanan baru akan muncul di sini. Jadikan bot ini admin grup agar langsung tahu siapa yang masuk atau keluar.
staff-linked-here = Obrolan ini sekarang ruang petugas Bapak/Ibu: kartu pesanan dan pesan pelanggan muncul di sini. Untuk menjawab, balas (kutip) pesannya.
staff-already-linked = Ini sudah menjadi ruang petugas.
bad-code = Kode itu tidak dikenal, sudah dipakai, atau sudah lewat waktunya.
officer-welcome = Selamat bergabung. Bapak/Ibu sekarang terdaftar sebagai { $role }.
officer-welcome-here = Selamat bergabung sebagai { $role }: kartu pesanan dan pesan pelanggan muncul di obrolan ini. Untuk menjawab, balas (kutip) pesannya; ketik “bantuan” untuk daftar perintah.
staff-help = **Untuk petugas**: tekan tombol di kartu, balas (kutip) pesan pelanggan untuk menjawabnya, atau tulis:
staff-orders = Pesanan menunggu
staff-reply-please = Kalau itu untuk { $number }, mohon balas (kutip) pesan ini dengan kata-kata yang sama; tanpa itu tidak ada yang kami teruskan.
staff-answered = { $officer } kepada **{ $who }**:
    { LINES($text) }
staff-reply-unknown = Jawaban ini belum terkirim: pesan yang dibalas bukan pesan pelanggan. Balas pesan pelanggannya.
staff-nothing-waits = Tidak ada pesanan yang menunggu.
staff-waiting = { $number }, masuk { $at }
staff-which-order = Pesanan “{ $number }” tidak ditemukan. Contoh: /setuju 002
staff-type-reject = Balas pesan ini dengan alasan penolakan { $number }.
staff-type-cancel = Balas pesan ini dengan alasan pembatalan { $number }.
staff-type-ask = Balas pesan ini dengan pertanyaan tentang { $number }; kami teruskan ke pelanggan.
staff-order-withdrawn = { $number } dibatalkan oleh pemesan, { $who }.
staff-called = **{ $who }** ({ $hotel }) ingin bicara dengan petugas. Balas pesan ini untuk menjawab.
staff-called-with = **{ $who }** ({ $hotel }) ingin bicara dengan petugas:
    { LINES($text) }
    Balas pesan ini untuk menjawab.
staff-relayed = **{ $who }** ({ $hotel }):
    { LINES($text) }
staff-relayed-file = **{ $who }** ({ $hotel }) mengirim { $name }
staff-talk-ended = { $who } ({ $hotel }) mengakhiri obrolan.
staff-handed-back = Obrolan dengan { $who } diakhiri.
staff-unreachable = { $who } memblokir bot; pesan mungkin tidak sampai.
staff-message-waits = Pesan untuk **{ $who }** ({ $hotel }) menunggu: lebih dari 24 jam ia tidak menulis. Pesan terkirim begitu ia menulis lagi.
staff-message-refused = Pesan untuk **{ $who }** ({ $hotel }) tidak sampai: penerima menolak pesan, atau nomornya tidak ada.
staff-message-lost = Pesan untuk **{ $who }** ({ $hotel }) tidak sampai.
staff-file-unfetched = Berkas { $name } dari **{ $who }** tidak dapat kami ambil; kami sudah minta dikirim lagi.
staff-failed = Pesan dari { $who } gagal diproses dan disimpan: “{ $text }”. Balas pesan ini untuk menjawabnya.
talk-handback = Akhiri obrolan
no-hotel-yet = hotel belum diketahui

refused-not-staff-chat = Ini bukan ruang petugas.
refused-not-officer = { $who } bukan petugas terdaftar; tidak ada yang diubah.
refused-not-your-role = { $who } tidak berwenang untuk langkah ini; tidak ada yang diubah.
refused-not-member = Keanggotaan { $who } di ruang petugas ini tidak dapat dipastikan; tidak ada yang diubah.
refused-unknown-button = Tombol itu tidak dikenal; tidak ada yang diubah.
refused-other-chat = Tombol itu milik ruang petugas lain; tidak ada yang diubah.
refused-stale = Pesanan sudah berubah lebih dulu; kartunya kami perbarui.
refused-expired = Tombol itu sudah lewat waktunya; kartunya kami perbarui.
