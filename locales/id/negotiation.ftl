# Tawar-menawar, revisi, dan penawaran yang berakhir.

quote-state-withdrawn = penawaran ditarik
quote-state-lost = penawaran tidak jadi
quote-withdrawn = Mohon maaf, penawaran { $number } sudah kami tarik.
quote-lost = Penawaran { $number } dicatat tidak jadi.
quote-just-changed = Penawaran { $number } baru saja berubah; mohon lihat yang terbaru.

lost-price = Harga
lost-delay = Waktu pengiriman
lost-stigma = Asal barang atau kebijakan hotel
lost-supplier = Sudah ada pemasok lain
lost-no-need = Belum butuh
lost-other = Alasan lain
