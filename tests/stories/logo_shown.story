# Logo yang dikirim langsung terlihat di produk, dengan yang ditemukan; pesanan tidak menunggunya.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Sablon logo]
> [1 warna]
> [Karton saja]
> 500
< Mohon kirim gambar logonya
> (gambar flat.png)
< Dikirim ke mana?
< Ini logo
< yang dipilih 1 warna
< Dengan 2 warna, harga daftarnya naik
> [Ubah ke 2 warna]
< Dikirim ke mana?
> [Ambil sendiri]
< tanggal berapa
> [secepatnya]
> Hotel Contoh Baru
> Rina
> [Ya, pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< Logo: belum disetujui pelanggan
