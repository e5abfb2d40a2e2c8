# Petugas bertanya, lalu menolak dengan alasan; pelanggan mendengar keduanya.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 300
> [Kota Padang]
> [secepatnya]
> RS Contoh Sehat
> dr. Sari
> [Ya, pesan]
petugas< 001/SO
petugas< Rumah sakit
petugas> [Tanya]
petugas< Balas pesan ini
petugas> (balas: Balas pesan ini) Dipakai untuk ruang apa?
< Dipakai untuk ruang apa?
> Untuk ruang rawat inap
petugas< Untuk ruang rawat inap
petugas> [Tolak]
petugas< [Kapasitas penuh]
petugas> [Kapasitas penuh]
petugas< ditolak
< belum dapat kami penuhi
< Kapasitas penuh
> [Selesai bicara]
> /status
< ditolak
