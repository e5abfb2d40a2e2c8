# Tawaran di luar kewenangan bot sampai ke petugas, yang menawar balik; pelanggan setuju.
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
petugas< Ditawar Rp 2.600
petugas< batas bawah
petugas< [Tawar balik]
petugas> [Terima]
petugas< di bawah batas bawah hari ini
petugas> [Tawar balik]
petugas< Balas pesan ini dengan harga
petugas> (balas: Balas pesan ini dengan harga) 2.950
petugas< menawar balik Rp 2.950
< Petugas menawarkan Rp 2.950
> [Ambil Rp 2.950]
< /2026-R1
> [Setuju & pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< Rp 2.950
