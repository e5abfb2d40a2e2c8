# Rincian biaya untuk petugas: /harga dan "prokana cost".

cost-title = **{ $variant }** · { $quantity } { $unit }
cost-summary = HPP **{ $hpp }** · batas bawah { $floor } · harga **{ $price }** (margin { $margin } %)
cost-summary-small = HPP **{ $hpp }** · batas bawah { $floor } · tidak dijual: minimum { $minimum }
cost-line = { $amount } · { $share } % · { $label }
cost-line-assumed = { $amount } · { $share } % · { $label } (≈)
cost-since = – sejak { $since }
cost-since-unknown = tanggal tidak tercatat
cost-source = { $label }: { $source } ({ $since })
cost-tiers = **Harga menurut jumlah** (margin terkecil; batas bawah)
cost-tier = { $first }–{ $last }: { $price } ({ $margin } %; { $floor })
cost-tier-last = { $first } ke atas: { $price } ({ $margin } %; { $floor })
cost-market = Pasar { $low }–{ $high }: { $source }
cost-assumed-means = (≈) anggapan, belum diukur. Tanpa tanggal: sejak kapan angkanya berlaku tidak tercatat.
cost-missing = Belum dapat dihitung; belum diisi: { $missing }
cost-other-quantity = Jumlah lain
cost-other-variant = Varian lain
cost-sources = Sumber angka
cost-change = Ubah angka
cost-back = Rincian biaya
cost-which-quantity = Rincian biaya untuk jumlah berapa?
cost-which-axis = Apa yang diganti?
cost-outdated = Katalognya sudah berubah sejak tombol itu dibuat. Mohon tulis /harga lagi.
cli-figure-added = { $place }: baru, { $new }
cli-figure-gone = { $place }: dihapus, tadinya { $old }
cli-figure-changed = { $place }: { $old } → { $new }
cli-figure = { $place } = { $value } ({ $status }; { $source })
cli-figures-same = Semua angka sama.
cli-figure-unknown = belum diketahui
cli-figure-assumed = anggapan
cli-figure-measured = terukur
