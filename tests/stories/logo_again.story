# Logo yang sudah disetujui dipakai lagi pada pesanan berikutnya, tanpa dikirim ulang.
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
> 1000 pasang eva 5 mm all size sablon logo 2 warna plastik opp
< Mohon kirim gambar logonya
> [Pakai logo terakhir]
< Dikirim ke mana?
< Ini logo
