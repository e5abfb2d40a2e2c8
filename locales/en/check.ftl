# What “prokana check” writes.

check-settings = Settings
check-settings-public = serving customers over { $channels }
check-settings-try = no channel yet; only the terminal and the try-it page

check-clock = Clock
check-clock-fine = { $at }
check-clock-agrees = { $seconds } seconds from { $whose }’s
check-clock-year = the clock of this machine says { $at }
check-clock-apart = { $seconds } seconds from { $whose }’s
check-clock-advice = Set the clock of this machine, for example with “timedatectl set-ntp true”, and start again.
check-clock-zones = the time zone { $zone } is unknown
check-clock-zones-advice = Install again with “make run”; the package tzdata brings the time zones.

check-catalogue = Catalogue
check-catalogue-fine = { $count } variants are offered, and all have a price
check-catalogue-many = the first { $count } variants have a price; the rest were not looked at
check-catalogue-many-advice = Offer fewer choices, or look at the rest in a chat.
check-catalogue-invalid =
    the file has mistakes:
    { $mistakes }
check-catalogue-invalid-advice = Mend every line above; PROKANA will not run before that.
check-catalogue-unpriced = something is offered without a price; not filled in yet: { $missing }
check-catalogue-unpriced-advice = Fill these figures in, or switch the choice off with “on = false”.

check-database = Database
check-database-absent = there is no file { $file } yet
check-database-empty = it has no tables yet
check-database-start-advice = Nothing to do: “make run” makes it.
check-database-fine = its tables are those of this release
check-database-older = its tables are those of an older release
check-database-older-advice = Make a backup first; “make run” brings it up to date.
check-database-newer = its tables are those of a newer release
check-database-newer-advice = Run that newer release, or restore a backup from before the update.
check-database-unreachable = it cannot be opened ({ $why })
check-database-unreachable-advice = Check PROKANA_DATABASE_URL, the right to read and write its file, and whether its server is up.

check-sqlite = SQLite
check-sqlite-version = version { $version }
check-sqlite-advice = This version can damage a database that two programs write to at once. PROKANA itself has only one writer: do not open the file with another program while it runs, and do not run two PROKANAs.
check-sqlite-durability = journal { $journal }, synchronous { $synchronous }
check-sqlite-durability-advice = Orders could be lost in a power cut. Move the database to a disk of this machine; a network folder will not do.
check-postgresql = PostgreSQL
check-postgresql-durability = { $settings }
check-postgresql-durability-advice = Orders could be lost in a power cut. Turn all three on in postgresql.conf (they are by default), then reload the server.
check-sqlite-whole = its content is whole
check-sqlite-broken = its content is damaged: { $what }
check-sqlite-broken-advice = Stop PROKANA, keep a copy of the damaged file together with its -wal file, and restore the last backup.

check-disk = Disk
check-disk-rate = { $rate } syncs a second in { $folder }
check-disk-slow-advice = Slow: answers will be late when much is asked. Move the database to an SSD.
check-disk-dishonest-advice = Too fast for a real disk: what is written may not survive a power cut. Make sure that this folder is not in RAM and that its write cache is safe.
check-disk-closed = nothing can be written in { $folder }: { $why }
check-disk-closed-advice = Give the user PROKANA runs as the right to write in that folder.

check-space = Disk space
check-space-left = { $free } MiB are free in { $folder }
check-space-advice = Make room, or move var/ to a larger disk; on a full disk no order is taken.

check-telegram = Telegram
check-telegram-fine = the bot { $bot } answers
check-telegram-token = the token is unknown
check-telegram-token-advice = Copy the token from @BotFather (/mybots, API Token) to PROKANA_TELEGRAM_TOKEN.
check-telegram-refused = Telegram refuses: { $status } { $why }
check-telegram-silent = no answer ({ $why })
check-telegram-silent-advice = Check the internet connection, the firewall, and PROKANA_TELEGRAM_API_URL, and try again.

check-incoming = Incoming messages
check-incoming-polling = fetched by ourselves (polling)
check-incoming-webhook = Telegram delivers to { $url }
check-incoming-elsewhere = Telegram delivers to { $url }, not here
check-incoming-polling-advice = Another server may be using the same bot: stop it first. Then “make run” takes over.
check-incoming-webhook-advice = Correct PROKANA_PUBLIC_URL, or stop the other server that uses this bot. Then “make run” takes over.
check-incoming-unset = the webhook is not set yet
check-incoming-unset-advice = Nothing to do: “make run” sets it.
check-incoming-waiting = { $count } messages wait at Telegram
check-incoming-waiting-advice = Run PROKANA soon: Telegram keeps messages for 24 hours only.
check-incoming-failed = the last delivery failed { $at }: { $why }
check-incoming-failed-advice = Check whether PROKANA_PUBLIC_URL is open from outside and its certificate valid.

check-staff = Officers
check-staff-fine = orders reach officers on { $channel }, and somebody may approve them
check-staff-no-chat = there is no officers’ room on { $channel } yet
check-staff-no-chat-advice = Make a group of officers, add the bot as an admin, run “prokana staff invite”, and write “/link” and the code in that group.
check-staff-nobody = nobody on { $channel } may approve orders yet
check-staff-nobody-advice = Run “prokana staff invite --role desk” and have an officer send the code to the bot in private.
check-staff-whatsapp-advice = Run “prokana staff invite --role desk” and have an officer send the code to the WhatsApp number.

check-twilio = Twilio
check-twilio-fine = the account { $account } is active, number { $number }
check-twilio-trial = the account { $account } is a trial account
check-twilio-trial-advice = A trial account serves only numbers that were verified, and may refuse messages in free words (code 21654). Upgrade it in Twilio’s console before you serve customers.
check-twilio-closed = the account { $account } is not active ({ $status })
check-twilio-closed-advice = Open Twilio’s console: mostly there is no money left, or something is to be confirmed. Nothing is sent before that.
check-twilio-keys = the keys are refused ({ $status }, code { $code })
check-twilio-keys-advice = Compare with Twilio’s console: PROKANA_TWILIO_ACCOUNT_SID and PROKANA_TWILIO_AUTH_TOKEN; where they are used, PROKANA_TWILIO_API_KEY and PROKANA_TWILIO_API_SECRET. An API key must be that account’s and allow Messaging and Content.
check-twilio-busy = Twilio wants us to be slower ({ $status }, code { $code })
check-twilio-busy-advice = Wait a little and run it again; what is done is not done twice.
check-twilio-refused = refused with code { $code }: { $why }
check-twilio-refused-advice = It is explained at https://www.twilio.com/docs/api/errors/{ $code }
check-twilio-silent = does not answer ({ $why })
check-twilio-silent-advice = Check the internet connection, the firewall, and PROKANA_TWILIO_API_URL, and try again.
check-twilio-unset = WhatsApp is not set up
check-twilio-unset-advice = Fill in PROKANA_TWILIO_ACCOUNT_SID, PROKANA_TWILIO_AUTH_TOKEN, PROKANA_WHATSAPP_NUMBER and PROKANA_PUBLIC_URL in .env.

check-incoming-twilio = in Twilio’s console, the address for this number’s incoming messages must be { $url } (POST)
check-incoming-looked = missed messages were last looked for at Twilio { $at }
check-incoming-never-looked = missed messages were never looked for at Twilio yet
check-incoming-looked-advice = If PROKANA does not run, run it: it fetches at once what waits at Twilio. If it runs, read its log.
check-incoming-never-looked-advice = Nothing to do: “make run” begins with it.

check-shapes = Message shapes
check-shapes-fine = { $count } shapes are ready at Twilio
check-shapes-missing = missing at Twilio: { $missing } of { $count }
check-shapes-advice = Run “prokana whatsapp sync”; without it each is made when it is first used, and that customer waits longer.

check-notices = Templates
check-notices-approved = approved by WhatsApp: { $names }
check-notices-new = not submitted to WhatsApp yet: { $names }
check-notices-new-advice = Run “prokana whatsapp templates --submit”. Until they are approved, news for anybody silent for 24 hours waits until they write again.
check-notices-waiting = waiting for WhatsApp’s approval: { $names }
check-notices-waiting-advice = Wait, mostly less than a day; “prokana whatsapp templates” asks again.
check-notices-rejected = rejected by WhatsApp: { $names } ({ $why })
check-notices-rejected-advice = Change the words in locales/*/notices.ftl and run “prokana whatsapp templates --submit”.
check-notices-stopped = stopped by WhatsApp: { $names } ({ $status })
check-notices-stopped-advice = Meta’s WhatsApp Manager tells why; “prokana whatsapp templates” asks again.

check-held = Held messages
check-held-none = none
check-held-some = { $count }, people: { $people }; they go as soon as these write again
