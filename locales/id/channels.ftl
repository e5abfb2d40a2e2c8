# Yang ditulis saluran itu sendiri.

list-opener = Pilih
