# Dari logo yang dikirim sampai berkas cetaknya: dilihat, diperkecil, disetujui, dipesan, dicetak.
> /pesan
> [EVA 5 mm]
> [All size 29 cm]
> [Sablon logo]
> [2 warna]
> [Karton saja]
> 500
> (gambar flat.png)
< Dikirim ke mana?
< Ini logo
> [Lebih kecil]
< × 35 mm
> [Pakai ini]
< akan dicetak seperti ini
> [Lanjutkan]
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Rina
> [Ya, pesan]
< Pesanan 001/SO/LAPAS-PDG/
petugas< Logo: disetujui pelanggan
petugas> /cetak 001
petugas< contoh yang disetujui pelanggan
petugas< film per warna
petugas< biru tua, 600 dpi
