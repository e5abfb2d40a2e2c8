# The logo in the chat: its picture on the product, and what can be done with it.

logo-another = You may send another file at any time, or go on with the order: the logo can follow.
logo-dearer = With { $number } colours, the list price rises by { $each } per { $unit }, { $total } in all; the screens are included.
logo-down = Move down
logo-go-on = Go on
logo-larger = Larger
logo-last = Use my last logo
logo-left = Move left
logo-other = Another file
logo-proof = This is your logo on our product, { $width } × { $height } mm.
logo-recolour = Change to { $number } colours
logo-refused = We could not use { $name } as the logo.
logo-right = Move right
logo-send-other = Please send the new logo file here: PNG, JPEG, WEBP, SVG or PDF.
logo-size = Print { $width } × { $height } mm
logo-smaller = Smaller
logo-title = Your logo
logo-up = Move up
logo-use = Use this
logo-used = Noted: your logo will be printed like this, { $width } × { $height } mm. Another file can still replace it.

command-print = Print files of a logo: /print 012
card-logo-open = Logo: not signed off by the customer yet.
card-logo-signed = Logo: signed off, { $width } × { $height } mm, { $colours } colours ({ $at }). Print files: /print
print-unknown = There is no order “{ $number }”. Example: /print 012
print-unsigned = The logo of order { $number } is not signed off by the customer yet, so there are no print files.
print-no-films = This logo is shaded or a photo, so its colours cannot be separated. Please ask for another file.
print-proof = { $number }: the proof the customer signed off.
print-films = { $number }: a film for each colour at size, with registration marks.
print-mask = { $number }: { $colour }, 600 dpi.
print-line = { $colour } · { $width } × { $height } mm · { $at }/{ $of }
