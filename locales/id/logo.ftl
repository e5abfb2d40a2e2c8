# Logo dalam percakapan: gambarnya pada produk, dan apa yang dapat dilakukan.

logo-another = Berkas lain boleh dikirim kapan saja, atau pesanan dilanjutkan dulu: logo dapat menyusul.
logo-down = Geser ke bawah
logo-go-on = Lanjutkan
logo-larger = Lebih besar
logo-proof = Ini logo Bapak/Ibu pada produk kami, { $width } × { $height } mm.
logo-refused = Berkas { $name } belum dapat kami pakai sebagai logo.
logo-size = Cetak { $width } × { $height } mm
logo-smaller = Lebih kecil
logo-title = Logo Bapak/Ibu
logo-up = Geser ke atas
logo-use = Pakai ini
logo-used = Baik, logo akan dicetak seperti ini, { $width } × { $height } mm. Berkas lain masih dapat menggantikannya.
