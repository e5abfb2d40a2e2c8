# Layar yang disimpan tidak ditagih lagi, selama masih ada.
> 500 pasang eva 5 mm all size sablon logo 2 warna plastik opp
< Mohon kirim gambar logonya
> (gambar flat.png)
< Ini logo
> [Pakai ini]
< akan dicetak seperti ini
> [Lanjutkan]
> [Ambil sendiri]
> [secepatnya]
> Hotel Contoh Baru
> Rina
> [Ya, pesan]
< Rp 1.925.000
petugas< Logo: disetujui pelanggan
petugas> /layar
petugas< Belum ada layar
petugas> /setuju 001
petugas< disetujui
petugas> /produksi 001
petugas< sedang diproduksi
petugas> /siap 001
petugas< siap dikirim
petugas> /layar 001 rak 3
petugas< rak 3
> 500 pasang eva 5 mm all size sablon logo 2 warna plastik opp
< Mohon kirim gambar logonya
> [Pakai logo terakhir]
< Ini logo
< Dikirim ke mana
> [Ambil sendiri]
< tanggal berapa
> [secepatnya]
< Layar logo masih kami simpan: tanpa biaya setup
< 500 pasang × Rp 3.600
> [Ya, pesan]
< Pesanan 002/SO/LAPAS-PDG/
petugas< Layar: rak 3, dari 001/SO
petugas> /layar 001 buang
petugas< tidak ada lagi
