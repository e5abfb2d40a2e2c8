# Petugas mengubah angka katalog.
command-rate = Ubah angka biaya: /ubah eva_sole_5 32000 nota toko

rate-groups = Angka mana yang diubah? Bisa juga langsung, misalnya: /ubah eva_sole_5 32000 nota toko 12 Nov
rate-group-materials = Bahan & kemasan
rate-group-setup = Biaya setup
rate-group-machines = Mesin
rate-group-electricity = Listrik
rate-group-depreciation = Penyusutan
rate-group-overhead = Biaya lain
rate-group-labour = Tenaga kerja
rate-group-reject = Gagal periksa
rate-group-pricing = Margin
rate-group-tiers = Tingkat jumlah
rate-group-axes = Tambahan pilihan
rate-group-delivery = Ongkos antar
rate-group-negotiation = Batas nego
rate-line = { $what }: { $value }
rate-which = Yang mana?
rate-unknown = Angka “{ $name }” tidak ditemukan.
rate-not-known = belum ada
rate-tier = Mulai { $first }
rate-band = Nego: { $kind }

figure-per = isi
figure-waste = susut bahan
figure-watt = daya (watt)
figure-hours-per-day = jam per hari
figure-count = jumlah mesin
figure-residual = nilai sisa
figure-life-months = umur (bulan)
figure-electricity-tariff = Tarif per kWh
figure-electricity-levy = Pajak listrik
figure-electricity-output-per-day = Hasil per hari
figure-depreciation-output-per-month = Hasil per bulan
figure-overhead-per-unit = Biaya lain
figure-labour-mode = Cara upah (A/B)
figure-labour-wage = Upah borongan
figure-reject-share = Gagal periksa
figure-pricing-margin = Margin
figure-pricing-min-margin = Margin terendah

rate-type-value =
    { $what } sekarang { $now } ({ $source }).
    Balas pesan ini dengan angka barunya, misalnya { $kind ->
        [rupiah] 32.000 atau 1,7rb
        [share] 3%
        [mode] A atau B
       *[other] 26
    }.
rate-type-source = { $what }: balas pesan ini dengan sumbernya, misalnya “nota toko 12 Nov”.
rate-type-another = Balas pesan ini dengan angka lain, atau batalkan.
rate-not-read =
    Angka itu belum terbaca. Contohnya: { $kind ->
        [rupiah] 32.000 atau 1,7rb
        [share] 3%
        [mode] A atau B
       *[other] 26
    }.
rate-no-day = Tanggal itu belum terbaca, atau sudah lewat. Contohnya: 1 Desember.
rate-invalid = Angka itu tidak cocok dengan katalog: { $problem }
rate-under-floor = Tidak bisa: { $variant }, mulai { $first }, harganya menjadi { $price }, di bawah batas bawah { $floor }.
rate-summary =
    { $what }: { $old } → { $new }
    Sumber: { $source } ({ $status })
    Berlaku: { $from }
rate-now = sekarang
rate-is-measured = terukur
rate-is-assumed = anggapan
rate-effect = { $first }: { $old } → { $new }
rate-no-effect = Harga jual tidak berubah.
rate-other-day = Mulai lain hari? Balas pesan ini dengan tanggalnya. Penawaran yang sudah terbit tidak berubah.
rate-save = Simpan
rate-mark-measured = Ini terukur
rate-mark-assumed = Ini anggapan
rate-stop = Tidak jadi
rate-left = Tidak ada yang diubah.
rate-saved = Tersimpan.

refused-rate-closed = Perubahan itu sudah selesai; tidak ada yang diubah.
refused-not-your-dialog = Perubahan itu sedang dikerjakan petugas lain; tidak ada yang diubah.
refused-rate-changed = Ada angka lain yang baru berubah. Mohon lihat lagi, lalu simpan.
