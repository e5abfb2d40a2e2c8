# Satu pesanan besar mendapat tanggal; yang sesudahnya mendapat tanggal lebih lambat dari maunya.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 5000
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Andi
> [Ya, pesan]
< Pesanan 001/SO/LAPAS-PDG/
< Sampai paling lambat
< Bolehkah
petugas< Sampai paling lambat
petugas< terisi
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Polos]
> [Karton saja]
> 400
> [Ambil sendiri]
> 1 minggu lagi
> [Ya, pesan]
< Penawaran 002/QUO/
< belum dapat kami penuhi
< Paling cepat
> [Setuju & pesan]
< Pesanan 002/SO/LAPAS-PDG/
petugas< 400 pasang
petugas> /kapasitas
petugas< Kapasitas
