# Obrolan dengan petugas, dua arah, sampai dikembalikan.
> halo
> [Hubungi petugas]
< Petugas sudah kami panggil
petugas< ingin bicara dengan petugas
> Apakah bisa kirim hari Minggu?
petugas< Apakah bisa kirim hari Minggu?
petugas> (balas: Apakah bisa kirim) Mohon maaf, hari Minggu libur.
< hari Minggu libur
> Baik, terima kasih pak
petugas< Baik, terima kasih pak
petugas> (balas: Baik, terima kasih) /selesai
< Obrolan dengan petugas selesai
> halo lagi
< Apa yang bisa kami bantu?
