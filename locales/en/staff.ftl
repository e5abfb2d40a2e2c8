# The officers’ room.

card-title = **{ $number }** · { $state }
card-customer = { $hotel } ({ $kind }) — { $person }
card-phone = Phone: { $phone }
card-cost-line = Line { $at }: cost { $hpp }, floor { $floor }
card-cost-total = Total cost { $hpp }, profit { $profit } (margin { $margin } %)
card-decided = Decided by { $who }, { $at }
card-note = { $who }: { $text }
card-picture = Logo for { $number }: { $name }
reason-line = Reason: { $reason }

told-waits = News to the customer waits until they write again ({ $at })
told-sent = News to the customer sent, { $at }
told-delivered = News to the customer delivered, { $at }
told-read = News to the customer read, { $at }
told-failed = News to the customer not delivered, { $at }

do-approve = Approve
do-reject = Decline
do-ask = Ask
do-produce = Start production
do-finish = Ready
do-send = Sent
do-deliver = Delivered
do-cancel = Cancel

reason-reject-capacity = Capacity is full
reason-reject-material = No material
reason-reject-artwork = Logo not printable
reason-reject-date = Date cannot be met
reason-reject-terms = Terms not agreed
reason-cancel-customer = Customer’s request
reason-cancel-material = No material
reason-cancel-quality = Quality not reached
reason-cancel-security = Prison security
reason-typed = Type a reason
reason-withdrawn = Withdrawn by customer

role-head = head
role-desk = order officer
role-workshop = workshop officer

staff-linked = This group is now the officers’ room. New orders will appear here. Please make this bot an admin of the group, so that it sees at once who leaves or joins.
staff-linked-here = This chat is now your officers’ room: order cards and customers’ messages appear here. To answer one, reply to it (quote it).
staff-already-linked = This already is an officers’ room.
bad-code = That code is unknown, already used, or expired.
officer-welcome = Welcome. You are now registered as { $role }.
officer-welcome-here = Welcome as { $role }: order cards and customers’ messages appear in this chat. To answer one, reply to it (quote it); write “help” for the list of commands.
staff-help = **For officers**: press a button on a card, reply to a customer’s message (quote it) to answer, or write:
staff-orders = Waiting orders
staff-reply-please = If that was for { $number }, please reply to this message (quote it) with the same words; without that we pass nothing on.
staff-answered = { $officer } to **{ $who }**:
    { LINES($text) }
staff-reply-unknown = This answer has not gone out: the message you replied to is not a customer’s. Reply to the customer’s message.
staff-nothing-waits = No orders are waiting.
staff-waiting = { $number }, received { $at }
staff-which-order = Order “{ $number }” was not found. For example: /approve 002
staff-type-reject = Reply to this message with the reason for declining { $number }.
staff-type-cancel = Reply to this message with the reason for cancelling { $number }.
staff-type-ask = Reply to this message with your question about { $number }; we pass it to the customer.
staff-order-withdrawn = { $number } was cancelled by the customer, { $who }.
staff-called = **{ $who }** ({ $hotel }) would like to talk to an officer. Reply to this message to answer.
staff-called-with = **{ $who }** ({ $hotel }) would like to talk to an officer:
    { LINES($text) }
    Reply to this message to answer.
staff-relayed = **{ $who }** ({ $hotel }):
    { LINES($text) }
staff-relayed-file = **{ $who }** ({ $hotel }) sent { $name }
staff-talk-ended = { $who } ({ $hotel }) ended the chat.
staff-handed-back = The chat with { $who } has ended.
staff-unreachable = { $who } has blocked the bot; the message may not arrive.
staff-message-waits = A message for **{ $who }** ({ $hotel }) is waiting: they have not written for over 24 hours. It goes out as soon as they write again.
staff-message-refused = A message for **{ $who }** ({ $hotel }) did not arrive: they refuse messages, or the number does not exist.
staff-message-lost = A message for **{ $who }** ({ $hotel }) did not arrive.
staff-file-unfetched = We could not get { $name } from **{ $who }**; we have asked for it again.
staff-failed = A message from { $who } could not be handled and was kept: “{ $text }”. Reply to this message to answer it.
talk-handback = End this chat
no-hotel-yet = hotel not known yet

refused-not-staff-chat = This is not an officers’ room.
refused-not-officer = { $who } is not a registered officer; nothing was changed.
refused-not-your-role = { $who } may not take this step; nothing was changed.
refused-not-member = We could not confirm that { $who } belongs to this officers’ room; nothing was changed.
refused-unknown-button = That button is unknown; nothing was changed.
refused-other-chat = That button belongs to another officers’ room; nothing was changed.
refused-stale = The order had already changed; we have updated its card.
refused-expired = That button has expired; we have updated its card.
