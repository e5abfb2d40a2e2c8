# In English, with two lines, one of them removed again.
> /language en
< Good
> /order
> [EVA 5 mm]
> [All size 29 cm]
> [Plain]
> [Carton only]
< Price each
> 500
< 500 pairs
> [Pick up]
> [as soon as possible]
> Contoh Guest House
> Ms Lee
> [Change]
> [Add a line]
> [EVA 3 mm]
> [M 27 cm]
> [Plain]
> [Carton only]
> 300
< 1. 
< 2. 
< 500 pairs
< 300 pairs
> [Change]
> [Remove line 2]
< 500 pairs
> [Yes, order]
< 001/SO/LAPAS-PDG/
petugas< Wisma
