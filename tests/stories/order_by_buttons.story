# Satu pesanan penuh dengan tombol saja, disetujui petugas.
> halo
< layanan pemesanan
< Kami menyimpan nama
< Apa yang bisa kami bantu?
> [Pesan]
< Sol EVA setebal apa?
> [EVA 5 mm]
< Ukurannya berapa?
> [All size 29 cm]
> [Sablon logo]
> [1 warna]
> [Plastik OPP per pasang]
< Harga per pasang
< 500–999 pasang: Rp 3.550
< 1.000–2.999 pasang: Rp 3.500
< mulai 3.000 pasang: Rp 3.450
> [500]
< Mohon kirim gambar logonya
> (gambar logo.png)
< Dikirim ke mana?
> [Kota Padang]
< Untuk tanggal berapa
> [secepatnya]
> Hotel Contoh Baru
< Atas nama
> Dewi Contoh
< Ringkasan pesanan
< 500 pasang × Rp 3.550 = Rp 1.775.000
< Total: Rp 1.775.000
< [Ya, pesan]
> [Ya, pesan]
< 001/SO/LAPAS-PDG/
petugas< 001/SO/LAPAS-PDG/
petugas< Hotel Contoh Baru
petugas< HPP Rp 2.535
petugas< [Setujui]
petugas< Logo untuk 001/SO
petugas> [Setujui]
petugas< disetujui
petugas< Diputuskan Budi
< Kabar baik
petugas> [Mulai produksi]
< sedang diproduksi
petugas> [Siap]
< sudah siap
petugas> [Dikirim]
< sedang dikirim
petugas> [Diterima]
< sudah diterima
