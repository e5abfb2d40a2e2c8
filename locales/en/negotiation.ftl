# Bargaining, revisions, and quotes that have ended.

quote-state-withdrawn = quote withdrawn
quote-state-lost = quote declined
quote-withdrawn = We are sorry: quote { $number } has been withdrawn.
quote-lost = Quote { $number } is noted as declined.
quote-just-changed = Quote { $number } has just changed; please look at the newest one.

lost-price = Price
lost-delay = Delivery time
lost-stigma = Origin or policy
lost-supplier = Another supplier
lost-no-need = No need for now
lost-other = Another reason

quote-bargain = Negotiate
quote-honour = Ask for old price

bargain-title = **Quote { $number }**: our price is { $each } per { $unit }.
bargain-others = Cheaper without bargaining:
bargain-tier = { $quantity } { $units }: { $each } per { $unit }, { $total } in total (saves { $saved } per { $unit })
bargain-quantity = { $quantity } { $units }: { $each } per { $unit }, { $total } in total
bargain-variant = With { $variant } instead: { $each } per { $unit } (saves { $saved })
bargain-later = Delivered in { $days } days: { $each } per { $unit } (saves { $saved })
bargain-name = Please name the price per { $unit } you hope for, or another quantity.
bargain-conceded = Thank you for your offer. For { $number } we can do **{ $each }** per { $unit }. If that does not suit you yet, please make a new offer.
bargain-agreed = Good, we agree to **{ $each }** per { $unit }. Thank you.
bargain-already = Our price for { $number } is **{ $each }** per { $unit } already.
bargain-stands = Our price remains **{ $each }** per { $unit }. Please make a new offer above your earlier ones, or take this price.
bargain-minimum = The smallest run is { $minimum }; our price now is { $each } per { $unit }.
bargain-escalated = We have passed your offer for { $number } to an officer; the answer comes here.
bargain-waits = An officer is looking at your offer for { $number }; the answer comes here.
bargain-which = Which line of { $number } is it for?
bargain-line = Line { $line }: { $quantity }
bargain-take = Take { $each }
bargain-take-quantity = Make it { $quantity }
bargain-take-later = +{ $days } days
bargain-officer = Ask an officer
bargain-see = See the quote
bargain-lose = No, thank you

lost-why = May we ask why { $number } did not suit you? It helps us to improve.
lost-not = Keep it
lost-thanks = Thank you, { $number } is noted as declined. You are welcome back any time.

offer-agreed = An officer has agreed to **{ $each }** per { $unit }. Thank you.
offer-countered = An officer offers **{ $each }** per { $unit } for { $number }.
offer-refused = We are sorry, we cannot meet that price. For { $number } our price is { $each } per { $unit }.
offer-not-honoured = We are sorry, the old price of { $number } no longer stands.
offer-honoured = We still honour the old price of { $number }.
offer-talk = Officer { $officer } would like to talk about the price of { $number }. Please write here.

# For officers.
card-revision = From quote { $quote }
offer-card = **{ $number }** · { $state }
offer-state-issued = bargaining
offer-state-accepted = ordered
offer-state-superseded = has a newer revision
offer-state-withdrawn = withdrawn
offer-state-expired = expired
offer-state-lost = declined
offer-asks = Offer **{ $each }** (our price { $ours }), { $quantity } { $units }, { $variant }
offer-asks-officer = Wants to talk about the price; ours is { $ours }, { $quantity } { $units }, { $variant }
offer-asks-honour = Asks for the old price { $ours }, { $quantity } { $units }, { $variant }
offer-costs = Cost { $hpp }, floor { $floor }, margin at { $each }: { $margin } %
offer-type-price = Reply to this message with the price per unit for { $number }, such as 3,150.
offer-talk-open = Reply to this message to talk to { $who }.
offer-which = Quote “{ $number }” was not found, or has no reason yet. Example: /withdraw 012 out of material
offer-lost-how = Quote “{ $number }” was not found, or has no reason yet. Example: /lost 012 price. Reasons: { $reasons }
offer-lost-title = **Quotes declined**
offer-lost-row = { $reason }: { $count }
offer-ended = { $number } is noted. { $reason }

deal-agree = Accept
deal-counter = Counter
deal-refuse = Refuse
deal-talk = Talk
deal-honour = Honour old price

party-customer = Customer
party-desk = Bot
party-officer = Officer

step-asked = { $who } asked
step-offered = { $who } offered { $each }
step-told = { $who } answered, price { $each }
step-conceded = { $who } gave { $each }
step-escalated = { $who } passed it to an officer
step-countered = { $who } countered { $each }
step-accepted = { $who } agreed to { $each }
step-refused = { $who } refused, price stays { $each }
step-withdrawn = { $who } withdrew the quote
step-honoured = { $who } honoured the old price
step-lost = { $who } noted it as declined

refused-below-floor = That price is under today’s floor; nothing was changed.
refused-not-lower = That price is not below ours; nothing was changed.
refused-head-only = That old price is under today’s floor; only the head may honour it.

command-withdraw = Withdraw a quote: /withdraw 012 reason
command-lose = Quote declined: /lost 012 reason; /lost: counts by reason
