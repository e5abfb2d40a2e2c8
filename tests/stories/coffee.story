! katalog solok-coffee.toml
# Produk yang sama sekali lain, lewat obrolan yang sama.
> pesan 120 bungkus kopi arabika 500 gram digiling halus stiker bengkel
< Tercatat
< 120 bungkus
< Arabika
< 500 g
< Halus
< Disangrai sedang atau gelap?
> [Sangrai gelap]
< Dikirim ke mana?
> [Ambil sendiri]
> [kapan saja]
> Hotel Contoh Baru
> Rina
< Arabika
< 120 bungkus × Rp
> ya
< 001/SO/CONTOH-SLK/
petugas< HPP
petugas> [Setujui]
< disetujui
