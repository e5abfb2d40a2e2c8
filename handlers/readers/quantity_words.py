"""The words around quantities, in Indonesian, Minang and English."""

from handlers.readers.text import lexicon, phrases

MEASURED = lexicon(
    "mm mili mil milimeter milimetre milimeters cm senti sentimeter centi centimeter centimetre m "
    "meter metre inch inci kg kilo gr gram g gsm ml liter watt bintang star stars warna wrn warno "
    "warnanya color colors colour colours tinta persen percent jam pukul menit mnt detik minutes "
    "hour hours am pm wib tahun thn year years rupiah perak rp idr hotel hotels cabang outlet "
    "lokasi villa lantai lt layer lapis sisi titik model jenis macam tipe type varian variant "
    "design desain designs motif x kali times lembar lbr halaman sampel sample samples contoh st "
    "nd rd th hal pertanyaan logo gambar foto file nomor orderan pesanan order orders termin "
    "tahap pcsnya invoice"
)
"""After a number: what it counts, or measures, is not the product."""

LABELS = lexicon(
    "bintang star size ukuran sz uk no nmr nomor nomer jam pukul pkl tgl tanggal lantai lt blok "
    "rt rw tipe type model opsi pilihan option tahap termin kelas class kode pos npwp nik rek "
    "rekening hp wa telp tlp tahun eva tebal ketebalan tebalnya sol sole spon thickness ke h "
    "pasal bab gang jl jalan inv invoice faktur spk pr ruko km item dp ppn logo yang yg antrian "
    "nope page opt"
)
"""Before a number: it is a name or a measure, unless the product's unit follows."""

STREETS = lexicon("jl jln jalan gang gg komplek kompleks perumahan perum street")
CHAINED = lexicon("- / , dan atau x sampai sd and or &")

ORDERING = lexicon(
    "pesan pesen pesn mesan mesen memesan dipesan pesanin pasan mamasan order orderan ordr beli "
    "membeli bali mambali ambil ambiak ngambil butuh btuh membutuhkan perlu paralu memerlukan mau "
    "mw mo pengen pingin ingin minta mintak need needs want wants like buy get take require "
    "purchase kirim kirimin kirimkan buatkan buatin bikin bikinin book nio ordernya pesannya"
)
LABELLED = lexicon(
    "qty kuantiti quantity jumlah jml jmlh jumlahnya sebanyak banyaknya qtynya total"
)
FREE_AFTER = lexicon(
    "aja saja ajo dulu ya yah yo pak bu kak bang bg min mas mbak da uni uda dong deh lah sih kok "
    "untuk utk buat bwt for kirim dikirim antar by yang yg nan dengan dgn with tapi bisa lagi lai "
    "please pls thanks sekarang dan di ke tgl tanggal polos logo harga brp berapa minggu only "
    "just tok cukup ciek gan sis to bos saya kami kalau"
)
SPOKEN_BEFORE = lexicon(
    "saya kami sekitar kira kurang lebih about around sandal sandalnya sendal hotel the aja saja "
    "lagi approx approximately roughly hampir jadi order pesan us me an dulu ya sebanyak total "
    "sejumlah kiro tolong to eva putih"
)

ABOUT = phrases(
    "kurang lebih | lebih kurang | labiah kurang | sekitar | sekitaran | kira kira | kira | "
    "kiro kiro | kisaran | kurleb | krg lbh | krng lebih | hampir | about | around | "
    "approximately | approx | approx . | roughly | nearly | almost | ~ | ± | + / - | plus minus | "
    "estimasi | perkiraan | some | -+ | - + | + -"
)
ABOUT_AFTER = phrases("kurang lebih | lebih kurang | kurleb | an | or so | kira kira")
BOUND = phrases(
    "minimal | min | min . | minim | paling sedikit | paling tidak | paling dikit | setidaknya | "
    "at least | minimum | maksimal | max | maks | maximum | paling banyak | up to | lebih dari | "
    "lbh dari | more than | over | di atas | diatas | kurang dari | less than | under | below | "
    "di bawah | dibawah | labiah dari | kurang"
)
BOUND_AFTER = phrases(
    "lebih | lbh | labiah | ke atas | keatas | or more | and up | plus | + | lebih dikit | "
    "lebih sedikit | dan seterusnya"
)

TOTAL = lexicon("total totalnya totalny jumlah jumlahnya semua semuanya keseluruhan sadonyo")
TOTAL_AFTER = phrases(
    "total | totalnya | semua | semuanya | in total | altogether | keseluruhan | sadonyo | "
    "all in all | overall"
)
AND = phrases("dan | lebih | labiah | & | and | jo | ,")
PLUS = phrases("+ | plus | tambah | ditambah | tambahnya | ditambah lagi | tambah lagi")

EITHER = lexicon("atau or ato dan and jo &")
THROUGH = phrases(
    "sampai | sampe | smp | sampai dengan | sampai dgn | sampai ka | s / d | s . d . | s . d | "
    "sd | hingga | to | until | till | up to | through | - | ~"
)
BETWEEN = lexicon("antara antaro between")

NOT_THIS = phrases(
    "bukan | bkn | bukannya | not | jangan | jgn | jan | instead of | rather than | tidak jadi | "
    "tidak jd | batal | tidak | ketimbang | daripada | salah | kemarin | tadi | tadinya | "
    "awalnya | sebelumnya"
)
ONLY_IF_REPLACED = lexicon("kemarin tadi tadinya awalnya sebelumnya salah batal tidak jan")
WRONG_AFTER = phrases("salah | keliru | is wrong | was wrong | batal | itu salah | typo")
CHANGING = lexicon(
    "ubah rubah diubah dirubah ganti diganti change changed revisi direvisi naikkan naikin naik "
    "turunkan turunin turun update koreksi"
)
FROM = lexicon("dari dr from")
INSTEAD = phrases(
    "jadi | jd | menjadi | mnjd | jadinya | jadikan | jadiin | jadi nya | make it | make that | "
    "tapi | tp | melainkan | yang benar | yg benar | yg bener | yang bener | harusnya | "
    "seharusnya | should be | but | ralat | koreksi | revisi | eh | maksud saya | maksudnya | "
    "maksudku | ganti | diganti | ganti jadi | update | actually | i mean | turun ke | naik ke | "
    "correction | sorry"
)
INTO = phrases("jadi | jd | menjadi | ke | to | into | dengan | dgn | with | ka | ->")

MORE = phrases(
    "increase | raise | tambah | tambahin | tambahkan | ditambah | ditambahin | ditambahkan | "
    "nambah | tambahan | menambah | tambahi | tambahlah | add | adding | tmbh | tambh | another | "
    "extra | plus | + | increase by | tambuah | tambahnyo | naikkan | naikin"
)
LESS = phrases(
    "kurangi | dikurang | cut | lower by | kurangin | dikurangi | dikurangin | kurangkan | "
    "dikurangkan | ngurangin | mengurangi | kurangilah | reduce by | reduce | less | potong | "
    "take off | remove | decrease by | decrease | deduct | subtract | kurang i | kurangan | drop"
)
MORE_AFTER = phrases("lagi | lg | lai | more | extra | tambahan")
LESS_AFTER = phrases("less | fewer")
SOFT = lexicon(
    "lagi lg lai dulu saja aja sekitar kira about by an another ya dong pesanan pesanannya order "
    "ordernya pesanannyo the my our jumlah jumlahnya qty quantity ciek pak bu saya kami"
)

MORE_WORDS = lexicon(
    "more extra additional another hotel of those the disposable custom white black closed open "
    "toe eva plain branded terry waffle spunbond lagi tambahan"
)
"""May stand between a number and its unit: '200 more pairs', '500 hotel slippers'."""

MINIMUM_ORDER = phrases(
    "minimal order | min order | minimum order | min . order | moq | minimal pesan | "
    "minimal pemesanan | minimal pesanan"
)
PRICE = lexicon(
    "harga hrg harganya harganyo harago hargo haragonyo price prices pricing pricelist berapa brp "
    "brapa bara cost rate tarif sepasang"
)

AS_NEEDED = phrases(
    "secukupnya | secukupny | sacukuiknyo | sesuai kebutuhan kamar | cukup untuk | cukup buat | "
    "enough for"
)
ENOUGH = phrases(
    "cukup untuk | cukup buat | enough for | enough | semua kamar | setiap kamar | tiap kamar | "
    "all rooms | every room | all our rooms | seluruh kamar | sesuai jumlah kamar | "
    "sesuai kamar | sabanyak kamar | per kamar | sejumlah kamar"
)
SOME = phrases(
    "beberapa | sekian | bbrp | brp pasang aja | sejumlah | several | a few | few | some | "
    "couple | puluhan | ratusan | ribuan | belasan | lusinan | kodian | dozens | hundreds | "
    "thousands | sedikit | dikit | saketek | sakatek | lumayan banyak | agak banyak | banyak | "
    "many | lots | a lot"
)
UNSURE = phrases(
    "terserah | belum tau | belum tahu | blm tau | blm tahu | tidak tahu | tidak tau | not sure | "
    "dont know | unsure | belum pasti | blm pasti | alun tau | kurang tau | kurang tahu | "
    "as many as possible | sebanyak banyaknya | sebanyaknya | banyak banyak"
)

PER = lexicon("per / tiap setiap tiok each every a an @ utk")
NOT_A_BOX_BEFORE = lexicon("in per with pairs pair into for")
EACH = phrases("masing masing | masing masingnya | each | apiece | surang ciek")
GETS = lexicon(
    "isi isinya berisi dapat dpt butuh perlu pakai dikasih diberi disediakan kebagian gets get "
    "needs has contains contain containing of with = : @ ada akan x kali * masing satu holds in "
    "untuk dalam diisi isian ( ) , di"
)
CONTENTS = lexicon("isi isinya berisi contains containing holds diisi isian")
TIMES = lexicon("x kali * dikali times")
