# Promotions: permission, contents, and how to stop them.
permission-question = May { $workshop } send an occasional offer to this chat? Once a week at most, in office hours. Your answer makes no difference to your orders, and you can take it back at any time by writing STOP.
permission-yes = Yes, please
permission-no = No, thank you
permission-given = Thank you. We will send an occasional offer here; write STOP at any time to end that.
permission-declined = All right, we will send none. Your orders are served as always.

promo-text = { LINES($text) }
promo-how-to-stop = No more offers? Write STOP.
promo-order = Order
promo-tiers = See prices
promo-talk = Talk to an officer
promo-stop = Stop offers

command-promotions = Promotions: /promo

promo-title = **Promotion { $id }** · { $name } · { $state }
promo-state-draft = draft
promo-state-waiting = waits for a second officer
promo-state-approved = approved
promo-state-sending = being sent
promo-state-paused = paused
promo-state-stopped = stopped
promo-state-done = done
promo-none = No promotions yet.
promo-unknown = There is no such promotion.
promo-no-draft = This promotion can be changed no more. Write a new one with /promo.
promo-nothing-ahead = No occasion is near.
promo-example =
    Write a promotion in one message, with a photo if you like:
    /promo Lebaran offer
    teks: Bapak/Ibu { $name }, { $offer } untuk { $hotel }.
    en: Dear { $name }, { $offer }.
    offer: EVA 5 mm from Rp 3.100
    for: hotel, padang, bought
    buttons: order, prices, officer
    voucher: 5% until 31 December
    send: 1 December 09.00
promo-odd-place = Only { $name }, { $hotel } and { $offer } are filled in; this is unknown: { $words }
promo-odd-button = The buttons are: order, prices, officer. This is unknown: { $words }
promo-odd-audience = “{ $words }” is unknown. Possible: hotel, hospital, guest house, reseller, the name of a town, bought, never bought, dormant 60 days, loyal 3, english, telegram, whatsapp, source CODE.
promo-odd-voucher = Write what it gives and until when, { $words } % at most: voucher: 5% until 31 December
promo-odd-time = The time cannot be read: { $words }. For example: 1 December 09.00
promo-no-name = Put the promotion’s name on the first line.
promo-no-text = Put the text on a line “text:”.
promo-no-offer = The text names { $offer }; say the offer on a line “offer:”.
promo-too-long = A text has { $words } characters at most, to fit below a picture.
promo-says = [{ $language }] { LINES($text) }
promo-audience = For: { $audience }
promo-reach = Reaches **{ $count }** people who agreed
promo-reach-free = { $channel }: { $count } people, free of charge
promo-reach-paid = { $channel }: { $count } people, { $unheard } of them by a marketing template. Estimated cost { $cost }
promo-preview-shut = The preview on { $channel } waits: write to us there once, then press again.
promo-no-picture = A WhatsApp template has no picture.
promo-unfit = WhatsApp refuses a template that begins with what is filled in, or has two such side by side: change the text.
promo-a-partner = partner
promo-your-place = your property
promo-at-once = as soon as it is approved
promo-when = Goes: { $at }
promo-quiet = Nothing goes outside 08–17 WIB; it begins at the next 08.
promo-lately = { $count } people had a promotion within 7 days and are left out
promo-same = { $count } people had the same offer before
promo-made-by = Written by { $who }
promo-how-to-change = To change it, reply to this message with the line alone, as in: send: tomorrow 10.00
promo-needs-second = Another officer approves it.
promo-goes = Approved by { $by } for { $count } people. Goes: { $at }
promo-bar = { $bar } { $part } % · { $done } of { $all }
promo-pace = { $pace } a second, about { $minutes } minutes left
promo-counts = Sent { $sent } · arrived { $arrived } · read { $read } · pressed { $clicked } · stopped { $stopped }
promo-lost = { $state }: { $why } { $count }
recipient-waiting = waiting
recipient-claimed = waiting
recipient-sent = sent
recipient-delivered = delivered
recipient-read = read
recipient-failed = failed
recipient-skipped = left out
recipient-uncertain = uncertain
why-withdrawn = consent withdrawn
why-unreachable = cannot be reached
why-too-often = had a promotion lately
why-stopped = promotion stopped
why-no-window = did not write within 24 hours (WhatsApp)
why-template = WhatsApp has not approved its template yet
why-no-template = WhatsApp refused its template
why-capped = held back by WhatsApp (63049)
why-too-late = too late
do-promo-preview = Preview
do-promo-submit = Submit
do-promo-stop = Stop
do-promo-approve = Approve
do-promo-refuse = Return
do-promo-pause = Pause
do-promo-resume = Go on
do-promo-show = Refresh
audience-all = everybody who agreed
audience-bought = bought before
audience-new = never bought
audience-dormant = no order for { $days } days
audience-loyal = at least { $orders } orders delivered
audience-language = language { $language }
audience-source = through code { $code }

programme-lebaran = Lebaran offer
programme-december = December offer
programme-long-weekend = Long weekend
programme-line = { $season }: begins { $day }. The offer is best sent from { $first } to { $last }.
programme-draft-lebaran =
    Lebaran offer
    teks: Bapak/Ibu { $name }, tamu Lebaran mulai datang sekitar { $day }. Pesan sandal hotel sebelum { $last } agar siap pada waktunya: kapasitas bengkel terbatas menjelang Lebaran.
    en: Dear { $name }, Lebaran guests arrive around { $day }. Order hotel slippers before { $last } to have them in time: the workshop’s capacity is limited before the holiday.
    for: hotel, guest house
    buttons: order, prices, officer
programme-draft-december =
    December offer
    teks: Bapak/Ibu { $name }, Desember biasanya ramai. Sandal hotel yang dipesan sebelum { $last } siap sebelum tamu akhir tahun datang.
    en: Dear { $name }, December is a busy month. Hotel slippers ordered before { $last } are ready before the year-end guests arrive.
    for: hotel, guest house
    buttons: order, prices, officer
programme-draft-long-weekend =
    Long weekend offer
    teks: Bapak/Ibu { $name }, ada libur panjang mulai { $day }. Stok sandal kamar masih cukup? Pesanan sebelum { $last } siap pada waktunya.
    en: Dear { $name }, a long weekend begins on { $day }. Are there enough slippers for the rooms? Orders before { $last } are ready in time.
    for: hotel, guest house
    buttons: order, prices, officer

cli-promo-kept = Draft { $id } is kept. Officers submit and approve it with /promo.
cli-promo-unread = The file { $file } cannot be read as UTF-8 text.
