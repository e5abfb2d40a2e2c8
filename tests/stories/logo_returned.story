# Petugas minta berkas lain, pelanggan mengirimnya, dan yang baru diterima untuk dicetak.
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
< Pesanan 001/SO/LAPAS-PDG/
petugas< Logo: disetujui pelanggan
petugas> /logo 001
petugas< Contoh ke-1, disetujui pelanggan
petugas> [Minta berkas lain]
petugas< Apa yang kurang
petugas> [Kurang tajam]
petugas< diminta mengirim berkas lain
< kami perlu berkas lain: gambarnya kurang tajam
> (gambar flat.png)
< sedang diperiksa
< Ini logo
> [Pakai ini]
< akan dicetak seperti ini
petugas< disetujui pelanggan. Periksa: /logo
petugas> /logo 001
petugas< Contoh ke-2, disetujui pelanggan
petugas> [Terima]
petugas< diterima. Berkas cetak: /cetak
petugas< Diterima
