"""The words of yes, no, not now and never mind, in Indonesian, Minang and English."""

from handlers.readers.negation import NEGATORS
from handlers.readers.text import lexicon, phrases

NO = NEGATORS | lexicon("not dont ora doh ndaknyo tidaklah")
YES_WEAK = lexicon(
    "ya iya iyah iyaa yah yo iyo yoi yup yep yes yeah y iyalah iyap yess ok oke okay okey okeh "
    "oks okelah okedeh okie oce baik baiklah bisa sudah sdh sudahlah udah udh alah jo yaudah "
    "yasudah k okesip okei"
)
YES = lexicon(
    "sip siap sep siph siplah gas gaskan gaskeun gasken gaspol acc aye jadih jadi setuju deal "
    "boleh bener benar betul btul bnr bnar btl batua cocok lanjut lanjutkan lanjutin silakan "
    "silahkan monggo proses diproses prosesin mantap mantul sesuai pas sah confirm confirmed "
    "konfirmasi sure correct right agreed agree fine perfect alright absolutely definitely "
    "exactly certainly approved approve accepted accept tentu pasti bagus rancak elok great good "
    "yakin ayo ayok lanjutlah satuju jadilah siaplah gaslah cocoklah fix fixed yuk lgtm"
)
YES_PHRASES = phrases(
    "tidak ada perubahan | tidak ada yang diubah | tidak ada yang berubah | no changes | "
    "tidak perlu diubah | tidak ada koreksi | kirim se | kirim saja | lanjuik | tidak papa | "
    "gpp | gppa | tidak apa | tidak apa apa | tidak masalah | tidak baa | tidak ba a | "
    "tidak apo apo | no problem | no problems | no worries | not a problem | no objection | "
    "no issue | tidak ada masalah | tidak keberatan | go ahead | go for it | sounds good | "
    "looks good | all good | all right | thats right | thats correct | that is correct | "
    "that is right | thats fine | thats ok | that works | that works for us | works for me | "
    "of course | i agree | i confirm | we agree | we confirm | yes please | please proceed | "
    "proceed | please do | lets go | lets do it | do it | with pleasure | why not | gas keun | "
    "sami mawon | jadi pesan | jadi order | tetap jadi | ya sudah | ya udah | yo wes | "
    "sudah benar | sudah betul | sudah sesuai | sudah pas | sudah cocok | sudah oke | "
    "alah batua | alah sasuai | lah batua | tidak jadi masalah | good to go | im ok | its ok | "
    "it is correct | its correct | is fine | lakukan saja | kirim aja | buat saja | saya setuju | "
    "kami setuju | apa boleh buat | harga segitu | harganya cocok | harganya ok | all correct | "
    "everything is correct | everything correct"
)
NO_PHRASES = phrases(
    "tidak usah | tidak perlu | tidak paralu | jangan | jgn | jan | alun | belum | blm | belom | "
    "bukan | bkn | no | nope | nah | nay | never | salah | keliru | wrong | incorrect | not yet | "
    "tidak mau | tidak nio | tolak | ditolak | reject | rejected | i disagree | disagree | "
    "no need | no way | kurang tepat | kurang cocok | kurang sesuai | ogah | not really | skip | "
    "tidak doh | tidak do | jan dulu | tidak ada"
)
AROUND = lexicon(
    "banyak pak bapak bu ibu buk kak kakak bang abang bg mas mbak mba min admin da uda uni mak "
    "pakcik gan sis bro bos boss om tante sir madam mr mrs ms saja aja ajo se dong deh dah lah "
    "sih kok nih tuh tu ko do doh ciek dulu lu please pls plis thanks thank you terima kasih "
    "makasih mksh trims tks thx tarimo kasi tolong mohon it this that everything semua semuanya "
    "itu ini nya saya kami kita awak ambo we i sekarang kini now banget bana sangat very sekali "
    "then so lagi the is are its pesan pesanan pesanannya order ordernya orderan wkwk hehe haha "
    "hihi he ha kan toh gitu begitu segitu infonya info untuk yang yg mah atuh euy ges mang jo "
    "lai karajo laksanakan lanjutnya and dan sangaik hm hmm oh ah eh well just with all"
)
NAMED = lexicon("pak bapak bu ibu buk kak kakak bang abang bg mas mbak mba uda uni da mr mrs ms")

WITH_THAT = phrases(
    "kalau begitu | kalo begitu | kalau gitu | kalo gitu | dengan harganya | dengan harga itu | "
    "dengan harga tersebut | dengan itu | dengan pesanannya | with the price | with that | "
    "with this | with it | to that"
)
WRONG = lexicon("salah wrong keliru incorrect harusnya seharusnya mestinya should")
BUT = lexicon(
    "tapi tp but kalau kalo asal asalkan cuma hanya kecuali dengan syarat kurang kirim bayar "
    "harga ongkir murah mahal berapa kapan mana apa siapa if unless except however logo warna "
    "nego diskon"
)

CANCEL = lexicon(
    "batal batalkan batalin dibatalkan dibatalin membatalkan ngebatalin batalken batalan "
    "batalkanlah cancel canceled cancelled cancelin dicancel cancelkan cansel cancle urung "
    "urungkan batalnyo"
)
GO = lexicon("jadi jd")
AFTER_CANCEL = lexicon(
    "ah pesan pesen mesan pesanan pesanannya orderan order ordernya beli ambil karena krn soalnya "
    "sebab because since maaf sorry maap everything all please semua semuanya saya kami aja the "
    "my our it this that deh do dulu lah ya yah pak bu kak mas bang sajo untuk kita nomor no dari "
    "tolong mohon thanks terima kasih makasih mbak uda uni min bapak ibu sajalah saja mau ingin "
    "need purchase pasan mamasan mambali bali memesan membeli sandal sandalnya dong sih kok lai "
    "lagi pesannya jo ternyata gm"
)
NOT_MATTER = lexicon("masalah soal persoalan apa apo problem")
ASKING = lexicon(
    "kalau kalo klo kl jika jk bila apabila seandainya if apakah apa bisakah bisa boleh can could "
    "may gimana bagaimana when kapan how what bia baa kapankah would should whether"
)
PLEASE = lexicon("tolong mohon please pls plis harap")
CALLED_OFF = phrases(
    "hapus pesanan | stop pesanan | hapus order | stop order | delete my order | "
    "delete the order | never mind | nevermind | forget it | forget about it | lupakan saja | "
    "lupakan aja | call it off"
)

PAID = lexicon(
    "tf trf transfer ditransfer transferkan transfernya bayar dibayar bayarkan dibayarkan lunas "
    "dilunasi lunasi dilunaskan paid transferred pay setor disetor tfin kirimduit tranfer"
)
PAID_ALONE = lexicon("paid transferred lunas")
DONE = lexicon(
    "sudah sdh udah udh dah alah lah barusan baru telah have has already just done berhasil "
    "sukses tadi kemarin selesai suda udeh"
)
PROOF = lexicon("bukti struk slip proof receipt screenshot buktinya resinya notanya")
PROVEN = lexicon("transfer tf trf bayar pembayaran payment setor transaksi transferan paid tfnya")
MONEY = lexicon(
    "dp uang dana pembayaran payment transferan pelunasan duit pitih muka money deposit"
)
RECEIVED = lexicon("masuk masuak kirim dikirim terkirim sent made done beres lunas clear cleared")
PAYING_LATER = lexicon("nanti besok belum blm alun will gonna akan mau ntar entar bsk bisuak beko")

HOW_MUCH = lexicon("berapa brp brapa brpa bara barapo berapakah berapaan")
NOT_MONEY = lexicon(
    "lama hari minggu kali pasang psg lusin kodi kamar banyak orang warna jam bulan pcs ukuran mm "
    "minimal jenis model persen"
)
SUM = lexicon(
    "jadi jd jadinya jadinyo total totalnya totalnyo semua semuanya sadonyo kasadonyo kena "
    "kenanya habis habisnya abis tagihan tagihannya bayar bayarnya jumlah jumlahnya transfer "
    "transfernya keseluruhan amount grand seluruhnya"
)
WHAT_TOTAL = phrases(
    "how much in total | how much total | how much altogether | how much is the total | "
    "whats the total | what is the total | what total | total price | total amount | the total | "
    "how much is it | how much do i owe | how much would it be | how much will it be | "
    "how much all | how much is everything | how much for all | what do i owe | grand total | "
    "how much is that | how much then | what is the amount | jadi harganya | harga totalnya | "
    "total harganya | how much should i pay | how much to pay | total nya"
)

NOT_FIRST = NEGATORS | lexicon("usah jangan jgn jan")
LATER = lexicon(
    "tar nanti nantik ntar entar beko bekok tunggu tunggulah wait waiting sebentar bentar sabanta "
    "later pending tahan ditahan hold tunda ditunda sabar bsk besok bisuak kabari postpone "
    "dipending nantilah skrg"
)
LATER_ALONE = lexicon("besok bsk bisuak kabari skrg")
THINK = lexicon(
    "pikir pikirkan pikirin fikir mikir pertimbangkan timbang tanya tanyakan tanyo batanyo nanya "
    "diskusi diskusikan didiskusikan rapat rapatkan konsultasi rundingkan runding koordinasi "
    "koordinasikan kabari kabarin dikabari kabarkan ngabarin laporkan lapor dirundingkan think "
    "discuss consult ask hubungi bicarakan omongin obrolin infokan kabar rembuk"
)
ASK = lexicon("tanya tanyakan tanyo nanya ask")
ONLY = lexicon("aja saja ajo")
CHECK = lexicon(
    "cek ngecek check lihat liat caliak hitung itung konfirmasi confirm pelajari review"
)
FIRST = lexicon("dulu dl lu first nanti besok later bsk tomorrow ntar dahulu beko soon")
SELF = lexicon(
    "lagi sedang masih still saya kami kita aku gw awak ambo gm atasan bos boss manager manajer "
    "owner pimpinan i we ill bapak tim purchasing keuangan finance management manajemen direktur "
    "my lemme me"
)
DEFER_PHRASES = phrases(
    "give me a | give me some | beri waktu | kasih waktu | let me check | let me think | "
    "get back to you | not now | not right now | maybe later | give me a moment | one moment | "
    "hold on | give me time | need more time | another time | lain kali | lain waktu | "
    "jangan dulu | jgn dulu | belum sekarang | belum bisa | blm bisa | masih ragu | "
    "masih bingung | belum yakin | tunggu dulu | sabar dulu | not sure yet | need to think | "
    "nunggu | menunggu | masih nunggu | tunggu persetujuan | waiting for | will confirm | "
    "ill confirm | ill let you know | will let you know | not decided | sleep on it | "
    "belum diputuskan | menyusul | minta waktu | butuh waktu | alun bisa | need approval | "
    "in a minute | jan dulu"
)
WANTS_TO_ASK = lexicon("mau numpang izin ijin nak boleh bisa can may want would")

CHANGE = lexicon(
    "ubah diubah rubah dirubah berubah ganti diganti gantiin gantikan revisi direvisi ralat "
    "diralat koreksi dikoreksi edit diedit tukar ditukar perbaiki diperbaiki change changed "
    "changes correct fix amend update modify perubahan correction"
)
ALSO_YES = lexicon("correct fix")

THUMBS = frozenset("👍👌✅🆗💯🤝☑✔👏🙆")
DOWN = frozenset("👎❌🚫🙅✖")
SKIN = frozenset("🏻🏼🏽🏾🏿♀♂")
