# The day that is promised, and the calendar of capacity.

promised-usual = With you by: **{ $day }**
promised-rush = Rushed, with you by: **{ $day }**
promised-split = Two deliveries: { $units } on { $early }, the other { $rest } by **{ $day }**
promised-now = Day now: **{ $day }**
extra-rush = Rush surcharge: { $extra }
extra-split = Second delivery: { $extra }

date-too-early = We are sorry: { $wish } is too soon for us. The earliest is { $day }. You can also have:
date-total = That makes { $total } in all.
date-taken = We are sorry: { $day } has just been taken by another order. This is the earliest day now; please confirm once more.
pace-split = Two deliveries
pace-rush = Rush

lead-time-title = Ordered today, it is with you by:
lead-time-row = { $quantity } { $unit }: **{ $day }**
lead-time-none = { $quantity } { $unit }: an officer names the day
date-by-officer = We cannot reckon a date for this many yet; an officer will name it.
date-if-now = If confirmed now, with you by: **{ $day }**
lead-time-note = The day is certain once the order is confirmed.

status-row-dated = { $number } · { $state } · { $total } · { $day }
card-load = That week: { $used } of { $limit } taken

command-capacity = Capacity, close or change days: /capacity close 5/12 search
capacity-title = **Capacity, taken of what there is**
capacity-week = From { $day }: { $used } / { $limit }
capacity-day = · { $day }: { $units }
capacity-closed = · { $day }: closed
capacity-holiday = · { $day }: { $name }
capacity-how = Change it with “/capacity close 5/12 search”, “/capacity 7/12 200”, “/capacity open 5/12”; several days: “5/12-9/12”.
capacity-picture = The calendar as a picture.
capacity-drawn = Capacity of six weeks
capacity-drawn-units = { $used } / { $limit }
capacity-drawn-taken = taken
capacity-drawn-full = full
capacity-drawn-closed = closed
capacity-drawn-set = changed
capacity-none = This catalogue has no capacity.
capacity-unread = That could not be read. Like this: “/capacity close 5/12 search”, “/capacity 7/12 200”, “/capacity open 5/12-9/12”.
capacity-past = That day is over, or the last day lies before the first.
capacity-too-long = At most 62 days at once.
capacity-day-off = { $day } is no working day. Say how many, for example “/capacity 6/12 200”.
capacity-more = · … until { $last }
capacity-save = Save
capacity-all-fit = Every order keeps its day.
capacity-late-title = Orders that come later:
capacity-later = { $number } · { $hotel }: { $was }, now **{ $day }**
capacity-others = … and { $count } other orders
capacity-saved = { $who } changed the calendar.
capacity-message = Message to the customer:
capacity-tell = Tell { $number }
capacity-told = { $who } has been told about { $number }.
date-moved = We are sorry: order **{ $number }** can only be with you by **{ $day }**. Please tell us if that day does not suit you.
