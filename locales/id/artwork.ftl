# Logo: mengapa berkas tidak diterima, apa yang ditemukan, dan nama warna.

artwork-decimal = { $whole },{ $part }

artwork-refused-large = Berkas ini lebih besar dari 16 MB. Mohon kirim logo dalam berkas yang lebih kecil.
artwork-refused-kind = Berkas ini bukan gambar yang bisa kami baca. Mohon kirim logo sebagai PNG, JPG, WEBP, SVG, atau PDF.
artwork-refused-broken = Berkas ini rusak atau terpotong. Mohon kirim lagi, atau simpan ulang sebagai PNG atau PDF.
artwork-refused-pixels = Gambar ini terlalu besar. Mohon kirim yang lebarnya paling banyak 6.000 piksel.
artwork-refused-animated = Gambar ini bergerak. Mohon kirim logo sebagai gambar diam.
artwork-refused-locked = PDF ini dikunci dengan kata sandi. Mohon kirim yang tidak dikunci.
artwork-refused-entities = SVG ini memakai bagian yang tidak kami buka. Mohon simpan ulang sebagai SVG biasa, PDF, atau PNG.
artwork-refused-heavy = Berkas ini terlalu rumit untuk dibuka. Mohon kirim logo sebagai PNG atau JPG biasa.
artwork-refused-empty = Tidak ada gambar di berkas ini. Mohon kirim logo sebagai PNG atau PDF.
artwork-refused-letters = Tulisan di SVG ini masih berupa huruf, jadi tidak bisa kami gambar. Mohon ubah dulu menjadi garis (convert to outlines), atau kirim PDF.
artwork-refused-away = Logo ini akan dilihat langsung oleh petugas kami.

artwork-found-background = Latar warna { $colour } sudah kami hilangkan.
artwork-found-blurred = Tepi logo kurang tajam. Bila ada, mohon kirim berkas aslinya (SVG atau PDF).
artwork-found-busy = Latar di belakang logo tidak polos, jadi tidak bisa kami hilangkan. Mohon kirim logo dengan latar polos atau transparan.
artwork-found-colours-fewer = Logo ini { $number } warna, sedangkan yang dipilih { $ordered } warna. Harganya bisa lebih hemat.
artwork-found-colours-more = Logo ini { $number } warna, sedangkan yang dipilih { $ordered } warna.
artwork-found-empty = Tidak ada yang bisa dicetak di gambar ini.
artwork-found-gradient = Warna logo ini bergradasi, dan sablon hanya mencetak warna rata. Mohon kirim versi dengan warna rata.
artwork-found-invisible = Logo warna { $colour } tidak akan terlihat di atas warna { $upper }. Mohon pilih warna lain.
artwork-found-letters = Tulisan di SVG ini masih berupa huruf, jadi tidak ikut tergambar. Mohon ubah dulu menjadi garis (convert to outlines), atau kirim PDF.
artwork-found-pages = Berkas ini { $pages } halaman; kami memakai halaman pertama.
artwork-found-pale = Logo warna { $colour } hampir tidak terlihat di atas warna { $upper }. Mohon pilih warna yang lebih kontras.
artwork-found-photo = Ini tampaknya foto, bukan berkas logo. Mohon kirim berkas logonya (PNG, SVG, atau PDF), atau minta petugas kami membantu.
artwork-found-small = Gambar ini hanya { $dpi } dpi untuk cetakan { $width } × { $height } mm, dan tajam sampai lebar { $sharp } mm. Mohon kirim yang lebih besar bila ada.
artwork-found-thin = Ada garis yang lebih tipis dari { $narrowest } mm dan bisa putus saat disablon. Mohon perbesar logonya atau tebalkan garisnya.
artwork-found-vector = Berkas ini tajam di ukuran berapa pun. Ukuran cetaknya { $width } × { $height } mm.
artwork-found-wide = Logo ini { $times } kali lebih lebar daripada tingginya, jadi ukurannya mengikuti lebar bidang cetak.

artwork-colour-black = hitam
artwork-colour-charcoal = abu-abu tua
artwork-colour-grey = abu-abu
artwork-colour-silver = perak
artwork-colour-white = putih
artwork-colour-cream = krem
artwork-colour-beige = cokelat muda
artwork-colour-brown = cokelat
artwork-colour-maroon = merah marun
artwork-colour-red = merah
artwork-colour-pink = merah muda
artwork-colour-magenta = magenta
artwork-colour-orange = oranye
artwork-colour-gold = emas
artwork-colour-yellow = kuning
artwork-colour-lime = hijau muda
artwork-colour-olive = hijau zaitun
artwork-colour-green = hijau
artwork-colour-forest = hijau tua
artwork-colour-teal = hijau kebiruan
artwork-colour-turquoise = pirus
artwork-colour-sky = biru muda
artwork-colour-blue = biru
artwork-colour-navy = biru tua
artwork-colour-purple = ungu
