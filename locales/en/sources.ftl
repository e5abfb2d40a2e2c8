# Where customers come from.
command-sources = Links & QR codes: /sources influencer Name
command-report = Report: /report promo
command-invite = Invite a colleague with your code

source-noted = Thank you, we noted the code { $code }.
source-noted-offer = Thank you, we noted the code { $code }: { $percent }% off one order until { $until }. You will see it in the quote.
voucher-line = Code { $code }: { $percent }% already taken off
voucher-spent = The code { $code } went into another order, so this quote is without it.
source-gives = Gives { $percent }% off until { $until }, once a customer, never under the floor.
source-bad-offer = Write what is taken off and until when, at most { $most }%: off=5% until=31/12/2026
source-invite =
    Thank you for recommending us. Share this link with your colleagues; whoever comes in through it is noted under your name.
    Code: **{ $code }**
source-link = { $channel }: { $link }

source-kind-promotion = promotion
source-kind-link = link
source-kind-referral = referral
source-kind-influencer = influencer
source-kind-fair = fair
source-kind-carton = carton

source-line = **{ $code }** · { $kind } · { $label }
source-line-stopped = { $code } · { $kind } · { $label } (stopped)
sources-none = No sources yet.
sources-how =
    Make one: /sources, then its kind and name. Kinds are link, influencer, fair, carton and partner.
    Example: /sources fair Trade Fair Padang kode=fair26
    With a discount: add off=5% until=31/12/2026
source-needs-name = Give the source a name, such as: /sources fair Trade Fair Padang
source-bad-code = A code is made of a–z, digits, - or _, 2 to 32 of them.
source-taken = The code { $code } is taken. Add another one: kode=…
source-made = New source:
source-unknown = There is no such source.
source-typed = Customers can type it, too: code { $code }
source-print = QR sheet
source-stop = Stop
source-stopped = { $label } was stopped by { $who }. What it has brought still counts.
source-sheet = { $label }: a sheet to hang up.
source-sheet-pdf = To be printed.
source-sheet-title = Order { $product }
source-sheet-how = Scan it, choose a variant, and see the price in the chat.
source-sheet-typed = or write in the chat: code { $code }

report-how = Reports there are: /report promo (this month), /report promo last
report-title = Results by source, { $first } – { $last }
report-row = **{ $label }** ({ $kind }): { $people } people · { $quotes } quotes · { $orders } orders { $ordered } · delivered { $delivered } · paid { $paid }
report-first = · opened { $first } orders
report-back = · cancelled { $back }
report-doubtful = · not counted { $doubtful } (own orders, or trying codes)
report-more = and { $count } other sources.
report-unknown = Orders without a source: { $unknown }
report-nothing = Nobody came through a source yet. Orders without a source: { $unknown }
report-paid-means = An order counts for its last source within 90 days. “Delivered” is what customers received; “paid” is what officers noted with /payment.
report-step-people = came
report-step-quotes = quotes
report-step-orders = orders
report-step-delivered = delivered
report-amount = paid

channel-telegram = Telegram
channel-whatsapp = WhatsApp
