# What was agreed with one customer.
command-agreement = Agreements with a customer: /agree 012

payment-cbd = Paid before delivery
payment-cod = Paid on delivery
payment-dp50 = Half in advance, the rest on delivery
payment-top14 = Paid 14 days after the invoice is exchanged
payment-top30 = Paid 30 days after the invoice is exchanged

agreement-price = { $variant }: { $each } per { $unit } from { $units }, until { $until }
agreement-monthly = { $variant }: { $units } { $unit } a month, { $each } per { $unit }, until { $until } (left this month: { $left })
agreement-term = { $term }, until { $until }
agreement-credit = { $term }, up to { $limit }, until { $until }
agreement-yours = **Your agreements**
agreement-draw = Take { $left }
agreement-exceeded = This month’s quantity does not suffice any more, so this quote has the price of today.
agreement-news = A new agreement with us; you will see its price in your quotes:
agreed-until = Agreed price, until { $until }
agreed-payment = Payment: { $term }

agreement-title = **Agreements with { $who }**
agreement-row = { $at }. { $row } ({ $by })
agreement-row-waits = { $at }. { $row } ({ $by }) · waits for another officer
agreement-none = None yet.
agreement-how =
    The number is that of an order or a quote of the customer; the variant is that of its first line:
    /agree 012 price 3.100 from 500 until 31/12/2026
    /agree 012 monthly 1000 price 3.100 until 30/6/2027
    /agree 012 pay TOP30 limit 5 juta until 31/12/2026 (also CBD, COD, DP50, TOP14)
agreement-whose = There is no order or quote “{ $number }”.
agreement-unread = That cannot be read, or its day has passed.
agreement-needs-limit = Payment after delivery needs a limit: add “limit 5 juta”.
agreement-second = Once saved, another officer (a head) has to approve it.
agreement-costs = Cost { $hpp }, floor { $floor }, price of today { $list }; margin at this price { $margin }%
agreement-under-floor = Cost { $hpp }, floor { $floor }: this price is under the floor and cannot be saved.
agreement-save = Save
agreement-approve = Approve { $count }
agreement-end = End { $count }
agreement-waits = { $who } proposes for { $customer }; another officer (a head) approves:
agreement-saved = Saved by { $who } for { $customer }: { $row }
agreement-ended = Ended by { $who }: { $row }
refused-same-officer = { $who }, who proposed it may not approve it.
card-agreed-lifted = The agreed price is under the floor of today; it was raised to the floor.
card-credit = Credit: { $open } open of { $limit }
card-over-limit = **Over the credit limit**: { $open } open of { $limit }
