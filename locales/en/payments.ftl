# Payments for orders.

command-payments = Note a payment for an order: /payment 012 1.000.000
payment-which = Order “{ $number }” was not found. Example: /payment 012 1.000.000
payment-unread = The amount “{ $words }” cannot be read. Example: /payment 012 1.000.000, or /payment 012 for all that is left.
payment-too-much = Only { $rest } is left to pay for { $number }.
payment-noted = A payment of { $amount } for { $number } is noted. { $rest } is left. Wrong? /payment 012 undo
payment-not-now = Order { $number } is { $state }, so no payment can be noted.
payment-none = No payment for { $number } yet.
payment-taken-back = The payment of { $amount } for { $number } is taken back. { $rest } is left.
payment-thanks = We received your payment of { $amount } for order { $number }. Thank you.
payment-thanks-all = We received your payment of { $amount } for order { $number }, which is now paid in full. Thank you.
card-paid = Paid { $paid }, { $rest } left.
card-paid-all = Paid in full: { $paid }.
