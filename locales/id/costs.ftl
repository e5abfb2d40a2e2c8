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
cost-picture = Sebagai gambar
cost-sum-hpp = HPP
cost-sum-floor = batas bawah
cost-sum-price = harga
cost-head-tier = jumlah
cost-head-price = harga
cost-head-margin = margin
cost-head-floor = batas bawah
cost-percent = { $share } %
cost-upwards = { $first } ke atas
cost-range = { $first }–{ $last }
cost-back = Rincian biaya
cost-which-quantity = Rincian biaya untuk jumlah berapa?
cost-which-axis = Apa yang diganti?
cost-outdated = Katalognya sudah berubah sejak tombol itu dibuat. Mohon tulis /harga lagi.
cli-figure-added = { $place }: baru, { $new }
cli-figure-gone = { $place }: dihapus, tadinya { $old }
cli-figure-changed = { $place }: { $old } → { $new }
cli-figure = { $place } = { $value } ({ $status }; { $source })
cli-figures-same = Semua angka sama.
cli-load-tiers = { $variant }: { $tiers }
cli-load-step = { $first }: { $old } → { $new }
cli-load-no-effect = Tidak ada harga yang berubah.
cli-load-kept = Angka petugas tetap berlaku: { $place } = { $value } ({ $by })
cli-load-lapsed = Tidak ada lagi di berkas ini, jadi angka petugas gugur: { $place } = { $value } ({ $by })
cli-load-broken = { $variant }, mulai { $first }: harga { $price } di bawah batas bawah { $floor }
cli-load-more = … dan { $count } harga lain di bawah batas bawahnya
cli-load-refused = Berkas ini menaruh harga yang diumumkan di bawah batas bawahnya; tidak ada yang diubah.
cli-load-ask = Pakai berkas ini mulai sekarang? (y/t)
cli-load-left = Tidak ada yang diubah.
cli-load-changed = Sebuah angka berubah sementara itu; tidak ada yang diubah. Mohon ulangi.
cli-loaded = Katalog ini berlaku mulai sekarang. Penawaran yang sudah terbit tidak berubah.
cli-figure-unknown = belum diketahui
cli-figure-assumed = anggapan
cli-figure-measured = terukur
