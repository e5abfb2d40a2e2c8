# Pesan yang harus disetujui WhatsApp lebih dulu. Setelah diubah: prokana whatsapp templates --submit.
# Tidak boleh dimulai atau diakhiri dengan nilai, dan dua nilai tidak boleh bersebelahan.

notice-order = Kabar pesanan { $number } dari { $workshop }: statusnya sekarang { $state }. Balas pesan ini bila Bapak/Ibu ingin bertanya.
notice-question = Petugas kami punya pertanyaan tentang pesanan { $number } di { $workshop }. Balas pesan ini untuk membacanya.
notice-answer = Petugas { $workshop } sudah membalas pesan Bapak/Ibu. Balas pesan ini untuk membacanya.
notice-staff = Ada kabar baru untuk petugas { $workshop }. Balas pesan ini untuk membacanya.
notice-open = Tampilkan
