"""The words intents are told by, mostly roots: `stems` takes off what stands around them."""

from handlers.readers.consent_words import AROUND
from handlers.readers.text import lexicon, phrases

PRISON = lexicon("lapas penjara rutan prison jail lp pemasyarakatan correctional bui")
PRISONER = lexicon(
    "napi narapidana tahanan wbp warga inmate inmates prisoner prisoners convict convicts penghuni"
)
FORCED = phrases(
    "kerja paksa | forced labor | forced labour | prison labor | prison labour | kerja rodi | "
    "slave labor | slave labour | perbudakan | eksploitasi | exploitation | exploited | "
    "lembar etika | ethics sheet | code of conduct | siapa yang buat | siapa yg buat | "
    "siapa yang bikin | siapa yg bikin | siapa yang membuat | siapa pembuatnya | who makes | "
    "who made | siapo nan buek | yang membuat siapa | buatan siapa | siapa yang mengerjakan | "
    "siapa yang ngerjain"
)
WORKERS = lexicon("pekerja worker workers buruh labourers laborers makers pembuat pekerjo karyawan")
FAIR = lexicon(
    "paksa bayar upah gaji premi sukarela paid forced fairly fair wage wages voluntary hak"
)
WORK = lexicon(
    "kerja karajo sukarela paksa bayar upah gaji premi hak latih dapat dapek untung jam "
    "eksploitasi forced paid pay voluntary voluntarily wage wages treated work working labor "
    "labour siapa adil sejahtera who how ethical fair apa hasil bagian kesejahteraan manusiawi "
    "mempekerjakan willing force payment benefit salary"
)

MAY = lexicon("bisa boleh bs can could may bole buliah ok oke")

ERASE = lexicon("hapus apus hilangkan delete erase remove hapuih musnah bersihkan forget")
DATA = lexicon(
    "data datanya akun account riwayat history kontak informasi information nomor number nomer "
    "profil profile chat percakapan privasi"
)
MINE = lexicon("saya kami ku my our me ambo awak personal pribadi aku i")
STORED = lexicon(
    "pakai guna simpan aman untuk siapa apa jual bagi share shared used use using stored store "
    "safe keep kept who what do sold protect lindung rahasia disimpan mengakses akses access "
    "dimana why kenapa proses bocor lihat jaga kemana collect olah tujuan sebar"
)
SAFE = lexicon("aman simpan pakai guna bocor jual safe rahasia used stored share secure sebar")
PRIVACY = lexicon("privasi privacy pdp gdpr")

STOP = lexicon(
    "stop berhenti henti hentikan setop unsubscribe unsub berenti brenti stopin stopall optout"
)
NOT = lexicon(
    "tidak jangan jgn jan no not dont bukan usah tanpa without never none matikan bosan bosen "
    "malas batalkan hapus nonaktifkan keluar keluarkan cukup"
)
PROMO = lexicon(
    "advertising adverts advert advertisement promo promosi iklan broadcast newsletter spam "
    "penawaran promotion promotions ads marketing blast siaran siarkan mailing subscription "
    "langganan promonya"
)
NEVER = lexicon("jangan jgn jan tidak usah no not dont")
SENDING = lexicon("kirim mengirim ngirim mengirimi ngirimi kirimi kirimin hubungi send sending")
MESSAGES = lexicon("pesan wa chat sms info kabar message messages text texts")
AGAIN = lexicon("lagi lai more anymore again")
POLITE = (AROUND | lexicon("ya yah yo ke me apapun")) - lexicon(
    "dulu lu pesan pesanan pesanannya order ordernya orderan the are is"
)
"""What may stand beside STOP without making it about something else: "stop dulu" is no STOP."""

STARTS = lexicon("start mulai aktifkan aktif langganan berlangganan subscribe unstop resume")
LEAVES = lexicon("keluar keluarkan hapus matikan nonaktifkan remove leave cabut")
SENDS = lexicon(
    "kirim terima dapat send receive get sending messages pesan message kontak hubungi mau lagi "
    "more"
)
SUBSCRIBES = phrases(
    "langganan promo | berlangganan promo | daftar promo | ikut promo | aktifkan promo | "
    "subscribe | mau dapat promo | mau terima promo | mau info promo | kirimi saya promo | "
    "opt in | nyalakan promo | sign me up | kirim promo ya | mau promo | kirim promo lagi | "
    "langganan lagi | aktifkan lagi"
)
OPTS_OUT = phrases(
    "opt out | unsubscribe | unsub | stop promo | take me off | remove me from | "
    "no more messages | stop messaging | stop sending | stop texting | jangan wa saya lagi | "
    "jangan hubungi saya lagi | jan kirim promo | jangan chat saya lagi | jangan ganggu | "
    "jangan spam | jan spam"
)

ENGLISH = phrases(
    "english please | in english | speak english | use english | english version | "
    "bahasa inggris | bhs inggris | bahaso inggirih | switch to english | inggris | "
    "write english | understand english | pakai inggris | english pls | change to english | "
    "language english | bahasa english"
)
INDONESIAN = phrases(
    "bahasa indonesia | bhs indonesia | in indonesian | pakai indonesia | indonesian please | "
    "bahasa indo | bhs indo | speak indonesian | language indonesian | bahaso indonesia | "
    "switch to indonesian | use indonesian | bahasa aja | ke indonesia | change to indonesian | "
    "pake indo"
)

PACKING = lexicon(
    "kemasan kemas bungkus packaging pack package packing packed packaged dus kardus karton label "
    "plastik box pengirim kotak wrap wrapping labels stiker sender boxes paket"
)
PLAIN = lexicon(
    "netral neutral plain polos discreet discrete rahasia anonim unmarked unbranded unlabelled "
    "unlabeled nobrand privat"
)
WRITING = lexicon(
    "brand branding branded merek merk tulis tulisan nama logo label tanda keterangan name mark "
    "marking printed mention sebut cantum tampil lihat kelihatan tampak tau tahu know see show "
    "caliak stiker asal reveal say says visible ketahuan"
)
ORIGIN = lexicon("origin asal asalnya asalusul")
NO_SIGN = lexicon(
    "hide tanpa tampa tanpo jangan jgn jan no without tidak hilangkan hapus dont not remove omit "
    "drop sembunyikan bisa never tutupi"
)

DAMAGE = lexicon(
    "rusak cacat copot robek sobek patah lepas lapeh kecewa mengecewakan komplain komplen "
    "complain complaint retur return returned refund jelek luntur pecah bolong broken damaged "
    "damage defective defect torn faulty cabiak busuk hancur lengket terkelupas kelupas ngelupas "
    "peeling pudar disappointed unusable jebol lecet kotor dirty ruksak rusaknyo putus reject "
    "rijek kw mengelupas protes keluhan keluhkan kapalo copotnyo miring pudarnya loose bruised "
    "ripped cracked"
)
DAMAGE_PHRASES = phrases(
    "tidak lengkap | kurang lengkap | not complete | incomplete | tidak sesuai | tidak sasuai | "
    "not as ordered | came off | coming off | came apart | fell apart | falling apart | "
    "wrong size | wrong color | wrong colour | wrong order | wrong item | wrong items | "
    "wrong logo | salah kirim | salah warna | salah ukuran | salah logo | salah barang | "
    "salah jumlah | salah cetak | salah sablon | kurang jumlah | jumlahnya kurang | "
    "barangnya kurang | barang kurang | isinya kurang | isi kurang | kurang kirim | bau lem | "
    "smells of glue | bad quality | poor quality | kualitas buruk | kualitasnya buruk | "
    "belum diganti | minta ganti | tukar barang | minta tukar | not happy | tidak puas | "
    "missing pairs | pairs missing | are missing | is missing | tidak rancak | kualitas menurun | "
    "kualitasnya turun | kualitas turun | not good | too thin | terlambat | telat | "
    "lambat sekali | lama sekali | kiri semua | both left | datang kurang | cacek"
)
SHORT = lexicon("kurang short")
ARRIVED = lexicon("datang terima sampai tibo tiba received arrived delivered diterima nyampe")

PERSON = lexicon(
    "petugas admin cs operator staf staff manusia orang human agent person officer pegawai sales "
    "representative rep penanggungjawab pic kasubsi pengelola urang somebody someone adminnya "
    "people pimpinan kalapas manager kontak cp"
)
TALK = lexicon(
    "bicara ngomong omong obrol ngobrol chat hubung hubungi telepon telpon telp tlp call talk "
    "speak connect sambung disambungkan bacakap maota kontak contact phone ketemu bertemu temui "
    "meet reach tanya balas minta mau ada tolong need want bisa give nomor wa langsung real "
    "panggil nelpon"
)
CALLS = phrases(
    "call me | telepon saya | telpon saya | tolong telpon | tolong telepon | bisa telpon | "
    "bisa telepon | hubungi saya | contact me | bukan bot | not a bot | not a robot | ini bot | "
    "ini robot | bicara langsung | admin dong | customer service | bisa ditelpon | "
    "bisa ditelepon | minta cp | ngomong langsung | orang beneran | contact person | live chat | "
    "minta nomor wa | talak ka urang | ngobrol langsung"
)

QUOTE = lexicon(
    "penawaran quotation quote quotations sph proposal rfq quot qoutation kuotasi pnawaran penwaran"
)
SAMPLE = lexicon("sampel sample samples sampelnya tester contoh contohnyo sempel smpel")

TERMS = lexicon(
    "tempo termin kredit cicil angsur installment installments instalment deposit downpayment "
    "panjar pelunasan utang ngutang hutang ansur bayarbelakangan credit"
)
TERMS_PHRASES = phrases(
    "credit terms | payment terms | payment term | terms of payment | syarat pembayaran | "
    "bayar belakangan | bayar nanti | bayar setelah | bayar sesudah | bayar di belakang | "
    "pay later | pay after | pay on | down payment | uang muka | jatuh tempo | net 30 | "
    "dp berapa | berapa dp | brp dp | dp nya | dpnya | dp dulu | pakai dp | harus dp | tanpa dp | "
    "bisa dp | net | ketentuan pembayaran | sistem pembayaran | bayar 2 kali | bayar bertahap | "
    "bayar mundur | bayar akhir bulan | lunas dulu | bayar di muka | bayar dimuka | "
    "bayar duluan | upfront | in advance | bara dp | bisa bon | bon dulu | bayar kudian | "
    "bia kudian"
)
METHOD = lexicon(
    "qris qr rekening norek rek gopay ovo shopeepay linkaja ewallet dompet va virtual cash tunai "
    "kontan cod debit bank bca bni bri mandiri nagari barcode qrisnya ewalet wallet edc"
)
PAYS = lexicon("bayar transfer tf payment pay trf paying bayia bayie ditransfer")
HOW = lexicon(
    "cara gimana gmn bagaimana pakai pake lewat via mana kemana how apa where bisa metode method "
    "methods options dimana caro baa ka which accept through"
)
CARD = phrases("kartu kredit | credit card | credit cards | bank transfer | e wallet")

PAID_AFTER = lexicon(
    "bulan minggu month week setelah stlh sesudah after belakangan kemudian hari days later kudian"
)
TAX = lexicon("pajak ppn pph npwp tax vat pkp efaktur taxes")
PAPERS = lexicon("invoice invoce kwitansi kuitansi faktur nota bast tagihan inv")


ORDERED = lexicon(
    "pesanan orderan order sandal sandalnyo sendal barang paket kirim pasanan slippers pesenan "
    "orders shipment delivery package orderanku so selop pengiriman parcel goods"
)
PROGRESS = lexicon(
    "sampai sampe status proses progres progress resi track tracking lacak siap jadi selesai "
    "kelar beres shipped ready arrive arrived finish finished done nyampe dikirim salasai sudah "
    "alah mana dimana where kapan when bilo belum posisi perkembangan update kabar produksi alun "
    "sudahkah tiba"
)
ASKS_WHEN = lexicon(
    "sudah sdh udah udh alah lah kapan kpn bilo when mana dimana where status belum blm alun "
    "progres progress update sampai track tracking lacak cek resi posisi is has lama kabar "
    "perkembangan"
)
STATUS_PHRASES = phrases(
    "sampai mana | sampe mana | sampai dimana | sampai di mana | udah sampai | kapan selesai | "
    "kapan jadi | kapan siap | kapan dikirim | kapan sampai | kapan datang | kapan nyampe | "
    "kapan kelar | cek pesanan | cek order | status pesanan | status order | order status | "
    "lacak pesanan | track my order | no resi | nomor resi | where is my | wheres my | my order | "
    "alah siap | alah jadi | bilo siap | bilo salasai | bilo dikirim | sudah dikirim | "
    "udah dikirim | sdh dikirim | udah jadi | sudah jadi | sudah selesai | sudah siap | "
    "udah siap | blm sampai | belum sampai | belum datang | blm datang | belum nyampe | "
    "sampai ma | lah siap | any update | is it ready | kapan tiba | kapan beres | alun tibo | "
    "alun sampai | status"
)
SUPPOSES = lexicon("kalau kalo klo kl jika jk bila if mau rencana kalaunyo misal misalnya")

LEAD = phrases(
    "berapa lama | brp lama | brapa lama | bara lamo | how long | lead time | leadtime | "
    "lama pengerjaan | waktu pengerjaan | lama produksi | berapa hari | brp hari | bara hari | "
    "berapa minggu | kapan bisa kirim | kapan bisa jadi | kapan bisa selesai | estimasi | "
    "kapan bisa dikirim | how many days | how fast | turnaround | lama pembuatan | lamanya | "
    "how soon | production time | lama proses | kapan bisa siap | how many weeks | "
    "when can you deliver | when could you deliver | delivery time"
)
MINIMUM = lexicon("minimal minimum moq minim min minimalnya minimalnyo terkecil")
MINIMUM_OF = lexicon(
    "order pesan beli berapa brp bara ambil pemesanan pesanan quantity moq orderan what there"
)
SHIPPING = lexicon(
    "ongkir ongkirnya ongkirnyo ekspedisi shipping postage kurir jne jnt gosend freight"
)
SHIPPING_PHRASES = phrases(
    "ongkos kirim | biaya kirim | biaya pengiriman | delivery fee | delivery cost | "
    "bisa kirim ke | kirim ke luar | bisa dikirim ke | do you deliver | can you deliver to | "
    "deliver to | gratis ongkir | free delivery | bisa antar | bisa diantar | delivery charge | "
    "ongkos antar | melayani pengiriman | kirim ke mana | kirim kemana"
)
PLACE = lexicon("alamat lokasi address location maps gmaps alamatnya sharelok shareloc lokasinya")
PLACE_PHRASES = phrases(
    "jam buka | jam operasional | buka jam | jam kerja | opening hours | where are you | "
    "dimana tempatnya | tempatnya dimana | dima lokasinyo | what time do you open | open until | "
    "buka hari | tutup jam | jam berapa buka | bengkelnya dimana | dimana lapasnya | "
    "business hours"
)
QUALITY = lexicon(
    "kualitas quality awet tahan licin slip antislip empuk nyaman durable kuat waterproof mutu "
    "slippery comfortable lembut soft bagus tahannya"
)
PRICE = lexicon(
    "harga hrg hrga hargany harago hargo price prices pricelist pricing tarif cost costs rate "
    "rates biaya berapa brp brapa bara barapo berapaan sepasangnya hrgnya hrganya haragonyo"
)
PRICE_PHRASES = phrases(
    "how much | price list | daftar harga | list harga | per pasang berapa | kena berapa"
)
RANGE = lexicon(
    "model katalog catalog catalogue varian variant jenis produk product products pilihan macam "
    "tipe warna ukuran bahan motif brosur brochure option options design desain size sizes "
    "material materials colors colours color colour types models stok stock range koleksi ketalog "
    "katlog series merk merek selections"
)
SHOWS = lexicon(
    "apa apo ada ado lihat liat caliak show list what available minta kirim tampil see foto photo "
    "gambar which tersedia ready send kasih any have mana saja bisa jual dong kak sajo do punya"
)
PICTURES = lexicon("gambar foto photo photos picture pictures pict video")
SELLS = lexicon("jual sell punya menjual produksi manjua")
WHAT = lexicon("apa apo what aja")
CATALOG = phrases(
    "katalog | catalog | catalogue | brosur | brochure | ada apa aja | ada apa saja | jual apa | "
    "produk apa | produknya | lihat produk | foto produk | gambar produk | foto sandal | "
    "gambar sandal | what do you sell | do you sell | do you have | do you make | "
    "what do you have | what products | your products | ado apo se | ado apo sajo | manjua apo | "
    "product list | daftar produk | ketalog | katlog | foto sandalnya | contoh model | "
    "buat apa aja | bikin apa aja | spesifikasi | spek | spec | specs | specification | "
    "specifications"
)

ORDERS = lexicon(
    "pesan pesen pesn mesan mesen order ordr orders beli bali ambiak pasan butuh btuh perlu "
    "paralu purchase buy need book buatkan bikinkan bikinin buatin ordering pesanin mamasan "
    "checkout"
)
WANTS = lexicon(
    "mau minta want ingin pengen nio would like mintak cari nyari mencari looking ambil get take"
)
THINGS = lexicon("sandal sendal slipper slippers sandals selop")
NOUNS = lexicon("pesanan orderan pasanan")
STORY = lexicon("cerita kisah story kisahnya ceritanya sejarah profil profile video history")
HOW_MADE = phrases(
    "how is it made | how are they made | proses pembuatan | proses produksi | cara buatnya | "
    "tentang kalian | tentang lapas | about you | about the workshop | cerita | kisah | story | "
    "company profile | di balik | behind"
)
THANKS = phrases(
    "terima kasih | trima kasih | terimakasih | trimakasih | makasih | makasi | mksh | mksih | "
    "tks | thx | thanks | thank you | thank u | trims | trimakasi | tarimo kasih | tarimo kasi | "
    "tarimokasih | nuhun | suwun | matur nuwun | tq | ty | thankyou | makaci | tengkyu | "
    "appreciate | kamsia | tarimakasih | maksih | mkasih"
)
GREETING = phrases(
    "halo | halow | alo | hai | hay | hi | hello | helo | hey | hei | pagi | siang | sore | "
    "malam | selamat pagi | met pagi | met siang | good morning | good afternoon | good evening | "
    "morning | assalamualaikum | asalamualaikum | asalamu alaikum | ass | aslm | askum | "
    "asalamualaikum wr wb | salam | permisi | punten | apa kabar | baa kaba | p | pp | tes | "
    "test | assalamualaikum wr wb | greetings | shalom | om swastiastu | samlekum | mlekum | "
    "slamat | good day | ping | hallo | spada | asalammualaikum | asalamualaykum | "
    "assalamu'alaikum | selamat siang | selamat sore | selamat malam"
)
HELP = phrases(
    "help | bantuan | bantu | tolong | bingung | cara pakai | mau tanya | mo tanya | mau nanya | "
    "numpang tanya | nak tanyo | boleh tanya | minta info | info dong | info | informasi | "
    "how does this work | what can you do | bisa apa | panduan | petunjuk | tidak mengerti | "
    "tidak ngerti | tidak paham | tidak mangarati | how to use | confused | cara kerja | "
    "tanyo ciek | izin bertanya | mau bertanya | ingin bertanya"
)
MENU = phrases("menu | menu utama | main menu | mulai | start | kembali ke menu | home | awal")
HOW_TO_ORDER = phrases(
    "cara pesan | cara order | cara pesannya | cara ordernya | cara beli | how to order | "
    "how do i order | cara mesan | cara pemesanan | gimana pesan | gimana cara pesan | caro pasan"
)


LONG = frozenset(
    word
    for words in (
        *(DAMAGE, QUOTE, SAMPLE, TERMS, METHOD, PAPERS, PRICE, RANGE, ORDERS),
        *(PERSON, QUALITY, PROMO, PACKING, PRISONER, STOP, DATA, ORDERED),
    )
    for word in words
    if len(word) >= 7
)
"""Words long enough that one wrong letter still leaves no doubt."""
