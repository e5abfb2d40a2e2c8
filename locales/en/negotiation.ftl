# Bargaining, revisions, and quotes that have ended.

quote-state-withdrawn = quote withdrawn
quote-state-lost = quote declined
quote-withdrawn = We are sorry: quote { $number } has been withdrawn.
quote-lost = Quote { $number } is noted as declined.
quote-just-changed = Quote { $number } has just changed; please look at the newest one.

lost-price = Price
lost-delay = Delivery time
lost-stigma = Origin or hotel policy
lost-supplier = Another supplier
lost-no-need = No need for now
lost-other = Another reason
