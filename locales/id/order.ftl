# Isian pesanan, penawaran, dan kabar pesanan.

noted = Tercatat: **{ $what }**.
for-line = **Baris { $line }**
not-given = belum diisi
change-what = Bagian mana yang ingin diubah?
back-to-review = Kembali ke isian
back = Kembali
change = Ubah
add-line = Tambah baris
remove-line = Hapus baris { $line }
cancel-order = Batalkan
none-of-these = Bukan, yang lain
later = Dikirim nanti
artwork-later = logo dikirim nanti

label-quantity = Jumlah
label-artwork = Gambar logo
label-delivery = Pengiriman
label-wanted = Tanggal dibutuhkan
label-hotel = Hotel
label-listed = Hotel di daftar
label-kind = Jenis pelanggan
label-person = Nama pemesan
label-po = Nomor PO
label-note = Catatan

order-quantity = Berapa { $unit }? Minimal { $minimum }.
order-artwork = Mohon kirim gambar logonya (foto atau berkas).
order-delivery = Dikirim ke mana?
order-wanted = Untuk tanggal berapa dibutuhkan?
order-hotel = Untuk hotel atau instansi mana?
order-listed = Apakah maksud Bapak/Ibu salah satu dari ini?
order-kind = Tempat Bapak/Ibu termasuk jenis apa?
order-person = Atas nama Bapak/Ibu siapa?
order-po = Berapa nomor PO-nya?
order-note = Ada catatan untuk petugas?
no-po = Tanpa PO
no-note = Tanpa catatan
asap = secepatnya
any = kapan saja
quantity-which-line = Pesanan ini punya beberapa baris. Untuk mengubah jumlah salah satunya, buka “{ change }”.
draft-kept = Baik, isian Bapak/Ibu kami simpan.
draft-open = Masih ada isian pesanan yang belum selesai.
say-yes = Untuk memesan, mohon tulis “ya” atau tekan tombolnya.
quantity-of = { $quantity } { $unit }
wanted-by = untuk { $day }

kind-hotel = Hotel
kind-hospital = Rumah sakit
kind-guest-house = Wisma/guest house
kind-reseller = Reseller

conflict = { $what }: ada dua pilihan dalam satu kalimat. Mohon pilih satu.
unavailable = { $what } belum tersedia di bengkel kami.
below-minimum = Untuk pilihan ini paling sedikit { $minimum } { $unit }.
choose-one = Mohon pilih salah satu.
say-something = Mohon ditulis dengan kata-kata.
too-long = Mohon diringkas, paling panjang { $longest } huruf.
send-picture = Mohon kirim gambar logonya, atau pilih “{ later }”.
quantity-no-number = Berapa jumlahnya? Contoh: 500, 25 kodi, seribu.
quantity-vague = Kira-kira berapa jumlahnya, dalam angka?
quantity-rooms = Berapa jumlah kamarnya, dan berapa { $unit } per kamar?
quantity-box-size = Satu dus isi berapa { $unit }?
quantity-not-whole = Jumlahnya harus bilangan bulat.
quantity-not-positive = Jumlahnya harus lebih dari nol.
quantity-too-many = { $quantity } { $unit } melebihi kapasitas sebulan. Benar sebanyak itu?
quantity-yes-so-many = Benar, { $quantity }
quantity-several = Ada beberapa jumlah dalam satu pesan. Yang mana?
quantity-range = Antara { $first } dan { $last }: berapa pastinya?
quantity-last-order = Buka “{ menu-status }” lalu “{ order-again }” untuk mengulang pesanan, atau tulis jumlahnya.
quantity-no-base = Ditambah atau dikurangi dari berapa?
date-past = { $day } sudah lewat.
date-impossible = Tanggal itu tidak ada.
date-range = Antara { $first } dan { $last }: hari apa tepatnya?
date-holiday = Tanggal berapa tepatnya?
date-unread = Contoh: 5 Desember, tgl 25, lusa, atau “{ asap }”.

order-review = **Ringkasan pesanan**
line =
    { $at }. { $variant }
    { $quantity } { $unit } × { $each } = **{ $total }**
delivery-line = Pengiriman: { $place } ({ $fee })
fee = { $fee }
fee-none = tanpa ongkos
fee-by-officer = ongkos ditentukan petugas
total-line = Total: **{ $total }**
wanted-line = Dibutuhkan: { $by }
customer-line = Untuk: { $hotel }, atas nama { $person }
po-line = PO: { $po }
note-line = Catatan: { $note }
order-confirm = Sudah benar?
order-now = Ya, pesan
quote-first = Minta penawaran
order-cancelled = Isian dibatalkan. Kalau berubah pikiran, Bapak/Ibu masih bisa melanjutkannya.

quote-title = **Penawaran { $number }**
quote-valid = Berlaku sampai { $until }.
quote-accept = Setuju & pesan
quote-again = Hitung ulang
quote-supersedes = Penawaran { $number } diganti dengan yang baru.
quote-superseded = Penawaran { $number } sudah diganti dengan yang lebih baru.
quote-expired = Penawaran { $number } berlaku sampai { $until }, jadi sudah lewat.
quote-state-issued = penawaran
quote-state-expired = penawaran kedaluwarsa

order-title = **Pesanan { $number }** — { $state }
order-placed = **Pesanan { $number }** sudah masuk.
order-waits = Petugas akan memeriksanya; kabarnya kami kirim ke sini.
order-again = Pesan lagi
order-cancelled-by-you = Pesanan { $number } dibatalkan atas permintaan Bapak/Ibu.
cancel-sure = Batalkan pesanan { $number }?
cancel-yes = Ya, batalkan
cancel-no = Tidak jadi

state-pending = menunggu keputusan
state-approved = disetujui
state-production = sedang diproduksi
state-ready = siap dikirim
state-sent = dalam pengiriman
state-delivered = sudah diterima
state-rejected = ditolak
state-cancelled = dibatalkan

news-approved = Kabar baik: pesanan **{ $number }** disetujui.
news-rejected = Mohon maaf, pesanan **{ $number }** belum dapat kami penuhi.
news-production = Pesanan **{ $number }** sedang diproduksi.
news-ready = Pesanan **{ $number }** sudah siap.
news-sent = Pesanan **{ $number }** sedang dikirim.
news-delivered = Pesanan **{ $number }** sudah diterima. Terima kasih, Bapak/Ibu.
news-cancelled = Mohon maaf, pesanan **{ $number }** dibatalkan.

officer-absent = Saat ini belum ada petugas yang terhubung ke obrolan ini. Silakan hubungi kami di { $address } ({ $hours }).
officer-called = Petugas sudah kami panggil. Silakan tulis di sini; pesan Bapak/Ibu langsung kami teruskan.
officer-says = **Petugas { $officer }:** { LINES($text) }
officer-sends = **Petugas { $officer }** mengirim { $name }
officer-asks =
    Tentang pesanan { $number }, **petugas { $officer }** bertanya:
    { LINES($text) }
    Silakan dijawab di sini.
talk-done = Selesai bicara
talk-over = Obrolan dengan petugas selesai.
talk-handed-back = Obrolan dengan petugas selesai. Ada lagi yang bisa kami bantu?
