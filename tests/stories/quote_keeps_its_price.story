# Harga bahan naik setelah penawaran dikirim: penawaran yang berlaku tetap pada harganya.
> 500 pasang EVA 5 mm all size 29 polos plastik OPP kirim ke Kota Padang secepatnya
> Hotel Contoh Baru
> Rina
> [Minta penawaran]
< Penawaran 001/QUO/LAPAS-PDG/
petugas> /ubah eva_sole_5 32.000 nota toko 12 Nov
petugas< 500: Rp 3.550 → Rp 3.700
petugas> [Simpan]
petugas< Tersimpan
> [Setuju & pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< 500 pasang × Rp 3.400 = Rp 1.700.000
> daftar harga
< Rp 3.700
