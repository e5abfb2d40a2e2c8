# What the program writes in a terminal.

cli-try = PROKANA is running, for you to try. Open { $url }
cli-serving = PROKANA is serving customers. Its health: { $url }health
cli-invitation =
    One-time code for { $role }: { $code }
    Send this code to the bot in private to become an officer, or write “/link { $code }” in a group to make it the officers’ room. Valid for 24 hours.
terminal-no-file = There is no file { $path }.
terminal-large-file = The file { $path } is larger than 10 MB.
cli-shapes-begun = Preparing the message shapes at Twilio; the first time takes a minute or two.
cli-shapes-done = Message shapes: { $created } made, { $reused } were there, { $removed } removed.
cli-template-approved = approved
cli-template-unsubmitted = not submitted
cli-template-waiting = waiting for approval
cli-template-rejected = rejected
cli-template-paused = paused by WhatsApp
cli-template-disabled = disabled by WhatsApp
cli-template-earlier = Until it is approved, the earlier words go on being used.
cli-templates-submitted = Templates submitted to WhatsApp: { $count }.
cli-templates-submit = Submit with “prokana whatsapp templates --submit”.
cli-templates-reword = Change the words that were rejected in locales/*/notices.ftl, then “prokana whatsapp templates --submit”.
cli-templates-wait = WhatsApp mostly decides within a day; PROKANA asks every hour.
cli-templates-fine = All are approved.
cli-moved = { $count } rows were copied. The old database is still there; keep it as a backup.
