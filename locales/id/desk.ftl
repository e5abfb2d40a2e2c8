# Sapaan, menu, dan jawaban umum.

salam = Waalaikumsalam
good-morning = Selamat pagi
good-day = Selamat siang
good-afternoon = Selamat sore
good-evening = Selamat malam

welcome =
    { $hello }, { $whom }. Ini layanan pemesanan **{ $workshop }**: { $product }, langsung dari bengkel.
    Silakan tulis kebutuhan Bapak/Ibu, atau pakai tombol.
privacy-note =
    Kami menyimpan nama, hotel, dan isi obrolan ini hanya untuk melayani pesanan. Ketik “petugas” untuk bicara dengan petugas, “privasi” untuk selengkapnya.

menu = Menu
menu-what = Apa yang bisa kami bantu?
menu-order = Pesan
menu-order-new = Pesanan baru
menu-prices = Harga
menu-status = Status pesanan
menu-officer = Hubungi petugas
menu-about = Tentang bengkel
menu-resume = Lanjutkan isian
order-this = Pesan ini

language-id = Bahasa Indonesia
language-en = English
language-set = Baik, kami lanjutkan dalam bahasa Indonesia.
language-which = Bahasa apa yang Bapak/Ibu inginkan?

not-understood = Mohon maaf, kami belum menangkap maksudnya.
unknown-button = Tombol itu sudah tidak berlaku.
file-unfetched = Mohon maaf, { $name } tidak dapat kami ambil. Mohon dikirim sekali lagi; bila perlu lebih kecil, atau sebagai berkas lain.
sorry-failed = Mohon maaf, ada gangguan di pihak kami saat membaca pesan ini. Pesan Bapak/Ibu tersimpan dan petugas sudah diberi tahu.
slow-down = Pesan Bapak/Ibu datang lebih cepat daripada yang dapat kami layani. Mohon tunggu sebentar, lalu kirim ulang yang belum terjawab; terima kasih.
maybe-repeated = (Pesan ini mungkin sudah Bapak/Ibu terima.)

about-title = **{ $workshop }**
about-place =
    { $address }
    { $hours }

catalogue-title = **{ $product }** yang tersedia:
catalogue-axis = { $axis }: { $values }

tiers = **Harga per { $unit }** — { $variant }
tier = { $first }–{ $last } { $unit }: { $price }
tier-open = mulai { $first } { $unit }: { $price }
price-of = { $variant }: **{ $quantity } { $unit } × { $each } = { $total }**
price-usual = Pilihan yang belum disebut kami hitung dengan yang paling umum. Ongkos kirim belum termasuk.

status-title = **Pesanan dan penawaran Bapak/Ibu**
status-row = { $number } · { $state } · { $total }
status-nothing = Belum ada pesanan atas nama Bapak/Ibu.

command-menu = Menu utama
command-order = Pesan
command-prices = Lihat harga
command-status = Status pesanan
command-officer = Hubungi petugas
command-language = Ganti bahasa
command-privacy = Data apa yang kami simpan
command-help = Bantuan
command-orders = Pesanan yang menunggu keputusan
command-approve = Setujui pesanan: /setuju 002
command-reject = Tolak: /tolak 002 alasan
command-ask = Tanya pelanggan: /tanya 002 pertanyaan
command-produce = Mulai produksi: /produksi 002
command-finish = Siap kirim: /siap 002
command-send = Sudah dikirim: /kirim 002
command-deliver = Sudah diterima: /terima 002
command-cancel = Batalkan: /batalkan 002 alasan
command-handback = Akhiri obrolan (balas pesannya)
command-link = Jadikan obrolan ini ruang petugas: /tautkan KODE
bot-description =
    Layanan pemesanan { $workshop }: { $product }. Lihat harga menurut jumlah, minta penawaran, pesan, dan ikuti pesanan Bapak/Ibu. Petugas kami dapat dihubungi dari obrolan ini.
bot-short-description = { $product } langsung dari { $workshop }: harga, penawaran, dan pesanan lewat obrolan.

answer-thanks = Terima kasih kembali, Bapak/Ibu.
answer-payment-method = Pembayaran melalui rekening resmi { $workshop } yang tertulis di dokumen tagihan. Kami tidak pernah meminta transfer ke rekening pribadi.
answer-payment-terms = Termin pembayaran diputuskan oleh petugas. Pertanyaan Bapak/Ibu kami teruskan.
answer-payment-proof = Terima kasih. Petugas akan mencocokkannya dengan mutasi rekening; sebelum itu pesanan belum tercatat lunas.
answer-privacy-info =
    Yang kami simpan: nama Bapak/Ibu, nama hotel, pesanan, dan isi obrolan ini. Gunanya hanya melayani pesanan; tidak diberikan kepada pihak lain dan tidak dipakai untuk promosi tanpa persetujuan tersendiri.
    Untuk melihat, memperbaiki, atau menghapus data, tulis “hapus data saya” atau “petugas”; kami tanggapi paling lama 3 × 24 jam.
answer-data-erasure = Permintaan penghapusan data kami teruskan ke petugas dan ditanggapi paling lama 3 × 24 jam. Dokumen transaksi tetap disimpan sesuai aturan pembukuan.
answer-opt-out = Baik. Kami tidak mengirim promosi; Bapak/Ibu hanya menerima kabar tentang pesanan sendiri. Tulis “mulai lagi” bila berubah pikiran.
answer-ethics-faq = Warga binaan ikut kegiatan kerja secara sukarela, terlatih, dan diseleksi sidang TPP. Sebagian keuntungan menjadi premi mereka, sesuai aturan yang berlaku. Petugas dapat menjelaskan lebih lanjut.
answer-discreet-packaging = Bisa. Pilih kemasan netral: tanpa tulisan atau tanda asal bengkel. Faktur tetap memuat nama penjual yang sah.
answer-complaint = Mohon maaf atas ketidaknyamanannya. Keluhan Bapak/Ibu kami teruskan ke petugas; foto dan nomor pesanan akan sangat membantu.
answer-negotiate = Makin banyak, makin murah per satuannya. Harga dapat kita bicarakan begitu penawarannya terbit.
answer-sample = Permintaan contoh kami teruskan ke petugas.
shipping-title = **Pengiriman**
shipping-row = { $place }: { $fee }
answer-lead-time = Lama pengerjaan tergantung jumlah dan antrean. Sebutkan tanggal yang dibutuhkan saat memesan; petugas memastikannya sebelum menyetujui.
answer-minimum-order = Mulai { $minimum } { $unit } tanpa logo; dengan logo jumlah terkecilnya tampil bersama harganya.
answer-opt-in = Baik, kami catat.
answer-quality = Setiap pasang dirapikan dua kali dan setiap pesanan dievaluasi. Kalau ada yang tidak sesuai, kabari kami di sini; petugas menindaklanjuti.
answer-tax = Penjualan { $workshop } tanpa PPN dan tanpa faktur pajak. Untuk kebutuhan khusus, tulis “petugas”.
answer-documents = Permintaan dokumen kami teruskan ke petugas.

to-person = Bapak/Ibu { $name }
to-nobody = Bapak/Ibu
