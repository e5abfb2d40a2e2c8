# Penawaran diminta, diubah, lalu diterima; ketukan kedua tidak membuat pesanan kedua.
> /pesan
> [EVA 3 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
< Minimal 100
> 250
< Tercatat: 250 pasang
> [Ambil sendiri]
> [secepatnya]
> Wisma Contoh
> Andi
> [Minta penawaran]
< Penawaran 001/QUO/LAPAS-PDG/
< Berlaku sampai
= mulai ulang
> [Ubah]
< Bagian mana
> [Jumlah]
> [500]
> [Minta penawaran]
< 001/QUO
< diganti
< /2026-R1
> [Setuju & pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< 001/SO
> /status
< 001/SO
< menunggu keputusan
