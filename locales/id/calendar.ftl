# Tanggal yang dijanjikan, dan kalender kapasitas.

promised-usual = Sampai paling lambat: **{ $day }**
promised-rush = Kilat, sampai paling lambat: **{ $day }**
promised-split = Dua kali kirim: { $units } pada { $early }, sisanya { $rest } paling lambat **{ $day }**
promised-now = Tanggal sekarang: **{ $day }**
extra-rush = Tambahan kilat: { $extra }
extra-split = Ongkos kirim kedua: { $extra }

date-too-early = Mohon maaf, { $wish } belum dapat kami penuhi. Paling cepat { $day }. Pilihan lain:
date-total = Totalnya menjadi { $total }.
date-taken = Mohon maaf, tanggal { $day } baru saja terisi pesanan lain. Ini tanggal tercepat yang baru; mohon dikonfirmasi sekali lagi.
pace-split = Kirim dua kali
pace-rush = Kilat

lead-time-title = Kalau dipesan hari ini, paling lambat sampai:
lead-time-row = { $quantity } { $unit }: **{ $day }**
lead-time-none = { $quantity } { $unit }: tanggalnya ditentukan petugas
date-by-officer = Sebanyak ini tanggalnya belum dapat kami hitung; petugas akan mengabarkannya.
date-if-now = Kalau dikonfirmasi sekarang, sampai paling lambat: **{ $day }**
lead-time-note = Tanggalnya menjadi pasti saat pesanan dikonfirmasi.

status-row-dated = { $number } · { $state } · { $total } · { $day }
card-load = Pekan itu terisi { $used } dari { $limit }

command-capacity = Kapasitas, tutup atau ubah hari: /kapasitas tutup 5/12 razia
capacity-title = **Kapasitas, terisi dari yang tersedia**
capacity-week = Mulai { $day }: { $used } / { $limit }
capacity-day = · { $day }: { $units }
capacity-closed = · { $day }: tutup
capacity-holiday = · { $day }: { $name }
capacity-how = Ubah dengan “/kapasitas tutup 5/12 razia”, “/kapasitas 7/12 200”, “/kapasitas buka 5/12”; beberapa hari: “5/12-9/12”.
capacity-picture = Kalendernya sebagai gambar.
capacity-drawn = Kapasitas enam pekan
capacity-drawn-units = { $used } / { $limit }
capacity-drawn-taken = terisi
capacity-drawn-full = penuh
capacity-drawn-closed = tutup
capacity-drawn-set = diubah
capacity-none = Katalog ini tidak memuat kapasitas.
capacity-unread = Tidak terbaca. Contoh: “/kapasitas tutup 5/12 razia”, “/kapasitas 7/12 200”, “/kapasitas buka 5/12-9/12”.
capacity-past = Hari itu sudah lewat, atau hari terakhirnya sebelum hari pertama.
capacity-too-long = Paling banyak 62 hari sekaligus.
capacity-day-off = { $day } bukan hari kerja. Sebutkan jumlahnya, misalnya “/kapasitas 6/12 200”.
capacity-more = · … sampai { $last }
capacity-save = Simpan
capacity-all-fit = Semua pesanan tetap pada tanggalnya.
capacity-late-title = Pesanan yang mundur:
capacity-later = { $number } · { $hotel }: { $was } menjadi **{ $day }**
capacity-others = … dan { $count } pesanan lain
capacity-saved = Kalender diubah { $who }.
capacity-message = Pesan untuk pelanggan:
capacity-tell = Kabari { $number }
capacity-told = Pelanggan { $who } dikabari tentang { $number }.
date-moved = Mohon maaf, pesanan **{ $number }** baru dapat selesai paling lambat **{ $day }**. Kalau tanggal itu tidak cocok, mohon kabari kami.
