# Greeting, menu, and general answers.

salam = Waalaikumsalam
good-morning = Good morning
good-day = Good day
good-afternoon = Good afternoon
good-evening = Good evening

welcome =
    { $hello }, { $whom }. This is the order desk of **{ $workshop }**: { $product }, straight from the workshop.
    Just write what you need, or use the buttons.
privacy-note =
    We keep your name, your hotel and this chat only to serve your orders. Write “talk to an officer” to reach a person, “privacy” for details.

menu = Menu
menu-what = What can we do for you?
menu-order = Order
menu-order-new = New order
menu-prices = Prices
menu-status = Order status
menu-officer = Talk to an officer
menu-about = About the workshop
menu-resume = Continue my draft
order-this = Order this

language-id = Bahasa Indonesia
language-en = English
language-set = All right, we will go on in English.
language-which = Which language would you like?

not-understood = Sorry, we did not quite understand that.
unknown-button = That button no longer works.
file-unfetched = Sorry, we could not get { $name }. Please send it once more; smaller if need be, or as another kind of file.
sorry-failed = Sorry, something went wrong on our side while reading this message. It is kept, and an officer has been told.
slow-down = Your messages are coming faster than we can answer. Please wait a little, and then send again what has not been answered. Thank you.
maybe-repeated = (You may have received this message already.)

about-title = **{ $workshop }**
about-place =
    { $address }
    { $hours }

catalogue-title = **{ $product }** we make:
catalogue-axis = { $axis }: { $values }

tiers = **Price each, by number of { $unit }** — { $variant }
tier = { $first }–{ $last } { $unit }: { $price }
tier-open = from { $first } { $unit }: { $price }
price-of = { $variant }: **{ $quantity } { $unit } × { $each } = { $total }**
price-usual = For anything not mentioned we took the usual choice. Delivery is not included.

status-title = **Your orders and quotes**
status-row = { $number } · { $state } · { $total }
status-nothing = You have no orders yet.

command-menu = Main menu
command-order = Order
command-prices = See prices
command-status = Order status
command-officer = Talk to an officer
command-language = Change language
command-privacy = What we keep about you
command-help = Help
command-orders = Orders waiting for a decision
command-approve = Approve an order: /approve 002
command-reject = Decline: /reject 002 reason
command-ask = Ask the customer: /ask 002 question
command-produce = Start production: /produce 002
command-finish = Ready to send: /ready 002
command-send = On its way: /send 002
command-deliver = Delivered: /delivered 002
command-cancel = Cancel: /cancel 002 reason
command-handback = End a chat (reply to its message)
command-link = Make this chat the officers’ room: /link CODE
bot-description =
    The order desk of { $workshop }: { $product }. See prices by quantity, ask for a quote, order, and follow your orders. You can reach our officers from this chat.
bot-short-description = { $product } straight from { $workshop }: prices, quotes and orders in one chat.

answer-thanks = You are most welcome.
answer-payment-method = Please pay to the official account of { $workshop } shown on your invoice. We never ask for a transfer to a personal account.
answer-payment-terms = Payment terms are decided by an officer. We are passing your question on.
answer-payment-proof = Thank you. An officer will check it against the bank statement; until then the order is not marked as paid.
answer-privacy-info =
    We keep your name, your hotel, your orders and this chat, only to serve your orders. Nothing is given to others or used for promotions without your separate consent.
    To see, correct or delete your data, write “delete my data” or “talk to an officer”; we respond within 72 hours.
answer-data-erasure = We are passing your deletion request to an officer, who will respond within 72 hours. Transaction documents are kept as bookkeeping rules require.
answer-opt-out = All right. We send no promotions; you will only hear about your own orders. Write “start again” if you change your mind.
answer-ethics-faq = Residents join the work by choice, are trained, and are selected by the prison’s assessment board (TPP). Part of the profit goes to them as a premium, under the rules in force. An officer can tell you more.
answer-discreet-packaging = Yes. Choose neutral packing: nothing on it shows where it was made. The invoice still names the legal seller.
answer-complaint = We are sorry about this. We are passing your complaint to an officer; a photo and the order number will help a lot.
answer-negotiate = The more you order, the less each one costs. We can talk about the price once your quote is issued.
answer-sample = We are passing your sample request to an officer.
shipping-title = **Delivery**
shipping-row = { $place }: { $fee }
answer-lead-time = It depends on quantity and on what is already queued. Name the day you need it when you order; an officer makes sure of it before approving.
answer-minimum-order = From { $minimum } { $unit } without a logo; with a logo the smallest run is shown with its price.
answer-opt-in = All right, noted.
answer-quality = Every pair is trimmed twice and every order reviewed. If anything is not right, tell us here; an officer will see to it.
answer-tax = { $workshop } sells without VAT and without tax invoices. For special needs, write “officer”.
answer-documents = We have passed your request for documents on to an officer.

to-person = { $name }
to-nobody = dear customer
