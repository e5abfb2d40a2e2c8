# The order form, quotes, and news of orders.

noted = Noted: **{ $what }**.
for-line = **Line { $line }**
not-given = not filled in
change-what = What would you like to change?
back-to-review = Back to my draft
back = Back
change = Change
add-line = Add a line
remove-line = Remove line { $line }
cancel-order = Cancel
none-of-these = None of these
later = Send it later
artwork-later = logo to follow

label-quantity = Quantity
label-artwork = Logo artwork
label-delivery = Delivery
label-wanted = Date needed
label-hotel = Hotel
label-listed = Listed hotel
label-kind = Customer type
label-person = Contact name
label-po = PO number
label-note = Note

order-quantity = How many { $unit }? At least { $minimum }.
order-artwork = Please send your logo (a photo or a file).
order-delivery = Where should we deliver?
order-wanted = By which date do you need it?
order-hotel = Which hotel or institution is it for?
order-listed = Do you mean one of these?
order-kind = Which type is it?
order-person = In whose name, please?
order-po = What is the PO number?
order-note = Any note for the officer?
no-po = No PO
no-note = No note
asap = as soon as possible
any = any time
quantity-which-line = This order has several lines. To change the quantity of one, open “{ change }”.
draft-kept = All right, we keep what you have filled in.
draft-open = You have an unfinished order.
say-yes = To order, please write “yes” or press the button.
quantity-of = { $quantity } { $unit }
wanted-by = for { $day }

kind-hotel = Hotel
kind-hospital = Hospital
kind-guest-house = Guest house
kind-reseller = Reseller

conflict = { $what }: you named two choices in one sentence. Please pick one.
unavailable = { $what } is not available from our workshop yet.
below-minimum = The minimum for this choice is { $minimum } { $unit }.
choose-one = Please choose one.
say-something = Please put it in words.
too-long = Please keep it within { $longest } characters.
send-picture = Please send your logo, or choose “{ later }”.
quantity-no-number = How many? For example: 500, 25 kodi, one thousand.
quantity-vague = Roughly how many, as a number?
quantity-rooms = How many rooms, and how many { $unit } per room?
quantity-box-size = How many { $unit } are in one box?
quantity-not-whole = Please give a whole number.
quantity-not-positive = The quantity must be more than zero.
quantity-too-many = { $quantity } { $unit } is more than we can make in a month. Is that right?
quantity-yes-so-many = Yes, { $quantity }
quantity-several = There are several quantities in one message. Which one?
quantity-range = Between { $first } and { $last }: how many exactly?
quantity-last-order = Open “{ menu-status }”, then “{ order-again }” to repeat an order, or write the quantity.
quantity-no-base = More or fewer than how many?
date-past = { $day } has already passed.
date-impossible = That date does not exist.
date-range = Between { $first } and { $last }: which day exactly?
date-holiday = Which date exactly, please?
date-unread = For example: 5 December, the 25th, the day after tomorrow, or “{ asap }”.

order-review = **Order summary**
line =
    { $at }. { $variant }
    { $quantity } { $unit } × { $each } = **{ $total }**
delivery-line = Delivery: { $place } ({ $fee })
fee = { $fee }
fee-none = no charge
fee-by-officer = charge set by an officer
total-line = Total: **{ $total }**
wanted-line = Needed: { $by }
customer-line = For: { $hotel }, attn. { $person }
po-line = PO: { $po }
note-line = Note: { $note }
order-confirm = Is everything right?
order-now = Yes, order
quote-first = Ask for a quote
order-cancelled = Your draft is cancelled. If you change your mind, you can still continue it.

quote-title = **Quote { $number }**
quote-valid = Valid until { $until }.
quote-accept = Accept and order
quote-again = Recalculate
quote-supersedes = A new quote replaces { $number }.
quote-superseded = Quote { $number } has been replaced by a newer one.
quote-expired = Quote { $number } was valid until { $until }.
quote-state-issued = quote
quote-state-expired = quote expired

order-title = **Order { $number }** — { $state }
order-placed = We have received **order { $number }**.
order-waits = An officer will check it; we will let you know here.
order-again = Order again
order-cancelled-by-you = Order { $number } has been cancelled as you asked.
cancel-sure = Cancel order { $number }?
cancel-yes = Yes, cancel
cancel-no = No, keep it

state-pending = waiting for a decision
state-approved = approved
state-production = in production
state-ready = ready to send
state-sent = on its way
state-delivered = delivered
state-rejected = declined
state-cancelled = cancelled

news-approved = Good news: order **{ $number }** has been approved.
news-rejected = We are sorry, we cannot take on order **{ $number }**.
news-production = Order **{ $number }** is in production.
news-ready = Order **{ $number }** is ready.
news-sent = Order **{ $number }** is on its way.
news-delivered = Order **{ $number }** has been delivered. Thank you.
news-cancelled = We are sorry, order **{ $number }** has been cancelled.

officer-absent = No officer is connected to this chat yet. Please reach us at { $address } ({ $hours }).
officer-called = We have called an officer. Please write here; we pass your messages straight on.
officer-says = **Officer { $officer }:** { LINES($text) }
officer-sends = **Officer { $officer }** sent { $name }
officer-asks =
    About order { $number }, **officer { $officer }** asks:
    { LINES($text) }
    Please answer here.
talk-done = End this chat
talk-over = Your chat with the officer has ended.
talk-handed-back = Your chat with the officer has ended. Is there anything else we can do for you?
