# Petugas membuat kode pameran; tamu mengetiknya, memesan, dan laporan menghitung pesanan itu.
petugas> /sumber pameran Pameran Contoh kode=pameran26
petugas< Sumber baru
petugas< pameran26
> kode pameran26
< kami catat
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 500
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Rina
> [Ya, pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas> /setuju 001
< disetujui
petugas> /produksi 001
petugas> /siap 001
petugas> /kirim 001
petugas> /terima 001
petugas> /laporan promo
petugas< Pameran Contoh (pameran): 1 orang · 1 penawaran · 1 pesanan Rp 1.625.000 · sampai 1 · dibayar Rp 0
petugas> /bayar 001 625.000
petugas< Sisa Rp 1.000.000
< Pembayaran Rp 625.000
petugas> /bayar 001
petugas< Sisa Rp 0
< pesanannya lunas
petugas> /laporan promo
petugas< sampai 1 · dibayar Rp 1.625.000
