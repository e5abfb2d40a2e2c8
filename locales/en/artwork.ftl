# The logo: why a file was not taken, what was found, and the names of colours.

artwork-decimal = { $whole }.{ $part }

artwork-refused-large = This file is larger than 16 MB. Please send the logo as a smaller file.
artwork-refused-kind = This is not a picture we can read. Please send the logo as PNG, JPG, WEBP, SVG or PDF.
artwork-refused-broken = This file is damaged or cut off. Please send it again, or save it anew as PNG or PDF.
artwork-refused-pixels = This picture is too large. Please send one at most 6,000 pixels wide.
artwork-refused-animated = This picture moves. Please send the logo as a still picture.
artwork-refused-locked = This PDF is locked with a password. Please send one that is not.
artwork-refused-entities = This SVG uses parts we do not open. Please save it anew as plain SVG, PDF or PNG.
artwork-refused-heavy = This file is too complicated to open. Please send the logo as a plain PNG or JPG.
artwork-refused-empty = There is nothing on this file. Please send the logo as PNG or PDF.
artwork-refused-letters = The words in this SVG are still letters, so we cannot draw them. Please convert them to outlines first, or send a PDF.
artwork-refused-away = Our officer will look at this logo.

artwork-found-background = We have removed the { $colour } background.
artwork-found-blurred = The edges are not quite sharp. If you have it, please send the original file (SVG or PDF).
artwork-found-busy = The background behind the logo is not plain, so we cannot remove it. Please send the logo on a plain or transparent background.
artwork-found-colours-fewer = This logo has { $number } colours, and { $ordered } are chosen. It can be cheaper.
artwork-found-colours-more = This logo has { $number } colours, and { $ordered } are chosen.
artwork-found-empty = There is nothing to print on this picture.
artwork-found-gradient = The colours run into each other, and a screen prints flat colours only. Please send a version with flat colours.
artwork-found-invisible = A { $colour } logo cannot be seen on { $upper }. Please choose another colour.
artwork-found-letters = The words in this SVG are still letters, so they do not show. Please convert them to outlines first, or send a PDF.
artwork-found-pages = This file has { $pages } pages; we use the first.
artwork-found-pale = A { $colour } logo can hardly be seen on { $upper }. Please choose a colour that stands out.
artwork-found-photo = This looks like a photograph, not a logo file. Please send the logo itself (PNG, SVG or PDF), or ask our officer for help.
artwork-found-small = This picture has only { $dpi } dpi for a print of { $width } × { $height } mm; it is sharp up to { $sharp } mm. Please send a larger one if you have it.
artwork-found-thin = Some lines are thinner than { $narrowest } mm and may break in print. Please enlarge the logo or make its lines thicker.
artwork-found-vector = This file is sharp at any size. The print will be { $width } × { $height } mm.
artwork-found-wide = This logo is { $times } times as wide as high, so the width of the print area limits it.

artwork-colour-black = black
artwork-colour-charcoal = dark grey
artwork-colour-grey = grey
artwork-colour-silver = silver
artwork-colour-white = white
artwork-colour-cream = cream
artwork-colour-beige = beige
artwork-colour-brown = brown
artwork-colour-maroon = maroon
artwork-colour-red = red
artwork-colour-pink = pink
artwork-colour-magenta = magenta
artwork-colour-orange = orange
artwork-colour-gold = gold
artwork-colour-yellow = yellow
artwork-colour-lime = light green
artwork-colour-olive = olive
artwork-colour-green = green
artwork-colour-forest = dark green
artwork-colour-teal = teal
artwork-colour-turquoise = turquoise
artwork-colour-sky = light blue
artwork-colour-blue = blue
artwork-colour-navy = navy
artwork-colour-purple = purple
