# Yang ditulis program di terminal.

cli-try = PROKANA berjalan untuk dicoba. Buka { $url }
cli-serving = PROKANA melayani pelanggan. Keadaannya: { $url }health
cli-invitation =
    Kode sekali pakai untuk { $role }: { $code }
    Kirim kode ini ke bot secara pribadi untuk menjadi petugas, atau tulis “/tautkan { $code }” di grup untuk menjadikannya ruang petugas. Berlaku 24 jam.
terminal-no-file = Berkas { $path } tidak ada.
terminal-large-file = Berkas { $path } lebih besar dari 10 MB.
