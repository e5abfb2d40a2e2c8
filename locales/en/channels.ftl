# What a channel itself writes.

list-opener = Choose
