# Satu kalimat mengisi yang disebut; hanya sisanya yang ditanyakan.
> pesan 750 psg eva 5mm logo 2 warna kirim secepatnya
< layanan pemesanan
< Tercatat
< 750 pasang
< EVA 5 mm
< 2 warna
< secepatnya
< Ukurannya berapa?
> all size
> netral
< Mohon kirim gambar logonya
> [Dikirim nanti]
> padang
< Untuk hotel atau instansi mana?
> Hotel Contoh Baru
> bu Rina
< 750 pasang × Rp
< Total
> oke tapi harganya berapa?
< 750 pasang × Rp 3.850 = Rp 2.887.500
< Sudah benar?
> ya
< 001/SO/LAPAS-PDG/
< Sampai paling lambat
petugas< Netral, tanpa tanda
