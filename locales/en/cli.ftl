# What the program writes in a terminal.

cli-try = PROKANA is running, for you to try. Open { $url }
cli-serving = PROKANA is serving customers. Its health: { $url }health
cli-invitation =
    One-time code for { $role }: { $code }
    Send this code to the bot in private to become an officer, or write “/link { $code }” in a group to make it the officers’ room. Valid for 24 hours.
terminal-no-file = There is no file { $path }.
terminal-large-file = The file { $path } is larger than 10 MB.
