# Pembayaran pesanan.

command-payments = Catat pembayaran pesanan: /bayar 012 1.000.000
payment-which = Pesanan “{ $number }” tidak ditemukan. Contoh: /bayar 012 1.000.000
payment-unread = Jumlah “{ $words }” tidak terbaca. Contoh: /bayar 012 1.000.000, atau /bayar 012 untuk seluruh sisanya.
payment-too-much = Sisa pesanan { $number } hanya { $rest }.
payment-noted = Pembayaran { $amount } untuk { $number } dicatat. Sisa { $rest }. Salah? /bayar 012 batal
payment-not-now = Pesanan { $number } { $state }, jadi pembayaran tidak dapat dicatat.
payment-none = Belum ada pembayaran untuk { $number }.
payment-taken-back = Pembayaran { $amount } untuk { $number } dibatalkan. Sisa { $rest }.
payment-thanks = Pembayaran { $amount } untuk pesanan { $number } sudah kami terima. Terima kasih.
payment-thanks-all = Pembayaran { $amount } untuk pesanan { $number } sudah kami terima, dan pesanannya lunas. Terima kasih.
card-paid = Dibayar { $paid }, sisa { $rest }.
card-paid-all = Lunas: { $paid }.
