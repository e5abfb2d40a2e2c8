# Partners the workshop knows: in and out as CSV.
partner-name = name
partner-phone = phone
partner-telegram = telegram
partner-kind = kind
partner-stars = class
partner-place = town
partner-language = language
partner-note = note
partner-consent = consent
partner-since = since
partner-non-star = non star

partner-consent-agreed = agreed to promotions
partner-consent-withdrawn = wants no promotions
partner-consent-asked = asked, no answer yet
partner-consent-unasked = not asked yet
partner-consent-silent = never wrote

audience-stars = { $stars } stars
audience-non-star = no stars

card-partner = Partner: { $facts }

partner-new = Line { $line }: new, { $name } ({ $reached })
partner-changed = Line { $line }: { $name } ({ $reached }) changes: { $facts }
partner-fact = { $fact } { $old } → { $new }
partners-more = … and { $count } more.
partners-would = Would be taken: { $new } new, { $changed } changed, { $same } the same, { $bad } bad lines. Nothing is saved yet.
partners-done = Taken: { $new } new, { $changed } changed, { $same } the same, { $bad } bad lines passed over.
partners-no-consent = An import brings no consent: partners get promotions once they have written and agreed themselves.
partners-nothing-done = Nothing was saved. Correct the lines above, or pass over them with --skip-bad.
partners-unread = Columns nothing is known of, and not read: { $columns }
partners-consents = Columns about consent are not read: { $columns }
partners-written = { $count } partners written to { $path }.
partners-no-file = The file { $path } cannot be read: { $why }

partner-wrong = Line { $line }: { $why }
partner-wrong-no-name = the name of the hotel or partner is empty.
partner-wrong-no-way = { $words } has neither a phone number nor Telegram; fill in one of them.
partner-wrong-too-long = “{ $words } …” is longer than { $other } characters.
partner-wrong-bad-phone = “{ $words }” is not one phone number. Write for example 081234567890 or +6281234567890, one number a line.
partner-wrong-rounded-phone = the number “{ $words }” was rounded by Excel. Make the phone column text, type the number again, and save.
partner-wrong-bad-telegram = “{ $words }” is no Telegram name or id. Write for example @hotelname.
partner-wrong-bad-class = the class “{ $words }” is not known. Write 1 to 5, non star, guest house, hospital, or reseller.
partner-wrong-bad-language = the language “{ $words }” is not known. Write id or en.
partner-wrong-extra-cells = there is something beyond the columns: “{ $words }”. What contains a separator must be in quotes.
partner-wrong-other-name = on line { $other } this number or Telegram is called { $words }.
partner-wrong-two-partners = this phone number and Telegram belong to two different partners: { $words }.

partners-file-too-large = The file is larger than { $words } MB. Split it into several files.
partners-file-workbook = This is an Excel workbook. Save it as “CSV UTF-8” first.
partners-file-not-text = This file is no CSV. Save it as “CSV UTF-8”.
partners-file-empty = The file is empty.
partners-file-no-header = The first line must name the columns: name, class, town, phone, telegram, language, note. The name and one of phone or telegram must be there. What was read: { $words }
partners-file-two-columns = Two columns mean the same: { $words }. Remove one of them.
partners-file-quotes = Line { $line }: quotation marks do not pair, so the rest of the file cannot be read.
partners-file-too-many = More than { $words } lines. Split the file into several.
