# Logo dalam percakapan: gambarnya pada produk, dan apa yang dapat dilakukan.

logo-another = Berkas lain boleh dikirim kapan saja, atau pesanan dilanjutkan dulu: logo dapat menyusul.
logo-dearer = Dengan { $number } warna, harga daftarnya naik { $each } per { $unit }, seluruhnya { $total }; biaya screen sudah termasuk.
logo-down = Geser ke bawah
logo-go-on = Lanjutkan
logo-larger = Lebih besar
logo-last = Pakai logo terakhir
logo-left = Geser ke kiri
logo-other = Berkas lain
logo-proof = Ini logo Bapak/Ibu pada produk kami, { $width } × { $height } mm.
logo-recolour = Ubah ke { $number } warna
logo-refused = Berkas { $name } belum dapat kami pakai sebagai logo.
logo-right = Geser ke kanan
logo-send-other = Silakan kirim berkas logo yang baru di sini: PNG, JPEG, WEBP, SVG atau PDF.
logo-size = Cetak { $width } × { $height } mm
logo-smaller = Lebih kecil
logo-title = Logo Bapak/Ibu
logo-up = Geser ke atas
logo-use = Pakai ini
logo-used = Baik, logo akan dicetak seperti ini, { $width } × { $height } mm. Berkas lain masih dapat menggantikannya.

command-print = Berkas cetak logo: /cetak 012
card-logo-open = Logo: belum disetujui pelanggan.
card-logo-signed = Logo: disetujui pelanggan, { $width } × { $height } mm, { $colours } warna ({ $at }). Berkas cetak: /cetak
print-unknown = Pesanan “{ $number }” tidak ditemukan. Contoh: /cetak 012
print-unsigned = Logo pesanan { $number } belum disetujui pelanggan, jadi belum ada berkas cetaknya.
print-no-films = Logo ini bergradasi atau berupa foto, jadi warnanya tidak dapat dipisah. Mohon minta berkas lain.
print-proof = { $number }: contoh yang disetujui pelanggan.
print-films = { $number }: film per warna seukuran cetak, dengan tanda pas.
print-mask = { $number }: { $colour }, 600 dpi.
print-line = { $colour } · { $width } × { $height } mm · { $at }/{ $of }
