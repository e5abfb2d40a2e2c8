# Petugas mengubah harga bahan di ruang petugas; daftar harga berikutnya memakainya.
> daftar harga
< Rp 3.550
petugas> /ubah eva_sole_5 32.000
petugas< Sol EVA 5 mm: balas pesan ini dengan sumbernya
petugas> (balas: balas pesan ini dengan sumbernya) nota toko 12 Nov
petugas< Rp 30.000 → Rp 32.000
petugas< 500: Rp 3.550 → Rp 3.700
petugas> [Simpan]
petugas< Tersimpan
> daftar harga
< Rp 3.700
