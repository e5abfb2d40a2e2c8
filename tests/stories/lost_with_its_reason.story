# Petugas menolak tawaran; pelanggan tidak jadi dan menyebut alasannya; petugas melihat hitungannya.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 500
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Andi
> [Minta penawaran]
< Rp 3.250
> saya tawar 2.600
< kami teruskan ke petugas
petugas> [Tolak]
petugas< menolak, harga tetap Rp 3.250
< harga itu belum dapat kami penuhi
< [Tidak jadi]
> [Tidak jadi]
< Boleh tahu alasannya
< [Ada pemasok lain]
> [Ada pemasok lain]
< kami catat tidak jadi
petugas> /kalah
petugas< Ada pemasok lain: 1
