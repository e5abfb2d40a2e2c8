# Jumlah bulanan disepakati lewat nomor penawaran; pelanggan mengambilnya dengan satu tekan.
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
> [Minta penawaran]
< Penawaran 001/QUO/LAPAS-PDG/
petugas> /sepakat 001 bulanan 800 harga 3.000 sampai 30/6/2027
petugas< batas bawah Rp 2.800
petugas> [Simpan]
petugas< Disimpan
< Kesepakatan baru dengan kami
> status
< sisa bulan ini 800
> [Ambil 800]
> [Ambil sendiri]
> [secepatnya]
> [Ya, pesan]
< 800 pasang × Rp 3.000 = Rp 2.400.000
< Harga kesepakatan
petugas< Rp 2.400.000
> status
< sisa bulan ini 0
