# Tiga tawaran, tiga kali turun sedikit, sampai keduanya sepakat; tawaran yang sama tidak menurunkan apa-apa.
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
> 3.075 bisa?
< Untuk 001/QUO
< Rp 3.175
< [Ambil Rp 3.175]
> 3.075 bisa?
< Harga kami tetap Rp 3.175
> 3.080 deh
< Rp 3.125
> kalau 3.100?
< Baik, Rp 3.100 per pasang kami setujui
< /2026-R1
> [Setuju & pesan]
< Pesanan 001/SO/LAPAS-PDG/
< Rp 3.100
petugas< Rp 3.100
