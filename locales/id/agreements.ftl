# Yang disepakati dengan satu pelanggan.
command-agreement = Kesepakatan dengan pelanggan: /sepakat 012

payment-cbd = Dibayar sebelum dikirim
payment-cod = Dibayar saat diterima
payment-dp50 = Separuh di muka, sisanya saat diterima
payment-top14 = Dibayar 14 hari setelah tukar faktur
payment-top30 = Dibayar 30 hari setelah tukar faktur

agreement-price = { $variant }: { $each } per { $unit } mulai { $units }, s.d. { $until }
agreement-monthly = { $variant }: { $units } { $unit } sebulan, { $each } per { $unit }, s.d. { $until } (sisa bulan ini { $left })
agreement-term = { $term }, s.d. { $until }
agreement-credit = { $term }, paling banyak { $limit }, s.d. { $until }
agreement-yours = **Kesepakatan Bapak/Ibu**
agreement-draw = Ambil { $left }
agreement-exceeded = Kuota bulan ini tidak cukup lagi, jadi ini penawaran dengan harga hari ini.
agreement-news = Kesepakatan baru dengan kami; harganya langsung terlihat di penawaran:
agreed-until = Harga kesepakatan, s.d. { $until }
agreed-payment = Pembayaran: { $term }

agreement-title = **Kesepakatan dengan { $who }**
agreement-row = { $at }. { $row } ({ $by })
agreement-row-waits = { $at }. { $row } ({ $by }) · menunggu persetujuan petugas lain
agreement-none = Belum ada.
agreement-how =
    Nomornya nomor pesanan atau penawaran pelanggan itu; variannya dari baris pertama:
    /sepakat 012 harga 3.100 mulai 500 sampai 31/12/2026
    /sepakat 012 bulanan 1000 harga 3.100 sampai 30/6/2027
    /sepakat 012 bayar TOP30 limit 5 juta sampai 31/12/2026 (juga CBD, COD, DP50, TOP14)
agreement-whose = Pesanan atau penawaran “{ $number }” tidak ditemukan.
agreement-unread = Tidak terbaca, atau harinya sudah lewat.
agreement-needs-limit = Pembayaran setelah diterima butuh batas: tambahkan “limit 5 juta”.
agreement-second = Setelah disimpan, petugas lain (kepala) harus menyetujuinya.
agreement-costs = HPP { $hpp }, batas bawah { $floor }, harga hari ini { $list }; margin pada harga ini { $margin } %
agreement-under-floor = HPP { $hpp }, batas bawah { $floor }: harga ini di bawah batas bawah, tidak dapat disimpan.
agreement-save = Simpan
agreement-approve = Setujui { $count }
agreement-end = Akhiri { $count }
agreement-waits = { $who } mengusulkan untuk { $customer }; petugas lain (kepala) menyetujui:
agreement-saved = Disimpan { $who } untuk { $customer }: { $row }
agreement-ended = Diakhiri { $who }: { $row }
refused-same-officer = { $who }, yang mengusulkan tidak boleh menyetujuinya sendiri.
card-agreed-lifted = Harga kesepakatan sudah di bawah batas bawah hari ini; dinaikkan ke batas bawah.
card-credit = Kredit: terbuka { $open } dari batas { $limit }
card-over-limit = **Di atas batas kredit**: terbuka { $open } dari batas { $limit }
