# The logo in the chat: its picture on the product, and what can be done with it.

logo-another = You may send another file at any time, or go on with the order: the logo can follow.
logo-down = Move down
logo-go-on = Go on
logo-larger = Larger
logo-proof = This is your logo on our product, { $width } × { $height } mm.
logo-refused = We could not use { $name } as the logo.
logo-size = Print { $width } × { $height } mm
logo-smaller = Smaller
logo-title = Your logo
logo-up = Move up
logo-use = Use this
logo-used = Noted: your logo will be printed like this, { $width } × { $height } mm. Another file can still replace it.
