# Yang ditulis program di terminal.

cli-try = PROKANA berjalan untuk dicoba. Buka { $url }
cli-serving = PROKANA melayani pelanggan. Keadaannya: { $url }health
cli-invitation =
    Kode sekali pakai untuk { $role }: { $code }
    Kirim kode ini ke bot secara pribadi untuk menjadi petugas, atau tulis “/tautkan { $code }” di grup untuk menjadikannya ruang petugas. Berlaku 24 jam.
terminal-no-file = Berkas { $path } tidak ada.
terminal-large-file = Berkas { $path } lebih besar dari 10 MB.
cli-shapes-begun = Menyiapkan bentuk pesan di Twilio; pertama kali perlu satu dua menit.
cli-shapes-done = Bentuk pesan: { $created } dibuat, { $reused } sudah ada, { $removed } dihapus.
cli-template-approved = disetujui
cli-template-unsubmitted = belum diajukan
cli-template-waiting = menunggu persetujuan
cli-template-rejected = ditolak
cli-template-paused = dijeda WhatsApp
cli-template-disabled = dimatikan WhatsApp
cli-template-earlier = Sampai disetujui, kalimat yang lama tetap dipakai.
cli-templates-submitted = Templat yang diajukan ke WhatsApp: { $count }.
cli-templates-submit = Ajukan dengan “prokana whatsapp templates --submit”.
cli-templates-reword = Ubah kalimat yang ditolak di locales/*/notices.ftl, lalu “prokana whatsapp templates --submit”.
cli-templates-wait = WhatsApp biasanya memutuskan dalam sehari; PROKANA menanyakannya setiap jam.
cli-templates-fine = Semua disetujui.
cli-moved = { $count } baris disalin. Basis data lama tetap ada; simpan sebagai cadangan.
