# Harga jumlah yang lebih besar ditanyakan pada penawaran, lalu diambil.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 300
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Andi
> [Minta penawaran]
< Penawaran 001/QUO/LAPAS-PDG/
< [Nego harga]
> bisa kurang?
< Yang lebih murah tanpa tawar-menawar
< 500 pasang: Rp 3.250 per pasang
< hemat
> kalau 1000 berapa?
< 1.000 pasang: Rp 3.250 per pasang
> [Jadi 1.000]
< /2026-R1
< 1.000 pasang
> [Setuju & pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< 1.000 pasang
